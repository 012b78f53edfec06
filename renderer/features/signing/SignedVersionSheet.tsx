import { Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { SignedVersionReply } from '../../../src/api/wire.ts';
import { formatMm } from '../../../src/recist/index.ts';
import { useSignedVersion } from '../../queries/index.ts';
import { Alert, errorText, format, Mark, ResponseChip, Segmented, Still } from '../../ui/index.ts';
import { lesionName } from '../lesions/index.ts';
import { meaningNames } from './lockWords.ts';
import { RecordedValue } from './ReviewTable.tsx';
import { ChangedSinceVersion } from './VersionDiff.tsx';
import styles from './SignedVersionSheet.module.css';

type Props = { readonly subjectId: string; readonly timepointId: string; /** Shown first. */ readonly version: number; /** Every signed version, oldest first. */ readonly versions: readonly number[]; readonly label: string; readonly onClose: () => void };

/** Everything one signature covers, as it was signed: facts, result, reasons, signer, hash. */
export function SignedContentView({ signed, changes = null }: { readonly signed: SignedVersionReply; /** What it changed of the version before. */ readonly changes?: ReactNode }) {
  const { content, result, sumMm } = signed;
  const { lesions, assessments, checkReasons, timepoint, overrides, keyImages, marker } = content.records;
  const recorded = lesions.filter(({ id }) => assessments[id] !== undefined);
  const reasons = Object.entries(checkReasons);
  return (
    <div className={styles.content}>
      <dl className={styles.who}>
        <div><dt>Signed by</dt><dd>{signed.signer}</dd></div>
        <div><dt>Time</dt><dd>{format.localMinute(signed.at)}</dd></div>
        <div><dt>Meaning</dt><dd>{meaningNames[signed.meaning]}</dd></div>
        <div><dt>Rules</dt><dd>{signed.engineVersion}</dd></div>
        {signed.amendmentReason !== null && <div data-wide><dt>Opened because</dt><dd>{signed.amendmentReason}</dd></div>}
      </dl>
      {changes}
      <table className={styles.table} aria-label={`Signed values of ${timepoint.label}, millimetres`}>
        <thead><tr><th scope="col">Lesion, mm</th><th scope="col">{timepoint.label}</th></tr></thead>
        <tbody>
          {recorded.map((lesion) => (
            <tr key={lesion.id}><th scope="row"><span className={styles.lesion}><Mark label={lesion.label} role={lesion.role} />{lesionName(lesion)}</span></th><td><RecordedValue lesion={lesion} record={assessments[lesion.id]} lesions={lesions} /></td></tr>
          ))}
          <tr className={styles.sum}><th scope="row">Sum of diameters</th><td>{sumMm === null ? '' : formatMm(sumMm)}</td></tr>
          {result && <tr><th scope="row">Response</th><td><ResponseChip response={result.overall} /></td></tr>}
        </tbody>
      </table>
      {result && <p className={styles.sentence}>{result.explanation.sentence} <code>{result.rules.slice(0, 4).join(' ')}</code></p>}
      {overrides && Object.entries(overrides).map(([component, one]) => one && <p key={component} className={styles.line}>{component === 'target' ? 'Target' : component === 'nonTarget' ? 'Non-target' : 'Overall'} assigned {one.value}: {one.reason}</p>)}
      {marker && <p className={styles.line}>Tumour markers {marker.status === 'notAssessed' ? 'not assessed' : marker.status}{marker.values.map(({ name, value, unit }) => `, ${name} ${value} ${unit}`).join('')}</p>}
      {reasons.length > 0 && (
        <section aria-label="Reasons given">
          <h3 className="nd-section">Reasons given</h3>
          {reasons.map(([key, { reason, by }]) => <p key={key} className={styles.line}><code>{key.split(' ')[0]}</code> {reason} <span className="nd-3">{by}</span></p>)}
        </section>
      )}
      <p className={styles.hash}>sha256 {signed.contentHash}<br />{format.counted(keyImages.length, 'key image')}</p>
    </div>
  );
}

/** The signed versions of a timepoint, read-only, each with what it changed of the one before. */
export function SignedVersionSheet({ subjectId, timepointId, version: first, versions, label, onClose }: Props) {
  const [version, setVersion] = useState(first);
  const { data, error, isPending } = useSignedVersion(subjectId, timepointId, version);
  return (
    <Modal opened onClose={onClose} title={`${label}, signed version ${version}`} size={720}>
      {versions.length > 1 && <div className={styles.versions}><Segmented label="Version" value={String(version)} onChange={(chosen) => setVersion(Number(chosen))} options={versions.map((one) => ({ value: String(one), label: `Version ${one}` }))} /></div>}
      {isPending && <Still height={240} />}
      {error && <Alert severity="block" title={errorText(error)} live />}
      {data && <SignedContentView signed={data} changes={version > 1 && <ChangedSinceVersion subjectId={subjectId} timepointId={timepointId} signed={data} />} />}
    </Modal>
  );
}
