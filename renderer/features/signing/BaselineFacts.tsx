import { lesionsAt, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, type SubjectResult } from '../../../src/recist/index.ts';
import { organName, targetUse } from '../lesions/index.ts';
import styles from './Derivation.module.css';

/** What every later timepoint is judged against: targets with the limits of the protocol, sum, non-targets. */
export function BaselineFacts({ subject, timepoint, result }: { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly result: SubjectResult | null }) {
  const lesions = lesionsAt(subject, timepoint);
  if (lesions.length === 0) return null;
  const use = targetUse(subject);
  const nonTargets = lesions.filter(({ role }) => role === 'nonTarget');
  const sum = result?.baseline.sum ?? null;
  const organs = use.perOrgan.map(({ organ, count }) => `${organ === 'lymphNode' ? 'Nodes' : organName(organ)} ${count} of ${use.limitPerOrgan}`);
  return (
    <section className={styles.section} aria-label="What follow-ups are judged against">
      <div className={styles.head}><h3 className="nd-section">What follow-ups are judged against</h3></div>
      <dl className={styles.rows}>
        <div><dt>Targets</dt><dd className={styles.value}>{use.all} of {use.limit}</dd><dd className={styles.why}>{organs.join(', ')}</dd><dd className={styles.rule}>R-131</dd></div>
        <div data-overall><dt>Sum</dt><dd className={styles.value}>{sum === null ? '' : `${formatMm(sum)} mm`}</dd><dd className={styles.why}>{use.all === 0 ? 'No target' : 'Baseline sum, and the first nadir'}</dd><dd className={styles.rule}>R-150</dd></div>
        <div><dt>Non-targets</dt><dd className={styles.value}>{nonTargets.length}</dd><dd className={styles.why}>{nonTargets.map(({ label }) => label).join(', ') || 'None'}</dd><dd className={styles.rule}>R-140</dd></div>
      </dl>
    </section>
  );
}
