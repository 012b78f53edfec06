import { useMemo, useState } from 'react';
import { isNadirError } from '../../../src/common/index.ts';
import type { DeidentificationReport as Report, RejectedFile, SeriesProposal } from '../../../src/api/wire.ts';
import { useAssignSeries, useDiscardSeries, useSubjectList } from '../../queries/index.ts';
import { Alert, Button, errorText, format, KeyCap, toast, toastFailure, useKeys } from '../../ui/index.ts';
import { assignmentsOf, choiceOf, chosenTimepoint, groupProposals, timepointLabel, type Choices, type SeriesChoice } from './proposals.ts';
import { DeidentificationReport } from './DeidentificationReport.tsx';
import { RejectedPanel } from './RejectedPanel.tsx';
import { SeriesTable } from './SeriesTable.tsx';
import type { Assigned } from './AssignedNotice.tsx';
import styles from './ImportPlace.module.css';

/** More timepoints than the subjects have are offered, so that a new visit can be named. */
const timepointsAhead = 4;

export const asidesButton = (count: number): string => `Show ${format.counted(count, 'localiser or secondary capture', 'localisers and secondary captures')}`;

export type AssignSeriesProps = {
  readonly studyId: string;
  readonly sourceName: string;
  readonly proposals: readonly SeriesProposal[];
  readonly rejected: readonly RejectedFile[];
  /** What de-identification did; null where the study does not. */
  readonly report: Report | null;
  readonly onAssigned: (assigned: Assigned) => void;
};

function useChoices() {
  const [choices, setChoices] = useState<Choices>({ subjects: {}, series: {} });
  return {
    choices,
    setSeries: (seriesId: string, choice: SeriesChoice) => setChoices((now) => ({ ...now, series: { ...now.series, [seriesId]: choice } })),
    setSubject: (dicomStudyUid: string, code: string) => setChoices((now) => ({ ...now, subjects: { ...now.subjects, [dicomStudyUid]: code } })),
  };
}

/** The series of an import and where they go; confirm puts the ticked ones to their subjects and timepoints. */
export function AssignSeries({ studyId, sourceName, proposals, rejected, report, onAssigned }: AssignSeriesProps) {
  const known = useSubjectList(studyId).data;
  const subjects = useMemo(() => (known?.ids ?? []).map((id, at) => ({ id, code: known?.codes[at] ?? '' })), [known]);
  const asides = proposals.filter(({ series }) => series.aside).length;
  const [showsAsides, setShowsAsides] = useState(asides === proposals.length);
  const groups = useMemo(() => groupProposals(proposals.filter(({ series }) => showsAsides || !series.aside)), [proposals, showsAsides]);
  const ordered = groups.flatMap((group) => group.proposals);
  const { choices, setSeries, setSubject } = useChoices();
  const [currentId, setCurrent] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** Why a late scan is the baseline, or a series moves: asked for by the host. */
  const [why, setWhy] = useState<string | null>(null);
  const assignSeries = useAssignSeries();
  const discardSeries = useDiscardSeries();

  const current = ordered.find((proposal) => proposal.series.id === currentId) ?? ordered[0];
  const { assignments, incomplete } = assignmentsOf(groups, choices, subjects, why ?? '');
  const ticked = ordered.filter((proposal) => choiceOf(choices, proposal).ticked);
  const withoutTimepoint = ordered.filter((proposal) => choiceOf(choices, proposal).timepointIndex === null).length;
  const waiting = ticked.filter((proposal) => chosenTimepoint(proposal, choiceOf(choices, proposal))?.state === 'signed').length;
  const highest = Math.min(999, timepointsAhead + Math.max((known?.timepoints ?? []).reduce((most, count) => Math.max(most, count - 1), 0), ...ordered.map((proposal) => Math.floor(choiceOf(choices, proposal).timepointIndex ?? 0))));

  const reason = isBusy ? 'Assigning' : ticked.length === 0 ? 'No series is ticked' : incomplete > 0 ? `${format.counted(incomplete, 'ticked series', 'ticked series')} without subject or timepoint` : null;
  const confirm = async () => {
    if (reason !== null) return;
    setBusy(true);
    setFailure(null);
    try {
      const ids = await assignSeries(studyId, assignments);
      onAssigned({ subjectIds: ids, series: assignments.length, waiting, timepointIndex: Math.min(...assignments.map((assignment) => assignment.timepointIndex)) });
    } catch (error) {
      setFailure(errorText(error));
      if (isNadirError(error) && (error.reason === 'baselineReason' || error.reason === 'reasonNeeded')) setWhy((now) => now ?? '');
    } finally {
      setBusy(false);
    }
  };
  const discard = () => {
    // What is kept aside goes with the rest of its import.
    discardSeries(studyId, proposals.filter((proposal) => proposal.duplicateOf === null).map((proposal) => proposal.series.id))
      .then(() => toast(`${format.counted(proposals.length, 'series', 'series')} discarded. The source is not changed.`))
      .catch(toastFailure);
  };
  const step = (by: number) => {
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, (current ? ordered.indexOf(current) : 0) + by))];
    if (next) setCurrent(next.series.id);
  };
  const change = (changes: Partial<SeriesChoice>) => current && setSeries(current.series.id, { ...choiceOf(choices, current), ...changes });

  const scope = 'Import';
  useKeys([
    { id: 'import.up', key: 'ArrowUp', label: 'up', scope, run: () => step(-1) },
    { id: 'import.down', key: 'ArrowDown', label: 'down', scope, run: () => step(1) },
    { id: 'import.tick', key: 'Space', label: 'select', scope, status: 20, run: () => change({ ticked: !(current && choiceOf(choices, current).ticked) }) },
    { id: 'import.confirm', key: 'Enter', label: 'assign', scope, status: 30, enabled: reason === null, run: () => void confirm() },
    ...Array.from({ length: 10 }, (_, index) => ({ id: `import.timepoint${index}`, key: String(index), label: `assign to ${timepointLabel(index)}`, scope, run: () => change({ timepointIndex: index, ticked: true }) })),
  ]);

  return (
    <>
      <SeriesTable groups={groups} choices={choices} subjects={subjects} currentId={current?.series.id ?? null} highest={highest} onCurrent={setCurrent} onSeries={setSeries} onSubject={setSubject} />
      <div className={styles.statusLine} role="status">
        <span>{ticked.length} of {format.counted(ordered.length, 'series', 'series')} selected, {format.counted(ticked.reduce((sum, proposal) => sum + proposal.series.slices, 0), 'image')}</span>
        {withoutTimepoint > 0 && <span className={styles.warning}>{withoutTimepoint} series {withoutTimepoint === 1 ? 'has' : 'have'} no timepoint and {withoutTimepoint === 1 ? 'stays' : 'stay'} out</span>}
        {asides > 0 && <Button small look="ghost" onClick={() => setShowsAsides((now) => !now)}>{showsAsides ? 'Hide localisers and secondary captures' : asidesButton(asides)}</Button>}
        {waiting > 0 && <span className={styles.warning}>{format.counted(waiting, 'series', 'series')} for a signed timepoint {waiting === 1 ? 'waits' : 'wait'} for its reader</span>}
        <span className={styles.hint}><KeyCap keys="4" />assign to TP4<KeyCap keys="Space" />select</span>
      </div>
      <div className={styles.side}>
        <RejectedPanel
          sourceName={sourceName} rejected={rejected} above={report && <DeidentificationReport report={report} />}
          footer={(
            <footer className={styles.footer}>
              {failure !== null && <Alert severity="block" title="Nothing was assigned" live>{failure}</Alert>}
              {why !== null && <label className={styles.why}>Reason<input type="text" maxLength={500} autoComplete="off" value={why} onChange={(event) => setWhy(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter') void confirm(); }} /></label>}
              <div className={styles.actions}>
                <Button look="ghost" onClick={discard} disabledReason={isBusy ? 'Assigning' : null} reasonElsewhere>Discard</Button>
                <span className={styles.reason}>{reason ?? ''}</span>
                <Button look="primary" keys="Enter" onClick={() => void confirm()} disabledReason={reason} reasonElsewhere>{`Assign ${format.counted(assignments.length, 'series', 'series')}`}</Button>
              </div>
            </footer>
          )}
        />
      </div>
    </>
  );
}
