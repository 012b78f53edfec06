import { parametersOf, restsOn, signOffOf, type ConfirmationState, type SubjectCase } from '../../../src/casefile/index.ts';
import type { RuleSetResult } from '../../../src/endpoints/index.ts';
import type { EndpointResult, SubjectResult } from '../../../src/recist/index.ts';
import { format, ResponseChip, Words } from '../../ui/index.ts';
import { evidenceFor, progressionSentence, ruleTitle, type Evidence } from './provenance.ts';
import { BestResponses, Cited, Endpoints } from './Reasons.tsx';
import { CaliperPicture, windowForOrgan } from '../lesions/index.ts';
import { QueryList } from '../queries/index.ts';
import { ConfirmActions } from './ConfirmActions.tsx';
import { openLesion, openTimepointAt } from './lookAt.ts';
import type { Confirming } from './useConfirming.ts';
import { Standing } from './Standing.tsx';
import { endingWords, eventWord, reasonWords, type OtherDate } from './words.ts';
import styles from './ProgressionPanel.module.css';

/** Slices the evidence rests on: each opens its lesion in Read. */
function Slices({ lesions, subject, timepointId }: { readonly lesions: NonNullable<Evidence['lesions']>; readonly subject: SubjectCase; readonly timepointId: string }) {
  return (
    <span className={styles.slices}>
      {lesions.slice(0, 6).map(({ lesion, caliper, text }) => (
        <button key={lesion.id} type="button" className={styles.slice} title={`Open ${text}`} onClick={() => openLesion(subject, lesion.id, timepointId)}>
          {caliper && <span className={styles.thumb}><CaliperPicture caliper={caliper} role={lesion.role} organWindow={windowForOrgan(lesion.organ)} largestLongAxisMm={0} width={34} height={34} alt="" /></span>}<span>{text}</span>
        </button>
      ))}
    </span>
  );
}

function Step({ evidence, subject, result }: { readonly evidence: Evidence; readonly subject: SubjectCase; readonly result: SubjectResult }) {
  const { timepointId, lesions = [] } = evidence;
  const [first] = lesions;
  const open = () => (first ? openLesion(subject, first.lesion.id, timepointId) : openTimepointAt(subject, result, timepointId));
  return (
    <li className={styles.step} data-used={evidence.used || undefined}>
      <span className={styles.dot}><span className="nd-hidden">{evidence.used ? 'Used: ' : 'Considered: '}</span></span>
      <div className={styles.stepWords}>
        <button type="button" className={styles.stepTitle} title="Open its slice" onClick={open}>{evidence.title}</button>
        <div className="nd-small nd-2"><Words text={evidence.detail} /></div>
        {lesions.length > 0 && <Slices lesions={lesions} subject={subject} timepointId={timepointId} />}
      </div>
      <div className={styles.stepRight}><div className={styles.stepDate}>{evidence.date}</div><span className="nd-code nd-3" title={ruleTitle(evidence.rule)}>{evidence.rule}</span></div>
    </li>
  );
}

/** The days of the deciding timepoint side by side: which one counts, and which do not. */
function DatesBeside({ subject, timepointId, state }: { readonly subject: SubjectCase; readonly timepointId: string | null; readonly state: ConfirmationState | undefined }) {
  const timepoint = subject.timepoints.find(({ id }) => id === timepointId);
  if (!timepoint) return null;
  const { signed } = signOffOf(subject, timepoint.id);
  const entered = state?.now?.entered ?? null;
  const last = state?.history.at(-1);
  const days = [
    { name: 'Scan', day: timepoint.scanDates.join(', ') || 'none', counts: true }, { name: 'Planned', day: timepoint.plannedDate ?? 'none' }, { name: 'Visit', day: subject.facts.visitDates?.[timepoint.id] ?? 'not recorded' },
    ...(entered ? [{ name: 'Entered', day: entered.last.slice(0, 10) }] : []), { name: 'Read signed', day: signed ? signed.at.slice(0, 10) : 'not signed' }, { name: 'Confirmed', day: last ? last.at.slice(0, 10) : 'not yet' },
  ];
  return <dl className={styles.days} aria-label={`Days of ${timepoint.label}`}>{days.map(({ name, day, counts }) => <div key={name} data-counts={counts || undefined}><dt>{name}</dt><dd>{day}</dd></div>)}</dl>;
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
  const isOther = (set: RuleSetResult): boolean => set.endpoints.PFS !== null && reference !== null && (set.endpoints.PFS.date !== reference.date || set.endpoints.PFS.event !== reference.event);
  const differing = sets.filter(isOther);
  return (
    <section className={styles.section}>
      <div className={styles.head}><h2 className="nd-section">PFS by rule set</h2>{differing.length > 0 && <span className={styles.note}>{format.counted(differing.length, 'set')} with another result <span className="nd-code nd-3">Q-S06</span></span>}</div>
      <table className={styles.table}>
        <thead><tr><th scope="col">Rule set</th><th scope="col">PFS</th><th scope="col">Date</th><th scope="col" className={styles.number}>Days</th><th scope="col" className={styles.number}>Months</th><th scope="col">Why</th></tr></thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.ruleSet} data-chosen={set.ruleSet === chosen || undefined} title={set.reasons.PFS.sentence}>
              <th scope="row">{set.ruleSet}</th>
              {set.endpoints.PFS ? <ResultCells result={set.endpoints.PFS} reference={reference} /> : <td colSpan={5} className="nd-3">does not apply</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {differing.length > 0 && <dl className={styles.differing}>{differing.map((set) => <div key={set.ruleSet}><dt>{set.ruleSet}</dt><dd><Words text={endingWords(set.reasons.PFS.sentence)} /></dd></div>)}</dl>}
    </section>
  );
}

/** Other dates a person may ask about: the planned visit, the one without back-dating, clinical progression. */
export function otherDates(subject: SubjectCase, result: SubjectResult): readonly OtherDate[] {
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

/** The rule set of the protocol: which named one it is or begins with, and how to call it. */
function ruleSetOf(subject: SubjectCase): { readonly set: string; readonly name: string } {
  const { pfsRules } = parametersOf(subject);
  if (typeof pfsRules === 'string') return { set: pfsRules, name: pfsRules };
  const set = pfsRules?.base ?? 'TRIAL';
  return { set, name: pfsRules === undefined ? set : `${set} with the changes of the protocol` };
}

export type ProgressionPanelProps = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly ruleSets: readonly RuleSetResult[]; readonly confirming: Confirming };

/** The progression date, where it comes from, and what it makes of the endpoints. */
export function ProgressionPanel({ subject, result, ruleSets, confirming }: ProgressionPanelProps) {
  const { set, name } = ruleSetOf(subject);
  const evidence = evidenceFor(subject, result);
  const others = otherDates(subject, result);
  const isAsked = confirming.queries.some(({ status }) => status !== 'closed');
  const queries = confirming.queries.length === 0 ? null : <section className={styles.section}><h2 className="nd-section">Queries</h2><QueryList queries={confirming.queries} commands={confirming.commands} /></section>;
  return (
    <aside className={styles.panel} aria-label="Progression date">
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Evidence and endpoints">
      <section className={styles.hero}>
        <div>
          <div className="nd-small nd-2">Progression date</div>
          <div className="nd-hero">{result.progression?.date ?? 'None'}</div>
        </div>
        {result.progression && <ResponseChip response="PD" provisional={confirming.state?.state !== 'confirmed'} large />}
      </section>
      <div className={styles.sentence}><p><Words text={progressionSentence(result)} /></p><Cited reason={result.reasons.progression} subject={subject} /></div>
      {confirming.state && <Standing state={confirming.state} />}
      {isAsked && queries}
      {evidence.length > 0 && (
        <section className={styles.section}>
          <h2 className="nd-section">Where the date comes from</h2>
          <ol className={styles.chain}>{evidence.map((step) => <Step key={step.key} evidence={step} subject={subject} result={result} />)}</ol>
          <DatesBeside subject={subject} timepointId={result.progression?.timepointId ?? null} state={confirming.state} />
        </section>
      )}
      {ruleSets.length > 0 && <RuleSets sets={ruleSets} chosen={set} />}
      <Endpoints result={result} ruleSet={name} />
      <BestResponses subject={subject} result={result} />
      {!isAsked && queries}
      {others.length > 0 && (
        <section className={styles.section}>
          <h2 className="nd-section">Other dates considered</h2>
          <table className={styles.table}><tbody>{others.map((other) => <tr key={other.what}><th scope="row">{other.date}</th><td>{other.what}</td><td className="nd-2">{other.why}</td></tr>)}</tbody></table>
        </section>
      )}
      <footer className={styles.version}>Rules {result.engineVersion}</footer>
      </div>
      <ConfirmActions subject={subject} restsOn={restsOn(subject, result)?.id ?? null} choices={others} confirming={confirming} />
    </aside>
  );
}
