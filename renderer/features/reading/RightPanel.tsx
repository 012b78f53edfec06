import { memo, useCallback, useMemo, useRef, useState } from 'react';
import { lookBackTimepoints, type Lesion, type SubjectCase } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import { pendingId, useDraft, useReading } from '../../state/index.ts';
import { Button, FindingAlert } from '../../ui/index.ts';
import {
  BaselineHelper, blockedTargets, caliperAt, CaliperPicture, ChoiceMenu, earlierRecords, KeyImageList, Ledger, ledgerOf, LesionEditor, lesionOf, LesionTable, LookBackPanel, PlacementPanel, placementGuards, placementSeries, sliceName, windowForOrgan, type TableModel,
} from '../lesions/index.ts';
import { ReadQueries } from '../queries/index.ts';
import { findingsAt, ResponseCard, WhyPopover } from '../response/index.ts';
import { ChecksPanel, closeChecks, useReview } from '../signing/index.ts';
import { fixOf } from './findingFix.ts';
import { lookBackPanes, type HungPane } from './hanging.ts';
import { keyImageActions } from './keyImages.ts';
import { checksHere, LesionChecks } from './LesionChecks.tsx';
import { Messages } from './Messages.tsx';
import type { ShownSeries } from './useShownSeries.ts';
import { PanelEdge } from './PanelEdge.tsx';
import { withPlacement } from './placementFlow.ts';
import { menuAt } from './rowChoices.ts';
import { SelectedState } from './SelectedState.tsx';
import { useTableModel } from './useColumns.ts';
import type { Reader } from './useReader.ts';
import styles from './RightPanel.module.css';

type Props = { readonly reader: Reader; /** The panes on screen. */ readonly panes: readonly HungPane[]; readonly currentSeries: ShownSeries; readonly onOpenTimepoint: (timepointId: string) => void; /** CSS px at 100 % text. */ readonly width: number; readonly onWidth: (width: number, isDone: boolean) => void; readonly onResetWidth: () => void };

/** Facts and result as the reader sees them now: with the calliper under the hand, unless the protocol hides its effect. */
function useLive(reader: Reader) {
  const live = useDraft((state) => state.live);
  const isHidden = live !== null && !reader.subject.protocol.liveEffect;
  const isShown = live !== null && !isHidden && live.draft.timepointId === reader.timepoint.id;
  return { subject: isShown ? live.subject : reader.subject, result: isShown ? live.result : reader.result, isHidden, isLive: isShown };
}

/** A lesion being placed has no organ until one is chosen. */
function withoutOrgan(model: TableModel): TableModel {
  const nameless = (rows: TableModel['targets']) => rows.map((row) => (row.lesion.id === pendingId ? { ...row, name: 'No organ yet' } : row));
  return { ...model, targets: nameless(model.targets), nonTargets: nameless(model.nonTargets), newLesions: nameless(model.newLesions) };
}

/** "T1 + T2. T3 is not counted until it is recorded." */
function sumNote(subject: SubjectCase, pending: string | null): string {
  const labels = subject.lesions.filter((lesion) => lesion.role === 'target' && lesion.label !== pending).map((lesion) => lesion.label);
  if (labels.length === 0) return pending === null ? '' : `${pending} is not counted until it is recorded.`;
  return pending === null ? '' : `${labels.join(' + ')}. ${pending} is not counted until it is recorded.`;
}

const isAboutLesion = (reader: Reader, finding: Finding): boolean => lesionOf(reader.subject, finding.at?.['lesionId'] ?? null) !== undefined;

/** The way from a finding to what it is about. */
function ShowLesion({ reader, finding }: { readonly reader: Reader; readonly finding: Finding }) {
  const lesion = lesionOf(reader.subject, finding.at?.['lesionId'] ?? null);
  return lesion ? <Button small onClick={() => reader.lesions.select(lesion.id)}>Show {lesion.label}</Button> : null;
}

/** Offered by the helper, quietly. */
const saidByHelper: ReadonlySet<string> = new Set(['Q-B09', 'Q-B10']);

function BaselineBelow({ reader, isSaid }: { readonly reader: Reader; readonly isSaid: (finding: Finding) => boolean }) {
  const placement = useReading((state) => state.placement);
  const { subject, timepoint, reply } = reader;
  const listed = findingsAt(reply.findings, timepoint, reader.result?.baseline.checks ?? []).filter((finding) => !saidByHelper.has(finding.code) && !isSaid(finding));
  if (subject.lesions.length === 0 && !subject.read.editable) return <div className={styles.empty}><h2 className="nd-title">No lesions recorded</h2><p>{subject.read.why}</p></div>;
  if (subject.lesions.length === 0 && !placement) {
    return (
      <div className={styles.empty}>
        <h2 className="nd-title">No lesions yet</h2>
        <p>Draw the longest diameter of each target, then record all other disease as non-target.</p>
        <p style={{ display: 'flex', gap: 8, marginTop: 12 }}><Button look="primary" keys="read.target" onClick={() => reader.lesions.place('target')}>Place a target</Button><Button keys="read.nonTarget" onClick={() => reader.lesions.place('nonTarget')}>Non-target</Button></p>
      </div>
    );
  }
  return <div className={styles.messages}>{listed.map((finding) => <FindingAlert key={finding.code + finding.message} finding={finding} actions={isAboutLesion(reader, finding) ? <ShowLesion reader={reader} finding={finding} /> : undefined} />)}</div>;
}

/** New and equivocal findings, each with what an answer would change. */
const NewFindings = memo(function NewFindings({ reader }: { readonly reader: Reader }) {
  const { subject, timepoint, lesions, locked } = reader;
  const selectedId = useReading((state) => state.selectedId);
  const entries = useMemo(() => ledgerOf(subject, timepoint), [subject, timepoint]);
  const excludedOf = (lesionId: string) => { const record = subject.assessments[lesionId]?.[timepoint.id]; return record?.state === 'newLesion' ? record.excluded ?? [] : []; };
  return <Ledger entries={entries} selectedId={selectedId} excludedOf={excludedOf} mayChange={locked === null} actions={lesions} />;
});

/** The answer of a look back, beside the panes that show the place. */
function LookBack({ reader, lesion, panes }: { readonly reader: Reader; readonly lesion: Lesion; readonly panes: readonly HungPane[] }) {
  const skip = useReading((state) => state.lookBackSkip);
  const all = lookBackTimepoints(reader.subject, lesion);
  const to = (next: number) => () => useReading.setState((now) => ({ lookBackSkip: next, jump: now.jump + 1 }));
  return (
    <LookBackPanel
      key={lesion.id} subject={reader.subject} lesion={lesion} timepoint={reader.timepoint} shown={panes.map((pane) => pane.timepoint)}
      onEarlier={skip + lookBackPanes < all.length ? to(skip + lookBackPanes) : null} onLater={skip > 0 ? to(Math.max(0, skip - lookBackPanes)) : null}
      onRecord={(seenSince) => reader.lesions.lookedBack(lesion.id, seenSince)} onClose={() => useReading.setState({ lookBackId: null })}
    />
  );
}

export function RightPanel({ reader, panes, currentSeries, onOpenTimepoint, width, onWidth, onResetWidth }: Props) {
  const { timepoint, lesions } = reader;
  const { subject, result, isHidden, isLive } = useLive(reader);
  const placement = useReading((state) => state.placement);
  const selectedId = useReading((state) => state.selectedId);
  const menu = useReading((state) => state.menu);
  const editing = useReading((state) => lesionOf(reader.subject, state.editingId));
  const isWhyOpen = useReading((state) => state.isWhyOpen);
  const isChecksOpen = useReview((state) => state.isChecksOpen);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const panel = useRef<HTMLElement>(null);
  const isBaseline = timepoint.index === 0;
  const lookedFor = useReading((state) => lesionOf(reader.subject, state.lookBackId));
  const captionId = useReading((state) => state.captionId);
  const recentId = useReading((state) => state.recentId);
  const makeTarget = useCallback((lesionId: string) => lesions.changeRole(lesionId, 'target'), [lesions]);
  const keyImages = useMemo(() => keyImageActions(reader), [reader]);
  const said = useMemo(() => checksHere(reader, selectedId, recentId).map(({ finding }) => finding), [reader, selectedId, recentId]);
  const isSaid = (finding: Finding): boolean => said.some((one) => one.code === finding.code && (finding.at?.['lesionId'] === undefined || (one.at?.['lesionId'] === finding.at['lesionId'] && one.at?.['otherLesionId'] === finding.at['otherLesionId'])));

  const known = useMemo(() => (placement ? withPlacement(subject, placement) : subject), [subject, placement]);
  const table = useTableModel(known, result, timepoint, reader.reply.findings, width);
  const model = placement?.organ === null ? withoutOrgan(table) : table;
  const blocked = useMemo(() => {
    const all = new Map(blockedTargets(reader.subject));
    const stop = placement?.measure ? placementGuards(reader.subject, placement).find(({ finding }) => finding.severity === 'block') : undefined;
    if (stop) all.set(pendingId, stop.title);
    return all;
  }, [reader.subject, placement]);
  const failed = useMemo(() => new Map(reader.commits.filter((commit) => commit.state === 'failed' && commit.timepointId === timepoint.id).map((commit) => [commit.lesionId, 'Not stored'])), [reader.commits, timepoint.id]);
  const facts = reader.subject;
  const picture = useCallback((lesion: Lesion) => {
    const caliper = caliperAt(facts, lesion.id, timepoint.id) ?? earlierRecords(facts, lesion.id, timepoint).map(({ timepoint: at }) => caliperAt(facts, lesion.id, at.id)).find((found) => found !== undefined);
    return caliper ? <CaliperPicture caliper={caliper} role={lesion.role} organWindow={windowForOrgan(lesion.organ)} largestLongAxisMm={0} width={26} height={26} alt="" /> : null;
  }, [facts, timepoint]);
  const images = currentSeries.images ?? undefined;
  const detail = useCallback((lesion: Lesion) => {
    if (lesion.id === pendingId) return 'being placed';
    const caliper = caliperAt(facts, lesion.id, timepoint.id);
    return caliper ? sliceName(facts, caliper, images) : 'not drawn';
  }, [facts, timepoint, images]);
  const openMenu = useCallback((lesionId: string, element: HTMLElement) => {
    lesions.select(lesionId);
    setAnchor(element);
    useReading.setState({ menu: { kind: 'states', lesionId } });
  }, [lesions]);
  const closeMenu = () => useReading.setState({ menu: null });
  const menuLesion = lesionOf(facts, menu?.lesionId ?? null);
  const rowOf = (lesionId: string) => panel.current?.querySelector<HTMLElement>(`[data-lesion="${lesionId}"] td:last-child`) ?? null;
  const shown = menu && menuLesion ? menuAt(reader, menuLesion, menu.kind) : null;
  const at = result?.timepoints.find((candidate) => candidate.id === timepoint.id);

  return (
    <aside ref={panel} className={styles.panel} style={{ width: `${width / 16}rem` }} aria-label="Lesions and response" data-controls>
      <PanelEdge width={width} onWidth={onWidth} onReset={onResetWidth} />
      <div className={styles.table}>
        <LesionTable model={model} selectedId={placement ? pendingId : selectedId} blocked={blocked} failed={failed} onSelect={lesions.select} onMenu={subject.read.editable ? openMenu : null} picture={picture} detail={isBaseline ? detail : null} isLive={isLive} />
        {isBaseline && placement?.role === 'target' && <p className={styles.note}>{sumNote(facts, placement.label)}</p>}
      </div>
      <div className={styles.below}>
        <ReadQueries subjectId={reader.subject.subjectId} timepoint={timepoint} />
        <Messages reader={reader} />
        {lookedFor && <LookBack reader={reader} lesion={lookedFor} panes={panes} />}
        <LesionChecks reader={reader} />
        <SelectedState reader={reader} />
        {editing && <LesionEditor key={editing.id} subject={facts} lesion={editing} lastOrgan={reader.view.lastOrgan} onSave={(changes) => lesions.edit(editing.id, changes)} onClose={() => useReading.setState({ editingId: null })} />}
        {placement && <PlacementPanel subject={facts} placement={placement} series={placementSeries(facts, placement)} lastOrgan={reader.view.lastOrgan} actions={reader.placement} />}
        {isChecksOpen && <ChecksPanel subject={facts} timepoint={timepoint} findings={reader.reply.findings} commands={reader.commands} fixOf={(finding) => fixOf(reader, finding, onOpenTimepoint, () => undefined)} onClose={closeChecks} />}
        {!isChecksOpen && !isBaseline && <NewFindings reader={reader} />}
        {isChecksOpen ? null : isBaseline ? <BaselineBelow reader={reader} isSaid={isSaid} /> : <ResponseCard subject={subject} timepoint={timepoint} result={result} findings={reader.reply.findings} isHidden={isHidden} isLive={isLive} isSaid={isSaid} onWhy={() => useReading.setState({ isWhyOpen: true })} actionsOf={(finding) => (isAboutLesion(reader, finding) ? <ShowLesion reader={reader} finding={finding} /> : undefined)} />}
        <KeyImageList subject={facts} timepoint={timepoint} captionId={captionId} mayChange={reader.locked === null} actions={keyImages} />
        {isBaseline && <BaselineHelper subject={facts} series={currentSeries.series} mayChange={reader.locked === null} onShow={lesions.select} onMakeTarget={makeTarget} />}
      </div>
      {isWhyOpen && at && <WhyPopover title={`${at.overall} at ${timepoint.label}`} subject={subject} at={at} engineVersion={result?.engineVersion ?? ''} onClose={() => useReading.setState({ isWhyOpen: false })} />}
      {menu && menuLesion && shown && <ChoiceMenu key={`${menu.kind} ${menuLesion.id}`} label={shown.label} choices={shown.choices} anchor={menu.kind === 'states' ? anchor ?? rowOf(menuLesion.id) : rowOf(menuLesion.id)} onClose={closeMenu} />}
    </aside>
  );
}
