import type { SignedVersionReply } from '../../../src/api/wire.ts';
import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { useSignedVersion } from '../../queries/index.ts';
import { Alert, errorText, Mark, Still } from '../../ui/index.ts';
import { stateNow, versionChanges, type VersionChange, type VersionState } from './versionChanges.ts';
import styles from './SignedVersionSheet.module.css';

const stateOf = (signed: SignedVersionReply): VersionState => ({ ...signed.content, sumMm: signed.sumMm });

type Names = { readonly before: string; readonly after: string };

/** Two states of a timepoint beside each other: only what differs. */
function Differences({ changes, before, after, label }: Names & { readonly changes: readonly VersionChange[]; readonly label: string }) {
  if (changes.length === 0) return <p className={styles.line}>Nothing differs.</p>;
  return (
    <table className={styles.table} aria-label={label}>
      <thead><tr><th scope="col">What</th><th scope="col">{before}</th><th scope="col">{after}</th></tr></thead>
      <tbody>
        {changes.map(({ what, lesion, before: old, after: now }, index) => (
          <tr key={`${lesion?.id ?? ''} ${what} ${index}`}>
            <th scope="row"><span className={styles.lesion}>{lesion && <Mark label={lesion.label} role={lesion.role} />}{what}</span></th>
            <td className={styles.old}>{old}</td><td>{now}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a signed version changed of the one before it. */
export function ChangedSinceVersion({ subjectId, timepointId, signed }: { readonly subjectId: string; readonly timepointId: string; readonly signed: SignedVersionReply }) {
  const earlier = signed.version - 1;
  const { data, error, isPending } = useSignedVersion(subjectId, timepointId, earlier);
  return (
    <section aria-label={`Changed since version ${earlier}`}>
      <h3 className="nd-section">Changed since version {earlier}</h3>
      {isPending && <Still height={80} />}
      {error && <Alert severity="block" title={errorText(error)} live />}
      {data && <Differences label={`Version ${earlier} and version ${signed.version}`} before={`Version ${earlier}`} after={`Version ${signed.version}`} changes={versionChanges(stateOf(data), stateOf(signed))} />}
    </section>
  );
}

/** While an amendment is open: what it changes of the version that was signed, before it is signed again. */
export function AmendmentSoFar({ subject, timepoint, result }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: SubjectResult | null }) {
  const { version, amendment } = signOffOf(subject, timepoint.id);
  const { data, error, isPending } = useSignedVersion(subject.subjectId, timepoint.id, version - 1);
  return (
    <section className={styles.amendment} aria-label={`Changes since version ${version - 1}`}>
      <h3 className="nd-section">Version {version}, changes since version {version - 1}</h3>
      {amendment && <p className={styles.line}>Opened by {amendment.by}: {amendment.reason}</p>}
      {isPending && <Still height={60} />}
      {error && <Alert severity="block" title={errorText(error)} live />}
      {data && <Differences label={`Version ${version - 1} and now`} before={`Version ${version - 1}`} after="Now" changes={versionChanges(stateOf(data), stateNow(subject, timepoint, result))} />}
    </section>
  );
}
