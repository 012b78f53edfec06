import type { ProtocolProblem } from '../../../../src/casefile/index.ts';
import { parameterWords } from '../../../../src/casefile/index.ts';
import { parameterGroupTitles, type AssessmentSchedule, type ParameterEntry, type ParameterGroup, type ParameterKind } from '../../../../src/recist/index.ts';
import { isDefault, parameterValue, wholeNumber, withParameter, type Change, type Draft } from '../draft.ts';
import { CheckField, ChoiceField, Row, Section, TextField, type ControlIds } from '../Fields.tsx';
import { parametersFound } from '../sectionList.ts';
import styles from './Sections.module.css';

type ControlProps = { readonly entry: ParameterEntry; readonly value: unknown; readonly onChange: (value: unknown) => void } & ControlIds;
type Of<Kind extends ParameterKind['kind']> = Extract<ParameterKind, { kind: Kind }>;

function WholeControl({ kind, value, onChange, ...ids }: ControlProps & { readonly kind: Of<'whole'> }) {
  const isNull = value === null;
  return (
    <span className={styles.inline}>
      <TextField {...ids} look="narrow" value={isNull ? '' : String(value)} onChange={(text) => onChange(wholeNumber(text))} />
      <span className={styles.unit}>{kind.unit}</span>
      {kind.nullMeans !== undefined && <label className={styles.inline}><CheckField value={isNull} onChange={(isOn) => onChange(isOn ? null : 1)} />{kind.nullMeans}</label>}
    </span>
  );
}

function ScheduleControl({ value, onChange, ...ids }: ControlProps) {
  const schedule = { intervalDays: 56, windowDays: 7, ...(value as Partial<AssessmentSchedule>) };
  const changes = schedule.changes ?? [];
  const put = (change: object) => onChange({ ...schedule, ...change });
  const putChanges = (next: typeof changes) => {
    const { changes: _before, ...rest } = schedule;
    onChange(next.length > 0 ? { ...rest, changes: next } : rest);
  };
  return (
    <span className={styles.stack}>
      <span className={styles.inline}>
        <TextField {...ids} look="narrow" value={String(schedule.intervalDays)} onChange={(text) => put({ intervalDays: wholeNumber(text) })} /><span className={styles.unit}>days</span>
        <span className={styles.unit}>±</span><TextField label="Window in days" look="narrow" value={String(schedule.windowDays)} onChange={(text) => put({ windowDays: wholeNumber(text) })} /><span className={styles.unit}>days</span>
      </span>
      {changes.map((change, index) => (
        <span key={index} className={styles.inline}>
          <span className={styles.unit}>from day</span><TextField label="From day" look="narrow" value={String(change.fromDay)} onChange={(text) => putChanges(changes.map((one, at) => (at === index ? { ...one, fromDay: wholeNumber(text) as number } : one)))} />
          <span className={styles.unit}>every</span><TextField label="Interval in days from then" look="narrow" value={String(change.intervalDays)} onChange={(text) => putChanges(changes.map((one, at) => (at === index ? { ...one, intervalDays: wholeNumber(text) as number } : one)))} />
          <button type="button" className={styles.quiet} onClick={() => putChanges(changes.filter((_, at) => at !== index))}>Remove</button>
        </span>
      ))}
      <button type="button" className={styles.quiet} onClick={() => putChanges([...changes, { fromDay: 336, intervalDays: 84 }])}>Change of the interval…</button>
    </span>
  );
}

const ruleFields: readonly { readonly name: string; readonly label: string; readonly options: readonly string[] }[] = [
  { name: 'noBaseline', label: 'Inadequate baseline', options: ['ignore', 'censor'] },
  { name: 'newTherapy', label: 'New therapy before an event', options: ['ignore', 'censor'] },
  { name: 'missed', label: 'Two or more missed', options: ['ignore', 'censor'] },
  { name: 'clinical', label: 'Clinical progression', options: ['ignore', 'event'] },
];

function PfsControl({ kind, value, onChange, id, describedBy }: ControlProps & { readonly kind: Of<'pfsRules'> }) {
  const own = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  const base = own ? String(own['base'] ?? 'TRIAL') : String(value);
  const put = (name: string, chosen: string) => {
    const { [name]: _before, ...others } = own ?? { base };
    const next = chosen === '' ? others : { ...others, [name]: name === 'scheduled' ? chosen === 'yes' : chosen };
    onChange(Object.keys(next).some((key) => key !== 'base') ? { ...next, base } : base);
  };
  return (
    <span className={styles.stack}>
      <ChoiceField id={id} describedBy={describedBy} value={base} options={kind.options} onChange={(name) => onChange(own ? { ...own, base: name } : name)} />
      <details className={styles.details} open={own !== null || undefined}>
        <summary>Change single fields</summary>
        {ruleFields.map((field) => (
          <label key={field.name} className={styles.field}><span>{field.label}</span>
            <ChoiceField value={String(own?.[field.name] ?? '')} options={[{ value: '', label: `as ${base}` }, ...field.options.map((one) => ({ value: one, label: one }))]} onChange={(chosen) => put(field.name, chosen)} />
          </label>
        ))}
        <label className={styles.field}><span>Planned visit dates</span>
          <ChoiceField value={own?.['scheduled'] === undefined ? '' : own['scheduled'] === true ? 'yes' : 'no'} options={[{ value: '', label: `as ${base}` }, { value: 'yes', label: 'yes' }, { value: 'no', label: 'no' }]} onChange={(chosen) => put('scheduled', chosen)} />
        </label>
      </details>
    </span>
  );
}

function ChoicesControl({ kind, value, onChange, describedBy }: ControlProps & { readonly kind: Of<'choices'> }) {
  const chosen = value as readonly string[];
  // The order of the catalogue: a list that differs only in order is the same protocol.
  const toggle = (name: string, isOn: boolean) => onChange(kind.options.map((option) => option.value).filter((one) => (one === name ? isOn : chosen.includes(one))));
  return <span className={styles.stack}>{kind.options.map((option) => <label key={option.value} className={styles.inline} title={option.meaning}><CheckField describedBy={describedBy} value={chosen.includes(option.value)} onChange={(isOn) => toggle(option.value, isOn)} />{option.label}</label>)}</span>;
}

function Control(props: ControlProps) {
  const { entry, value, onChange, ...ids } = props;
  const { kind } = entry;
  switch (kind.kind) {
    case 'flag': return <CheckField {...ids} value={value === true} onChange={onChange} />;
    case 'whole': return <WholeControl {...props} kind={kind} />;
    case 'choice': return <ChoiceField {...ids} value={String(value)} options={kind.options} onChange={onChange} />;
    case 'choices': return <ChoicesControl {...props} kind={kind} />;
    case 'date': return <TextField {...ids} look="medium" placeholder="YYYY-MM-DD" value={value === null ? '' : String(value)} onChange={(text) => onChange(text.trim() === '' ? null : text.trim())} />;
    case 'schedule': return <ScheduleControl {...props} />;
    case 'pfsRules': return <PfsControl {...props} kind={kind} />;
  }
}

/** What the chosen option means, after what the parameter is. */
function meaningOf(entry: ParameterEntry, value: unknown): string {
  const { kind } = entry;
  if (kind.kind !== 'choice' && kind.kind !== 'pfsRules') return entry.meaning;
  const name = typeof value === 'object' && value !== null ? String((value as { base?: string }).base ?? 'TRIAL') : value;
  const chosen = kind.options.find((option) => option.value === name);
  return chosen ? `${entry.meaning} ${chosen.label}: ${chosen.meaning.charAt(0).toLowerCase()}${chosen.meaning.slice(1)}` : entry.meaning;
}

export type SectionProps = { readonly draft: Draft; readonly change: Change; readonly problems: readonly ProtocolProblem[]; readonly search: string; /** The person may look and not change; what was withheld from them is left out, not shown as missing. */ readonly isReadOnly?: boolean };

/** The parameters of one group: each with its control, its explanation, its rules and its default. */
export function ParameterSection({ group, draft, change, problems, search }: SectionProps & { readonly group: ParameterGroup }) {
  return (
    <Section id={group} title={parameterGroupTitles[group]}>
      {parametersFound(group, search).map((entry) => {
        const value = parameterValue(draft, entry);
        const set = (next: unknown) => change(withParameter(entry.name, next));
        return (
          <Row
            key={entry.name} label={entry.title} meaning={meaningOf(entry, value)} rules={entry.rules} problems={problems.filter((problem) => problem.path === `params.${entry.name}`)}
            defaultWords={parameterWords(entry.kind, entry.default)} onReset={isDefault(draft, entry) ? undefined : () => set(entry.default)}
          >
            {(ids) => <Control entry={entry} value={value} onChange={set} {...ids} />}
          </Row>
        );
      })}
    </Section>
  );
}
