import { useCallback, useEffect, useRef } from 'react';
import type { SubjectCaseReply } from '../../../src/api/wire.ts';
import type { Assessment, Lesion } from '../../../src/casefile/index.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useConnection, type SubjectCommands } from '../../queries/index.ts';
import { addCommit, failCommit, removeCommit, resendCommit, useCommits, type Commit } from '../../state/index.ts';
import { errorText } from '../../ui/index.ts';
import { assessmentInput, isSameRecord } from './assessmentInput.ts';

let lastId = 0;
const set = (change: (list: readonly Commit[]) => readonly Commit[]) => useCommits.setState((now) => ({ commits: change(now.commits) }));

/** What went wrong, in words; a conflict also says that the newer facts are on screen now. */
export function failureText(error: unknown): string {
  const text = errorText(error);
  return isNadirError(error) && error.code === 'conflict' ? `${text} The subject was read anew.` : text;
}

/** An answer that was lost with the host leaves it open whether the record is stored: by now the facts were read anew, also where the browser sent the command a second time by itself. */
function storedAfterAll(error: unknown, commit: Commit, known: SubjectCaseReply | undefined): SubjectCaseReply | null {
  const isOpen = isNadirError(error) && (error.reason === 'hostGone' || error.code === 'conflict');
  return isOpen && known && isSameRecord(known.case.assessments[commit.lesionId]?.[commit.timepointId], commit.assessment) ? known : null;
}

export type Recorder = {
  readonly record: (lesion: Pick<Lesion, 'id'>, timepointId: string, assessment: Assessment) => void;
  readonly retry: (commit: Commit) => void;
  readonly discard: (commit: Commit) => void;
};

const longestPauseMs = 5000;
/** Not stored only because no answer came. */
const isLost = (subjectId: string) => (commit: Commit): boolean => commit.state === 'failed' && commit.reason === 'hostGone' && commit.subjectId === subjectId;

/**
 * Sends records at once and in order; what could not be stored stays on screen with its reason and can be sent again. Records that only failed
 * because the host was away are sent again by themselves when it is back.
 */
export function useRecorder(subjectId: string, commands: SubjectCommands, onStored: (commit: Commit, reply: SubjectCaseReply) => void): Recorder {
  const stored = useRef(onStored);
  useEffect(() => { stored.current = onStored; });
  const send = useCallback((commit: Commit) => {
    const done = (reply: SubjectCaseReply) => {
      set((list) => removeCommit(list, commit.id));
      stored.current(commit, reply);
    };
    commands.recordAssessment({ lesionId: commit.lesionId, timepointId: commit.timepointId, assessment: assessmentInput(commit.assessment) }).then(done, (error: unknown) => {
      const reply = storedAfterAll(error, commit, commands.known());
      if (reply) done(reply);
      else set((list) => failCommit(list, commit.id, failureText(error), isNadirError(error) ? error.reason : 'unknown'));
    });
  }, [commands]);

  const record = useCallback<Recorder['record']>((lesion, timepointId, assessment) => {
    const id = (lastId += 1);
    set((list) => addCommit(list, id, { subjectId, lesionId: lesion.id, timepointId, assessment }));
    const commit = useCommits.getState().commits.find((candidate) => candidate.id === id);
    if (commit) send(commit);
  }, [subjectId, send]);
  const retry = useCallback((commit: Commit) => {
    set((list) => resendCommit(list, commit.id));
    send(commit);
  }, [send]);
  const discard = useCallback((commit: Commit) => set((list) => removeCommit(list, commit.id)), []);

  const connected = useConnection((connection) => connection.state === 'connected');
  const failures = useCommits((state) => state.commits.filter(isLost(subjectId)).reduce((most, commit) => Math.max(most, commit.failures), 0));
  useEffect(() => {
    if (!connected || failures === 0) return;
    const timer = setTimeout(() => useCommits.getState().commits.filter(isLost(subjectId)).forEach(retry), Math.min(longestPauseMs, 200 * 2 ** failures));
    return () => clearTimeout(timer);
  }, [connected, failures, retry, subjectId]);
  return { record, retry, discard };
}
