import type { SubjectCase } from '../../../src/casefile/index.ts';
import type { RuleSetResult } from '../../../src/endpoints/index.ts';
import type { EndpointName, EndpointResult, SubjectResult } from '../../../src/recist/index.ts';
import { format, openRead, ResponseChip } from '../../ui/index.ts';
import { evidenceFor, progressionSentence, ruleTitle, type Evidence } from './provenance.ts';
import { eventWord, reasonWords } from './words.ts';
import styles from './ProgressionPanel.module.css';

const endpointTitles: Readonly<Record<EndpointName, { readonly code: string; readonly name: string }>> = {
  PFS: { code: 'PFS', name: 'Progression-free survival' }, TTP: { code: 'TTP', name: 'Time to progression' }, OS: { code: 'OS', name: 'Overall survival' }, DOR: { code: 'DoR', name: 'Duration of response' },
  CRDUR: { code: 'CR dur.', name: 'Duration of complete response' }, SDDUR: { code: 'SD dur.', name: 'Duration of stable disease' }, PFS2: { code: 'PFS2', name: 'Time to second progression' },
};

function Step({ evidence, subjectId }: { readonly evidence: Evidence; readonly subjectId: string }) {
  const { timepointId } = evidence;
  return (
    <li className={styles.step} data-used={evidence.used || undefined}>
      <span className={styles.dot}><span className="nd-hidden">{evidence.used ? 'Used: ' : 'Considered: '}</span></span>
      <div className={styles.stepWords}>
        {timepointId === null
          ? <div className={styles.stepTitle}>{evidence.title}</div>
          : <button type="button" className={styles.stepTitle} title="Open this timepoint" onClick={() => openRead(subjectId, timepointId)}>{evidence.title}</button>}
        <div className="nd-small nd-2">{evidence.detail}</div>
      </div>
      <div className={styles.stepRight}><div className={styles.stepDate}>{evidence.date}</div><span className="nd-code nd-3" title={ruleTitle(evidence.rule)}>{evidence.rule}</span></div>
    </li>
  );
}

function ResultCells({ result, reference }: { readonly result: EndpointResult; readonly reference?: EndpointResult | null }) {
  const differs = (name: 'event' | 'date' | 'days' | 'reason') => (reference && reference[name] !== result[name] ? styles.differs : undefined);
  return (
    <>
      <td className={differs('event')}>{eventWord(result)}</td>
      <td className={differs('date')}>{result.date}</td>
      <td className={styles.number}><span className={differs('days')}>{format.count(result.days)}</span></td>
      <td className={styles.number}>{format.months(result.days)}</td>
      <td className={differs('reason') ?? 'nd-2'}>{reasonWords(result.reason)}</td>
    </>
  );
}

function RuleSets({ sets, chosen }: { readonly sets: readonly RuleSetResult[]; readonly chosen: string }) {
  const reference = sets.find((set) => set.ruleSet === chosen)?.endpoints.PFS ?? null;
  const differing = sets.filter((set) => set.endpoints.PFS && reference && set.endpoints.PFS.date !== reference.date).length;
  return (
    <section className={styles.section}>
      <div className={styles.head}><h2 className="nd-section">PFS by rule set</h2>{differing > 0 && <span className={styles.note}>{format.counted(differing, 'set')} with another date <span className="nd-code nd-3">Q-S06</span></span>}</div>
      <table className={styles.table}>
        <thead><tr><th scope="col">Rule set</th><th scope="col">PFS</th><th scope="col">Date</th><th scope="col" className={styles.number}>Days</th><th scope="col" className={styles.number}>Months</th><th scope="col">Why</th></tr></thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.ruleSet} data-chosen={set.ruleSet === chosen || undefined}>
              <th scope="row">{set.ruleSet}</th>
              {set.endpoints.PFS ? <ResultCells result={set.endpoints.PFS} reference={reference} /> : <td colSpan={5} className="nd-3">does not apply</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Endpoints({ result, chosen }: { readonly result: SubjectResult; readonly chosen: string }) {
  const known = (Object.keys(endpointTitles) as EndpointName[]).flatMap((name) => {
    const endpoint = result.endpoints[name];
    return endpoint ? [{ name, endpoint }] : [];
  });
  return (
    <section className={styles.section}>
      <h2 className="nd-section">All endpoints, {chosen}</h2>
      {known.length === 0 && <p className={styles.none}>No endpoint applies yet.</p>}
      <table className={styles.table}>
        <tbody>{known.map(({ name, endpoint }) => <tr key={name}><th scope="row" title={endpointTitles[name].name}>{endpointTitles[name].code}</th><ResultCells result={endpoint} /></tr>)}</tbody>
      </table>
    </section>
  );
}

/** Other dates a person may ask about: the planned visit, the one without back-dating, clinical progression. */
export function otherDates(subject: SubjectCase, result: SubjectResult): readonly { readonly date: string; readonly what: string; readonly why: string }[] {
  const { progression } = result;
  if (!progression) return [];
  const timepoint = subject.timepoints.find((candidate) => candidate.id === progression.timepointId);
  const first = result.timepoints.find((candidate) => candidate.id === progression.backdatedFrom);
  const { clinicalProgressionDate } = subject.facts;
  return [
    ...(timepoint?.plannedDate && timepoint.plannedDate !== progression.date ? [{ date: timepoint.plannedDate, what: `planned ${timepoint.label} visit`, why: 'FDA-B and FDA-C date by the plan' }] : []),
    ...(first ? [{ date: first.date, what: 'without back-dating', why: 'first unequivocal record' }] : []),
    ...(clinicalProgressionDate ? [{ date: clinicalProgressionDate, what: 'clinical progression', why: 'only FDA-C counts it (R-807)' }] : []),
  ];
}

export type ProgressionPanelProps = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly ruleSets: readonly RuleSetResult[] };

/** The progression date, where it comes from, and what it makes of the endpoints. */
export function ProgressionPanel({ subject, result, ruleSets }: ProgressionPanelProps) {
  const { pfsRules } = subject.protocol.params;
  const chosen = typeof pfsRules === 'string' ? pfsRules : 'TRIAL';
  const evidence = evidenceFor(subject, result);
  const others = otherDates(subject, result);
  return (
    <aside className={styles.panel} aria-label="Progression date">
      <section className={styles.hero}>
        <div>
          <div className="nd-small nd-2">Progression date</div>
          <div className="nd-hero">{result.progression?.date ?? 'None'}</div>
        </div>
        {result.progression && <ResponseChip response="PD" provisional large />}
      </section>
      <p className={styles.sentence}>{progressionSentence(subject, result)}</p>
      {evidence.length > 0 && (
        <section className={styles.section}>
          <h2 className="nd-section">Where the date comes from</h2>
          <ol className={styles.chain}>{evidence.map((step) => <Step key={step.key} evidence={step} subjectId={subject.subjectId} />)}</ol>
        </section>
      )}
      {ruleSets.length > 0 && <RuleSets sets={ruleSets} chosen={chosen} />}
      <Endpoints result={result} chosen={chosen} />
      {others.length > 0 && (
        <section className={styles.section}>
          <h2 className="nd-section">Other dates considered</h2>
          <table className={styles.table}><tbody>{others.map((other) => <tr key={other.what}><th scope="row">{other.date}</th><td>{other.what}</td><td className="nd-2">{other.why}</td></tr>)}</tbody></table>
        </section>
      )}
    </aside>
  );
}
