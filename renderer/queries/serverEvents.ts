import type { QueryClient } from '@tanstack/react-query';
import type { ServerEvent, SessionInfo, SubjectCaseReply } from '../../src/api/wire.ts';
import { useConnection } from './connection.ts';
import { followEvents, type StreamState } from './eventStream.ts';
import { queryKeys } from './keys.ts';

/** Runs `work` at once and then at most once per `everyMs`, the last call never lost. */
function atMostEvery(everyMs: number, work: () => void): () => void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  return () => {
    if (waiting) {
      again = true;
      return;
    }
    work();
    waiting = setTimeout(() => {
      waiting = null;
      if (again) work();
      again = false;
    }, everyMs);
  };
}

let again = (): void => undefined;
/** Follows the host's events under the session the window has now: a stream opened under another one is told nothing more. */
export const followAgain = (): void => again();

/** Turns what the host says into invalidations, so that no screen polls. Returns the end of it. */
export function listenToHost(client: QueryClient): () => void {
  const invalidate = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  const lists = atMostEvery(400, () => {
    invalidate(queryKeys.worklists);
    invalidate(queryKeys.studies);
    invalidate(queryKeys.session);
    invalidate(queryKeys.adjudications);
    invalidate(queryKeys.correspondence);
    invalidate(queryKeys.analyses);
    invalidate(queryKeys.exportChecks);
    invalidate(queryKeys.trails);
  });
  const subjectMoved = (event: Extract<ServerEvent, { type: 'subject' }>) => {
    const known = client.getQueryData<SubjectCaseReply>(queryKeys.subject(event.subjectId));
    // The reply of our own command is already newer than its echo.
    if (!known || known.case.revision < event.revision) invalidate(queryKeys.subject(event.subjectId));
    lists();
  };
  const heard = (event: ServerEvent) => {
    switch (event.type) {
      case 'hello': return;
      case 'accounts':
        for (const key of [queryKeys.session, queryKeys.accounts, queryKeys.accountTrail, queryKeys.trails, queryKeys.trailCheck]) invalidate(key);
        return;
      case 'subject': return subjectMoved(event);
      case 'study':
        invalidate(queryKeys.unassigned(event.studyId));
        invalidate(queryKeys.study(event.studyId));
        invalidate(queryKeys.keyStatus(event.studyId));
        invalidate(queryKeys.quarantine(event.studyId));
        return lists();
      case 'job': {
        client.setQueryData(queryKeys.job(event.job.id), event.job);
        const session = client.getQueryData<SessionInfo>(queryKeys.session);
        if (event.job.kind === 'backup' && (event.job.state !== 'running' || event.job.done === 0)) invalidate(queryKeys.backups);
        if (event.job.kind === 'demo' || session?.demo.jobId === event.job.id) lists();
        return;
      }
    }
  };
  const changed = (state: StreamState) => {
    const before = useConnection.getState().state;
    useConnection.setState({ state });
    // What was missed while the host was away is unknown, so everything is asked again.
    if (state === 'connected' && before !== 'connected' && before !== 'connecting') void client.invalidateQueries();
  };
  let stop = followEvents(heard, changed);
  again = () => {
    stop();
    stop = followEvents(heard, changed);
  };
  return () => {
    again = () => undefined;
    stop();
  };
}
