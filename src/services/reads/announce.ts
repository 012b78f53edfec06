import { asId, type StudyId, type SubjectId } from '../../common/index.ts';
import type { ReadSlot } from '../../casefile/index.ts';
import type { Change, StudyRow } from '../../store/index.ts';
import { revisionOf, setupTypes } from '../caseFile.ts';
import type { ServiceDeps } from '../context.ts';
import { isDoubleRead } from './viewpoint.ts';

/** Tells the windows, after the commit, that what every read of these subjects stands on has changed. Streams of studies are announced as the study. */
export function announce(deps: ServiceDeps, studyId: string, revisions: ReadonlyMap<string, number>): void {
  const study = deps.store.studies.byId(studyId);
  const slots: readonly ReadSlot[] = study && isDoubleRead(study) ? ['reader1', 'reader2'] : [];
  for (const [stream, revision] of revisions) {
    if (stream.startsWith('study:')) continue;
    const subjectId = asId<SubjectId>(stream);
    deps.notify({ type: 'subject', subjectId, revision });
    for (const slot of slots) deps.notify({ type: 'subject', subjectId, revision: revisionOf(deps, stream, slot), slot });
  }
  deps.notify({ type: 'study', studyId: asId<StudyId>(studyId) });
}

const changesSetup = (changes: readonly Change[]): boolean => changes.some((change) => (setupTypes as readonly string[]).includes(change.type));

/** Tells the windows that a read has moved, after the commit: those who may know it, and everybody where what every read stands on has changed. */
export function announceRead(deps: ServiceDeps, study: StudyRow, subjectId: string, slot: ReadSlot, changes: readonly Change[]): void {
  const [id, studyId] = [asId<SubjectId>(subjectId), asId<StudyId>(study.id)];
  if (!isDoubleRead(study)) {
    deps.notify({ type: 'subject', subjectId: id, revision: revisionOf(deps, subjectId, 'site') });
    return deps.notify({ type: 'study', studyId });
  }
  const others: readonly ReadSlot[] = changesSetup(changes) ? ['site', 'reader1', 'reader2'] : [slot];
  for (const one of others) deps.notify({ type: 'subject', subjectId: id, revision: revisionOf(deps, subjectId, one), slot: one });
  deps.notify(changesSetup(changes) ? { type: 'study', studyId } : { type: 'study', studyId, slot });
}
