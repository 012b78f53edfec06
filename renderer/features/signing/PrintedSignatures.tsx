import type { ReactNode } from 'react';
import { isImaged, signOffOf, type Confirmation, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { format } from '../../ui/index.ts';
import { meaningNames } from './lockWords.ts';
import styles from './PrintedSignatures.module.css';

type Line = { readonly key: string; readonly what: string; readonly note: string; readonly by: string; readonly meaning: string; readonly at: string; readonly about: string; readonly hash: string };

const confirmedNames: Readonly<Record<Confirmation['meaning'], string>> = { confirmed: 'Confirmation of the date', otherDate: 'Confirmation of another date' };

/** Every signature of a timepoint, oldest first; one line without a name where the present version has none. */
function linesOf(subject: SubjectCase, timepoint: Timepoint): readonly (Line | { readonly key: string; readonly what: string; readonly missing: string })[] {
  const { state, versions, amendment } = signOffOf(subject, timepoint.id);
  const given = versions.map((one): Line => ({
    key: `${timepoint.id} ${one.version}`, what: timepoint.label, note: `version ${one.version}`, by: one.signer, meaning: meaningNames[one.meaning], at: one.at,
    about: [`protocol version ${one.protocolVersion}, engine ${one.engineVersion}`, ...(one.amendmentReason === null ? [] : [`amended: ${one.amendmentReason}`])].join('; '), hash: one.contentHash,
  }));
  return state === 'signed' ? given : [...given, { key: timepoint.id, what: timepoint.label, missing: amendment ? `Not signed. Open for amendment: ${amendment.reason}` : 'Not signed' }];
}

const confirmationLine = (one: Confirmation): Line => ({
  key: `confirmation ${one.number}`, what: 'Confirmation', note: `up to ${one.upTo.label}`, by: one.by, meaning: confirmedNames[one.meaning], at: one.at,
  about: `protocol version ${one.protocolVersion}, engine ${one.engineVersion}`, hash: one.contentHash,
});

function Row({ what, note, children }: { readonly what: string; readonly note: string; readonly children: ReactNode }) {
  return <tr><th scope="row">{what}{note !== '' && <small>{note}</small>}</th>{children}</tr>;
}

/**
 * On paper alone: who signed what, with full name, meaning, date and time with its offset from UTC, and the hash of what was signed (21 CFR 11.50).
 * What nobody signed says so.
 */
export function PrintedSignatures({ subject, timepoints, confirmations = null }: { readonly subject: SubjectCase; readonly timepoints: readonly Timepoint[]; /** Null: not what is printed. */ readonly confirmations?: { readonly history: readonly Confirmation[]; readonly holds: boolean } | null }) {
  const lines = timepoints.filter((one) => !one.performed || isImaged(one) || signOffOf(subject, one.id).versions.length > 0).flatMap((one) => linesOf(subject, one));
  const missing = confirmations !== null && !confirmations.holds ? [{ key: 'confirmation', what: 'Confirmation', missing: confirmations.history.length > 0 ? 'Not signed. What the last one rested on has changed since' : 'Not signed' }] : [];
  return (
    <section className={styles.printed} aria-label="Signatures">
      <h2 className="nd-section">Signatures</h2>
      <table>
        <thead><tr><th scope="col">What</th><th scope="col">Signed by</th><th scope="col">Date and time</th><th scope="col">SHA-256 of what was signed</th></tr></thead>
        <tbody>
          {[...lines, ...(confirmations?.history ?? []).map(confirmationLine), ...missing].map((line) => ('missing' in line
            ? <Row key={line.key} what={line.what} note=""><td colSpan={3} className={styles.unsigned}>{line.missing}</td></Row>
            : <Row key={line.key} what={line.what} note={line.note}><td>{line.by}<small>{line.meaning}</small></td><td>{format.localSecondWithOffset(line.at)}<small>{line.about}</small></td><td><code>{line.hash}</code></td></Row>))}
        </tbody>
      </table>
    </section>
  );
}
