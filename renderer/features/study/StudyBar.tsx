import { Menu } from '@mantine/core';
import { IconChevronDown, IconTableExport } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import type { AnalysisQuery, WorklistPage } from '../../../src/casefile/index.ts';
import type { AnalysisRead } from '../../../src/endpoints/index.ts';
import { DateEntry, Button, format, Segmented } from '../../ui/index.ts';
import type { StudyView } from './choices.ts';
import type { Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const readLabels: Readonly<Record<AnalysisRead, string>> = { accepted: 'Central', site: 'Investigator', reader1: 'Reader 1', reader2: 'Reader 2' };

function Fact({ name, value, note, title }: { readonly name: string; readonly value: ReactNode; readonly note?: string | undefined; readonly title?: string | undefined }) {
  return <div className={styles.fact} title={title}><dt>{name}</dt><dd><strong>{value}</strong>{note && <span>{note}</span>}</dd></div>;
}

/** Where the study stands, in one line. */
export function KeyFigures({ summary, worklist }: { readonly summary: Summary; readonly worklist: WorklistPage | undefined }) {
  const { status, whole, options, groups, lastFact } = summary;
  const { PFS } = whole.endpoints;
  const sizes = options.by === 'arm' && groups.length > 1 ? groups.map(({ n }) => n).join(' : ') : '';
  const counts = worklist?.counts;
  return (
    <dl className={styles.facts}>
      {status.randomised > 0 ? <Fact name="Randomised" value={format.count(status.randomised)} note={[sizes, status.enrolled > status.randomised ? `of ${format.count(status.enrolled)}` : ''].filter((part) => part !== '').join(', ')} /> : <Fact name="Enrolled" value={format.count(status.enrolled)} note={sizes} />}
      <Fact name="PFS events" value={format.count(PFS.events)} note={`of ${format.count(PFS.n)}, ${format.count(PFS.n - PFS.events)} censored`} />
      {counts && <Fact name="Open queries" value={format.count(counts.openQueries)} note={counts.openQueries === 0 ? undefined : `in ${format.counted(counts.withQueries, 'subject')}`} />}
      <Fact name="Assessments missing" value={format.count(status.visits.missed)} note={`of ${format.count(status.visits.all)}`} />
      <Fact name="Assessments read" value={format.count(status.visits.read)} note={`${format.count(status.visits.signed)} signed`} />
      {counts && <Fact name="To confirm" value={format.count(counts.toConfirm)} />}
      {status.central && <Fact name="To adjudicate" value={format.count(status.central.due)} note={`${format.count(status.central.reading)} being read`} />}
      <Fact name="Data cut-off" value={options.cutoff ?? 'none'} note={options.cutoff === null && lastFact !== null ? `to ${lastFact}` : undefined} />
    </dl>
  );
}

function Choose({ name, value, options, onChoose, target }: { readonly name: string; readonly value: string | undefined; readonly options: readonly (readonly [value: string | undefined, label: string])[]; readonly onChoose: (value: string | undefined) => void; readonly target?: Ref<HTMLButtonElement> }) {
  if (options.length < 2) return null;
  const shown = options.find(([one]) => one === value)?.[1] ?? options[0]?.[1] ?? name;
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target><button ref={target} type="button" className={styles.choose} aria-label={`${name}: ${shown}`} data-on={value !== undefined || undefined}>{shown}<IconChevronDown size={14} stroke={1.75} aria-hidden="true" /></button></Menu.Target>
      <Menu.Dropdown>{options.map(([one, label]) => <Menu.Item key={label} onClick={() => onChoose(one)} data-current={one === value || undefined}>{label}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}

export type SwitchesProps = {
  readonly summary: Summary; readonly query: AnalysisQuery; readonly onQuery: (change: Partial<AnalysisQuery>) => void;
  readonly view: StudyView; readonly onView: (view: StudyView) => void; readonly onExport: () => void; readonly filter: Ref<HTMLButtonElement>;
};

/** What the figures are of: evaluator, rule set, confirmation, groups, filters, cut-off. */
export function Switches({ summary, query, onQuery, view, onView, onExport, filter }: SwitchesProps) {
  const { choices, options, agreement, study } = summary;
  return (
    <div className={styles.switches} data-screen-only>
      {agreement !== null && <Segmented label="View" value={view} options={[{ value: 'figures', label: 'Figures' }, { value: 'agreement', label: 'Agreement' }]} onChange={onView} />}
      {choices.reads.length > 1 && <Segmented label="Evaluator" value={options.read} options={choices.reads.map((value) => ({ value, label: readLabels[value] }))} onChange={(read) => onQuery({ read })} />}
      <Segmented label="Rule set" value={options.rules} options={choices.rules.map((value) => ({ value, label: value === 'protocol' ? 'Protocol' : value }))} onChange={(rules) => onQuery({ rules })} />
      <Segmented label="Responses" value={String(options.confirmed)} options={[{ value: 'false', label: 'Unconfirmed' }, { value: 'true', label: 'Confirmed' }]} onChange={(value) => onQuery({ confirmed: value === 'true' })} />
      <Choose target={filter} name="Groups" value={query.by ?? 'none'} options={[['none', 'All together'], ...(choices.arms.length > 1 ? [['arm', 'By arm']] as const : []), ...(choices.sites.length > 1 ? [['site', 'By site']] as const : []), ...(study.isDouble && choices.reads.length > 1 ? [['reader', 'By reader']] as const : [])]} onChoose={(by) => onQuery({ by: by as AnalysisQuery['by'] })} />
      <Choose name="Arm" value={query.arm} options={[[undefined, 'All arms'], ...choices.arms.map((arm) => [arm, arm] as const)]} onChoose={(arm) => onQuery({ arm })} />
      <Choose name="Site" value={query.site} options={[[undefined, 'All sites'], ...choices.sites.map((site) => [site, site] as const)]} onChoose={(site) => onQuery({ site })} />
      <DateEntry className={styles.cutoff} label="Data cut-off, YYYY-MM-DD" placeholder="Cut-off date" title="Nothing after this day counts" value={query.cutoff ?? null} onChange={(cutoff) => onQuery({ cutoff: cutoff ?? undefined })} />
      <Button icon={<IconTableExport size={16} stroke={1.75} aria-hidden="true" />} keys="E" onClick={onExport}>Export figures</Button>
    </div>
  );
}
