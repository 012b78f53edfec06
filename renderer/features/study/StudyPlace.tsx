import { useRef, useState } from 'react';
import { evaluatorOf, type FigureId, type FigureSource } from '../../../src/figures/index.ts';
import { useStudyAnalysis, useWorklistHead } from '../../queries/index.ts';
import type { WorklistQuery } from '../../../src/casefile/index.ts';
import { Alert, Button, EmptyState, errorText, format, navigate, Segmented, Still, useKeys, usePrinting, useStudyId } from '../../ui/index.ts';
import { AgreementView } from './AgreementView.tsx';
import { Attention } from './Attention.tsx';
import { useChoices, type Choices } from './choices.ts';
import { Endpoints } from './Endpoints.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { callWorker } from './figureWorker.ts';
import { KeyFigures, Switches } from './StudyBar.tsx';
import type { Summary } from './summary.ts';
import styles from './StudyPlace.module.css';

const everybody: WorklistQuery = { text: '', choice: {}, sort: 'due', descending: false };
const load = (key: string, query: Parameters<typeof callWorker<'load'>>[1]['query']): Promise<Summary> => callWorker('load', { key, query });

/** The response bars are as high as their groups. */
const responseHeight = (groups: number): string => `${(72 * Math.max(1, groups)) / 16}rem`;

function Figures({ summary, choices, change, worklist }: { readonly summary: Summary; readonly choices: Choices; readonly change: (to: Partial<Choices>) => void; readonly worklist: Parameters<typeof Attention>[0]['worklist'] }) {
  const groups = summary.groups.length;
  return (
    <div className={styles.columns}>
      <div className={styles.left}>
        <FigurePanel hasNotes analysis={summary.key} id={choices.change} className={styles.upper} switches={<Segmented label="Change of the sum" value={choices.change} options={[{ value: 'waterfall', label: 'Best' }, { value: 'spider', label: 'Over time' }]} onChange={(value) => change({ change: value })} />} />
        <FigurePanel hasNotes analysis={summary.key} id={choices.endpoint} className={styles.lower} switches={<Segmented label="Endpoint" value={choices.endpoint} options={[{ value: 'pfs', label: 'PFS' }, { value: 'os', label: 'OS' }, { value: 'ttp', label: 'TTP' }, { value: 'dor', label: 'DoR' }]} onChange={(value) => change({ endpoint: value })} />} />
      </div>
      <FigurePanel hasNotes analysis={summary.key} id={choices.course} subjects={summary.subjects} className={styles.middle} switches={<Segmented label="Course of the study" value={choices.course} options={[{ value: 'swimmer', label: 'Each subject' }, { value: 'enrolment', label: 'Enrolment' }]} onChange={(value) => change({ course: value })} />} />
      <div className={styles.right}>
        <div style={{ '--nd-response': responseHeight(groups) } as React.CSSProperties}><FigurePanel analysis={summary.key} id="response" className={styles.response} /></div>
        {summary.agreement && <FigurePanel analysis={summary.key} id="agreement-central" className={styles.matrix} />}
        <Endpoints summary={summary} />
        <Attention worklist={worklist} summary={summary} />
      </div>
    </div>
  );
}

/** Head of a printed page: whose figures, of which choice, of which versions. */
function PrintHead({ summary }: { readonly summary: Summary }) {
  const { study, options, engineVersion, status } = summary;
  const only = [options.arm, options.site].filter((one) => one !== null).map((one) => `${one} only`);
  return (
    <header className={styles.printHead}>
      <h1 className="nd-title">{study.code}, {study.title}</h1>
      <p>{[evaluatorOf(summary as unknown as FigureSource), `rule set ${options.rules}`, options.confirmed ? 'responses confirmed' : 'responses without confirmation', `data cut-off ${options.cutoff ?? 'none'}`, ...only, `protocol version ${study.protocolVersion}`, `engine ${engineVersion}`].join(', ')}</p>
      <p>Not signed: figures carry no signature. Of {format.counted(status.visits.read, 'assessment')} read {format.count(status.visits.signed)} are signed; names, times and hashes stand in the study report.</p>
    </header>
  );
}

/** The study at a glance: its figures from the same numbers as `nadir analyse`, and what waits for whom. */
export function StudyPlace() {
  const studyId = useStudyId();
  const [choices, change] = useChoices(studyId ?? '');
  const [exported, setExported] = useState<{ readonly first: FigureId | null } | null>(null);
  usePrinting();
  const place = useRef<HTMLDivElement>(null);
  const filter = useRef<HTMLButtonElement>(null);
  const analysis = useStudyAnalysis(studyId, choices.query, load);
  const worklist = useWorklistHead(studyId, everybody).data;
  const summary = analysis.data;
  const fields = (): readonly HTMLElement[] => [...(place.current?.querySelectorAll<HTMLElement>('[data-figure-field]') ?? [])];
  const focused = (): FigureId | null => (document.activeElement?.closest<HTMLElement>('[data-figure]')?.dataset['figure'] as FigureId | undefined) ?? null;
  const go = (step: 1 | -1): void => {
    const all = fields();
    const at = all.findIndex((field) => field === document.activeElement);
    const next = all[(at < 0 ? (step === 1 ? 0 : all.length - 1) : at + step + all.length) % all.length];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const openExport = (): void => setExported({ first: focused() });
  const scope = 'Study figures';
  useKeys([
    { id: 'study.export', key: 'E', label: 'export', scope, status: 10, enabled: summary !== undefined, run: openExport },
    { id: 'study.next', key: 'G', label: 'next figure', scope, status: 20, run: () => go(1) },
    { id: 'study.previous', key: 'Shift+G', label: 'previous figure', scope, run: () => go(-1) },
    { id: 'study.filter', key: '/', label: 'groups and filters', scope, status: 30, run: () => filter.current?.focus() },
    { id: 'study.view', key: 'V', label: 'figures, agreement', scope, enabled: summary?.agreement != null, run: () => change({ view: choices.view === 'figures' ? 'agreement' : 'figures' }) },
  ]);
  if (studyId === null) return <EmptyState title="No study">Figures need a study.</EmptyState>;
  if (analysis.isError && !summary) return <div className={styles.message}><Alert severity="block" title="The study could not be analysed" live actions={<Button small onClick={() => void analysis.refetch()}>Try again</Button>}>{errorText(analysis.error)}</Alert></div>;
  if (!summary) return <div className={styles.message} aria-busy="true"><Still height={360} /></div>;
  if (summary.status.enrolled === 0 && choices.query.arm === undefined && choices.query.site === undefined && choices.query.cutoff === undefined) return <EmptyState title="No subjects in this study" actions={<Button look="primary" onClick={() => navigate({ place: 'import', jobId: null })}>Import images</Button>}>Figures need subjects with a read baseline.</EmptyState>;
  const view = summary.agreement === null ? 'figures' : choices.view;
  return (
    <div className={styles.place} ref={place} aria-busy={analysis.isFetching || undefined} data-analysis={summary.key}>
      <PrintHead summary={summary} />
      <div className={styles.bar}>
        <KeyFigures summary={summary} worklist={worklist} />
        <Switches summary={summary} query={choices.query} onQuery={(to) => change({ query: { ...choices.query, ...to } })} view={view} onView={(to) => change({ view: to })} onExport={openExport} filter={filter} />
      </div>
      {analysis.isError && <div className={styles.failed}><Alert severity="warn" title="This choice could not be analysed" live>{errorText(analysis.error)}</Alert></div>}
      {view === 'agreement' ? <AgreementView summary={summary} pair={choices.pair} onPair={(pair) => change({ pair })} /> : <Figures summary={summary} choices={choices} change={change} worklist={worklist} />}
      <ExportDialog summary={summary} first={exported?.first ?? null} isOpen={exported !== null} close={() => setExported(null)} />
    </div>
  );
}
