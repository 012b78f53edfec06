import { type Ref } from 'react';
import type { StudySummary, TrailChoice, TrailChoices, TrailQuery } from '../../../src/api/wire.ts';
import { entityTitle, eventTitle, groupOfKind, trailGroups } from '../../../src/casefile/index.ts';
import { isIsoDate, type IsoDate } from '../../../src/common/index.ts';
import { Button, DateEntry, format, SearchField } from '../../ui/index.ts';
import { roleTitle } from './words.ts';
import styles from './AuditPlace.module.css';

type Props = { readonly query: TrailQuery; readonly onChange: (over: Partial<TrailQuery>) => void; readonly onReset: () => void; readonly choices: TrailChoices | undefined; readonly studies: readonly StudySummary[]; readonly field: Ref<HTMLInputElement> };

const counted = ({ events }: TrailChoice): string => ` (${format.count(events)})`;

type ChoiceProps = { readonly label: string; readonly value: string | undefined; readonly onChange: (value: string | undefined) => void; readonly children: React.ReactNode };
function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select className={styles.choice} aria-label={label} value={value ?? ''} data-on={value !== undefined || undefined} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
      <option value="">{label}</option>
      {children}
    </select>
  );
}

const dayOf = (text: string | undefined): IsoDate | null => (isIsoDate(text) ? text : null);

const flat = (choices: readonly TrailChoice[] | undefined, title: (value: string) => string) => (choices ?? []).map((one) => <option key={one.value} value={one.value}>{title(one.value)}{counted(one)}</option>);

/** Kinds under their groups; a group as a whole can be chosen too. */
function KindChoice({ query, onChange, choices }: Pick<Props, 'query' | 'onChange' | 'choices'>) {
  const kinds = choices?.kinds ?? [];
  const value = query.kind !== undefined ? query.kind : query.group !== undefined ? `group:${query.group}` : undefined;
  const choose = (next: string | undefined): void => onChange(next?.startsWith('group:') ? { group: next.slice('group:'.length), kind: undefined } : { kind: next, group: undefined });
  return (
    <Choice label="Event" value={value} onChange={choose}>
      {trailGroups.map(({ name, title }) => {
        const own = kinds.filter(({ value: kind }) => groupOfKind(kind) === name);
        if (own.length === 0 && query.group !== name) return null;
        return <optgroup key={name} label={title}><option value={`group:${name}`}>{title}, all{counted({ value: name, events: own.reduce((sum, one) => sum + one.events, 0) })}</option>{flat(own, eventTitle)}</optgroup>;
      })}
      {flat(kinds.filter(({ value: kind }) => groupOfKind(kind) === null), eventTitle)}
    </Choice>
  );
}

/** What is looked for. Days are those of UTC, as the list has them. */
export function AuditFilters({ query, onChange, onReset, choices, studies, field }: Props) {
  const isOn = Object.values(query).some((value) => value !== undefined && value !== '' && value !== false);
  return (
    <div className={styles.filters} role="search" aria-label="Filter the audit trail">
      <div className={styles.find}><SearchField ref={field} label="Words, subject or person" keys="/" value={query.text ?? ''} onChange={(text) => onChange({ text })} /></div>
      <Choice label="Study" value={query.study} onChange={(study) => onChange({ study, subject: undefined })}>{studies.map(({ id, code }) => <option key={id} value={id}>{code}</option>)}</Choice>
      <Choice label="Person" value={query.person} onChange={(person) => onChange({ person })}>{flat(choices?.people, (name) => name)}</Choice>
      <Choice label="Role" value={query.role} onChange={(role) => onChange({ role })}>{flat(choices?.roles, roleTitle)}</Choice>
      <KindChoice query={query} onChange={onChange} choices={choices} />
      <Choice label="Record" value={query.entityKey === undefined ? query.entityType : undefined} onChange={(entityType) => onChange({ entityType, entityKey: undefined })}>{flat(choices?.entityTypes, entityTitle)}</Choice>
      <span className={styles.days}>
        <label className={styles.day}>From<DateEntry value={dayOf(query.from)} onChange={(from) => onChange({ from: from ?? undefined })} /></label>
        <label className={styles.day}>to<DateEntry value={dayOf(query.to)} onChange={(to) => onChange({ to: to ?? undefined })} /></label>
      </span>
      <label className={styles.tick}><input type="checkbox" className="nd-check" checked={query.reason === true} onChange={(event) => onChange({ reason: event.currentTarget.checked || undefined })} />With reason</label>
      <label className={styles.tick}><input type="checkbox" className="nd-check" checked={query.undo === true} onChange={(event) => onChange({ undo: event.currentTarget.checked || undefined })} />Undo, redo</label>
      {isOn && <Button small look="ghost" onClick={onReset}>Show all</Button>}
    </div>
  );
}
