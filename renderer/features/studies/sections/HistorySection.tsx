import { useState } from 'react';
import type { ProtocolChange, StudyProtocol } from '../../../../src/casefile/index.ts';
import { protocolChanges } from '../../../../src/casefile/index.ts';
import type { StudyVersion } from '../../../../src/api/wire.ts';
import { Section } from '../Fields.tsx';
import styles from './Sections.module.css';

const kinds: Readonly<Record<StudyVersion['kind'], string>> = { created: 'Created', edited: 'Changed', amended: 'Amended' };
const nothing: StudyProtocol = { name: '', params: {}, recordingDecimals: 1, liveEffect: true };

/** What changed, field by field, as it was and as it is. Accounts are shown by name. */
export function ChangeTable({ changes, nameOf = (text) => text }: { readonly changes: readonly ProtocolChange[]; readonly nameOf?: ((text: string) => string) | undefined }) {
  const said = (change: ProtocolChange, text: string) => (change.path.startsWith('readers.') ? nameOf(text) : text);
  return (
    <table className={styles.changes}>
      <thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
      <tbody>{changes.map((change) => <tr key={change.path}><td><span className="nd-3">{change.section} </span>{change.title}</td><td className="nd-2">{said(change, change.before)}</td><td>{said(change, change.after)}</td></tr>)}</tbody>
    </table>
  );
}

/** Everything a version decided that is no default. */
function WholeVersion({ protocol, nameOf }: { readonly protocol: StudyProtocol; readonly nameOf: (text: string) => string }) {
  const decided = protocolChanges({ ...nothing, name: protocol.name === '' ? 'x' : '' }, protocol);
  return (
    <table className={styles.changes}>
      <tbody>{decided.map((change) => <tr key={change.path}><td><span className="nd-3">{change.section} </span>{change.title}</td><td>{change.path.startsWith('readers.') ? nameOf(change.after) : change.after}</td></tr>)}</tbody>
    </table>
  );
}

function Version({ version, nameOf }: { readonly version: StudyVersion; readonly nameOf: (text: string) => string }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <strong>Version {version.version}</strong><span className="nd-2">{kinds[version.kind]} {version.at.slice(0, 10)} by {version.actor}</span>
        <button type="button" className={styles.quiet} aria-expanded={isWhole} onClick={() => setWhole((now) => !now)}>{isWhole ? 'Hide the protocol' : 'Show the whole protocol'}</button>
      </div>
      {version.reason !== null && <p className={styles.reason}>{version.reason}</p>}
      {version.changes.length > 0 && <ChangeTable changes={version.changes} nameOf={nameOf} />}
      {isWhole && <WholeVersion protocol={version.protocol} nameOf={nameOf} />}
    </li>
  );
}

/** Every state of the study's record, newest first; old versions stay readable. */
export function HistorySection({ versions, nameOf }: { readonly versions: readonly StudyVersion[]; readonly nameOf: (text: string) => string }) {
  return (
    <Section id="history" title="Versions" hint="A signature names the version it was given under.">
      <ul>{versions.toReversed().map((version, index) => <Version key={versions.length - index} version={version} nameOf={nameOf} />)}</ul>
    </Section>
  );
}
