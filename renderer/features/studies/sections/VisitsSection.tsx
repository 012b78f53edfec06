import { useState } from 'react';
import { defaultSameTimepointDays, everySoManyDays, type AssigningRules, type PlannedVisit, type VisitPlan } from '../../../../src/casefile/index.ts';
import { Button } from '../../../ui/index.ts';
import { wholeOrNaN } from '../draft.ts';
import { CheckField, ChoiceField, Problems, Section, TextField } from '../Fields.tsx';
import type { SectionProps } from './ParameterSection.tsx';
import styles from './Sections.module.css';

const shown = (value: number): string => (Number.isNaN(value) ? '' : String(value).replace('-', '−'));
const weekOf = (day: number): string => (Number.isInteger(day) && day > 0 && day % 7 === 0 ? `week ${day / 7}` : day === 0 ? 'the origin' : '');

/** Makes a regular plan: every so many weeks up to a week. */
function Generator({ onMake }: { readonly onMake: (plan: VisitPlan) => void }) {
  const [weeks, setWeeks] = useState('8');
  const [until, setUntil] = useState('48');
  const [window, setWindow] = useState('7');
  const [every, untilWeek, windowDays] = [wholeOrNaN(weeks), wholeOrNaN(until), wholeOrNaN(window)];
  const fault = !(every > 0) ? 'Interval in weeks' : !(untilWeek >= every) ? 'Last week after the first' : untilWeek / every > 150 ? 'At most 150 visits' : !(windowDays >= 0) ? 'Window in days' : null;
  const make = () => onMake({ visits: everySoManyDays({ everyDays: every * 7, untilDay: untilWeek * 7, windowDays, baselineDays: 28 }), then: { everyDays: every * 7, windowDays } });
  return (
    <div className={styles.bar}>
      <span>Every</span><TextField label="Interval in weeks" look="narrow" value={weeks} onChange={setWeeks} /><span>weeks until week</span><TextField label="Last named week" look="narrow" value={until} onChange={setUntil} />
      <span>window ±</span><TextField label="Window in days" look="narrow" value={window} onChange={setWindow} /><span>days</span>
      <Button small disabledReason={fault} onClick={make}>Make visits</Button>
    </div>
  );
}

/** Planned assessments, counted from the time origin; timepoint n of a subject is visit n. */
export function VisitsSection({ draft, change, problems }: SectionProps) {
  const plan = draft.protocol.visits ?? { visits: [], then: null };
  const put = (visits: VisitPlan) => change((now) => {
    const { visits: _before, ...protocol } = now.protocol;
    return { ...now, protocol: visits.visits.length === 0 && visits.then === null ? protocol : { ...protocol, visits } };
  });
  const set = (at: number, part: Partial<PlannedVisit>) => put({ ...plan, visits: plan.visits.map((visit, index) => (index === at ? { ...visit, ...part } : visit)) });
  const number = (at: number, name: 'day' | 'windowBeforeDays' | 'windowAfterDays', label: string) => (
    <TextField label={`${label} of ${plan.visits[at]?.name ?? ''}`} look="narrow" value={shown(plan.visits[at]?.[name] ?? Number.NaN)} onChange={(text) => set(at, { [name]: wholeOrNaN(text) })} />
  );
  const add = () => {
    const last = plan.visits.at(-1);
    const day = last ? Math.max(0, last.day) + 56 : 0;
    put({ ...plan, visits: [...plan.visits, last ? { name: `Wk ${day / 7}`, day, windowBeforeDays: 7, windowAfterDays: 7 } : { name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 }] });
  };
  const { assigning = {} } = draft.protocol;
  const assign = (part: AssigningRules) => change((now) => ({ ...now, protocol: { ...now.protocol, assigning: { ...now.protocol.assigning, ...part } } }));
  return (
    <Section id="visits" title="Visits" hint={plan.visits.length === 0 ? 'No visits: timepoints are those that were scanned, and nothing is due.' : `${plan.visits.length} named; planned day = time origin + day.`} tools={plan.visits.length > 0 && <Button small look="ghost" onClick={() => put({ visits: [], then: null })}>Remove all</Button>}>
      <Generator onMake={put} />
      {plan.visits.length > 0 && (
        <table className={styles.table} aria-label="Visits">
          <thead><tr><th scope="col">Timepoint</th><th scope="col">Name</th><th scope="col">Day</th><th scope="col">Before, d</th><th scope="col">After, d</th><th scope="col"><span className="nd-hidden">Remark</span></th><th scope="col"><span className="nd-hidden">Remove</span></th></tr></thead>
          <tbody>
            {plan.visits.map((visit, index) => {
              const here = problems.filter((problem) => problem.path.startsWith(`visits.${index}.`));
              return (
                <tr key={index} data-fault={here.some((problem) => problem.severity === 'block') || undefined}>
                  <td className={styles.index}>{index === 0 ? 'Baseline' : `TP${index}`}</td>
                  <td><TextField label={`Name of visit ${index}`} look="medium" value={visit.name} onChange={(name) => set(index, { name })} /></td>
                  <td>{number(index, 'day', 'Day')}</td><td>{number(index, 'windowBeforeDays', 'Window before')}</td><td>{number(index, 'windowAfterDays', 'Window after')}</td>
                  <td className={styles.note}>{here.length > 0 ? <Problems problems={here} /> : weekOf(visit.day)}</td>
                  <td><button type="button" className={styles.quiet} aria-label={`Remove ${visit.name}`} onClick={() => put({ ...plan, visits: plan.visits.filter((_, at) => at !== index) })}>Remove</button></td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className={styles.bar}>
        <Button small onClick={add}>Add a visit</Button>
        {plan.visits.length > 0 && (
          <label className={styles.inline}><CheckField value={plan.then !== null} onChange={(isOn) => put({ ...plan, then: isOn ? { everyDays: 56, windowDays: 7 } : null })} />then every</label>
        )}
        {plan.then && (
          <>
            <TextField label="Later visits every so many days" look="narrow" value={shown(plan.then.everyDays)} onChange={(text) => put({ ...plan, then: { everyDays: wholeOrNaN(text), windowDays: plan.then?.windowDays ?? 7 } })} /><span>days ±</span>
            <TextField label="Window of later visits in days" look="narrow" value={shown(plan.then.windowDays)} onChange={(text) => put({ ...plan, then: { everyDays: plan.then?.everyDays ?? 56, windowDays: wholeOrNaN(text) } })} /><span>days until progression</span>
          </>
        )}
      </div>
      <div className={styles.faults}><Problems problems={problems.filter((problem) => problem.path === 'visits.then')} /></div>
      <div className={styles.bar}>
        <span>Days count from</span><ChoiceField label="Days count from" value={plan.from ?? 'origin'} onChange={(from) => put({ ...plan, from: from as 'origin' | 'baselineScan' })} options={[{ value: 'origin', label: 'the time origin' }, { value: 'baselineScan', label: 'the baseline scan' }]} />
        <span>Scans up to</span><TextField label="Scans of one timepoint, days apart" look="narrow" value={shown(assigning.sameTimepointDays ?? defaultSameTimepointDays)} onChange={(text) => assign({ sameTimepointDays: wholeOrNaN(text) })} /><span>days apart may be one timepoint</span>
        <span>, dated by</span><ChoiceField label="Which scans date a timepoint" value={assigning.dateBy ?? 'scans'} onChange={(dateBy) => assign({ dateBy: dateBy as 'scans' | 'ct' })} options={[{ value: 'scans', label: 'all of its scans' }, { value: 'ct', label: 'its CT' }]} />
      </div>
      <div className={styles.faults}><Problems problems={problems.filter((problem) => problem.path.startsWith('assigning'))} /></div>
    </Section>
  );
}
