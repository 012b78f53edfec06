import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { SubjectCaseReply } from '../../../src/api/wire.ts';
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { formatMm, type SubjectResult } from '../../../src/recist/index.ts';
import { useSubjectCommands, type SubjectCommands } from '../../queries/index.ts';
import { evaluateCase, resetReading, useCommits, useReading, withCommits, type Commit, type PaneId } from '../../state/index.ts';
import type { PaneHandle } from '../../viewer/index.ts';
import { countsMm, recordedText } from '../lesions/index.ts';
import { announcement } from '../response/index.ts';
import { lockReason } from '../signing/index.ts';
import { makeLesionActions, type LesionActions } from './lesionActions.ts';
import { lockedActions } from './lockedActions.ts';
import { makePlacementFlow, type PlacementFlow } from './placementFlow.ts';
import { referenceTimepoint } from './reference.ts';
import { useAnswers, type Answers } from './useAnswers.ts';
import { useRecorder, type Recorder } from './useRecorder.ts';
import { useSay } from './useSay.ts';
import { useViewPreferences, type ViewPreferences } from './useViewPreferences.ts';

export type PaneHandles = Readonly<Record<PaneId, RefObject<PaneHandle | null>>>;

/** Everything the actions need to know at the moment they run. */
export type ReaderContext = {
  readonly subject: SubjectCase;
  readonly timepoint: Timepoint;
  readonly reference: Timepoint | undefined;
  readonly commands: SubjectCommands;
  readonly recorder: Recorder;
  readonly view: ViewPreferences;
  readonly changeView: (changes: Partial<ViewPreferences>) => void;
  readonly handles: PaneHandles;
  readonly say: (text: string) => void;
  readonly answers: Answers;
  /** Why nothing of the timepoint can be changed: signed, closed, another's read. Null: it can. */
  readonly locked: string | null;
};

export type Reader = ReaderContext & {
  readonly result: SubjectResult | null;
  readonly reply: SubjectCaseReply;
  readonly lesions: LesionActions;
  readonly placement: PlacementFlow;
  /** What assistive technology is told. */
  readonly said: string;
  readonly commits: readonly Commit[];
};

const storedText = (subject: SubjectCase, commit: Commit): string => {
  const lesion = subject.lesions.find((candidate) => candidate.id === commit.lesionId);
  if (!lesion) return '';
  const size = countsMm(lesion, commit.assessment);
  return `${lesion.label} ${recordedText(commit.assessment, size === null ? '' : formatMm(size))}.`;
};

/** The Read place's state and actions for one timepoint of one subject. */
export function useReader(reply: SubjectCaseReply, timepoint: Timepoint, handles: PaneHandles): Reader {
  const commits = useCommits((state) => state.commits);
  const referenceKind = useReading((state) => state.reference);
  const { view, change: changeView } = useViewPreferences();
  const commands = useSubjectCommands(reply.case.subjectId);
  const { said, say } = useSay();

  const subject = useMemo(() => withCommits(reply.case, commits), [reply.case, commits]);
  const result = useMemo(() => evaluateCase(subject), [subject]);
  const here = subject.timepoints.find((candidate) => candidate.id === timepoint.id) ?? timepoint;
  const reference = useMemo(() => referenceTimepoint(subject, result, here, referenceKind), [subject, result, here, referenceKind]);

  const spoken = useRef(reply.result);
  const lesionsRef = useRef<LesionActions | null>(null);
  const onStored = (commit: Commit, stored: SubjectCaseReply) => {
    // A target that gives up its value is confirmed on screen too; everything else is seen where it was done.
    if (['absent', 'tooSmall', 'notEvaluable', 'merged'].includes(commit.assessment.state)) lesionsRef.current?.confirm(storedText(stored.case, commit), stored.case.revision);
    say(`${storedText(stored.case, commit)} ${announcement(spoken.current, stored.result, here)}`.trim());
    spoken.current = stored.result;
  };
  const recorder = useRecorder(reply.case.subjectId, commands, onStored);

  const locked = lockReason(subject, here);
  const answers = useAnswers(`${reply.case.subjectId} ${timepoint.id}`, reply.case.revision);
  const context = { subject, timepoint: here, reference, commands, recorder, view, changeView, handles, say, answers, locked };
  const latest = useRef<ReaderContext>(context);
  latest.current = context;
  const placement = useMemo(() => lockedActions(makePlacementFlow(() => latest.current), ['settle', 'cancel'], () => latest.current.locked), []);
  const lesions = useMemo(() => lockedActions(makeLesionActions(() => latest.current, placement), ['select', 'next', 'undo', 'redo', 'confirm', 'lookBack'], () => latest.current.locked), [placement]);
  lesionsRef.current = lesions;

  useEffect(() => { resetReading(); }, [timepoint.id]);
  useEffect(() => () => { resetReading(); }, []);
  return { ...context, reply, result, lesions, placement, said, commits: commits.filter((commit) => commit.subjectId === subject.subjectId) };
}
