import { NadirError } from '../../common/index.ts';
import type { ReadSlot, SubjectCase } from '../../casefile/index.ts';
import type { StudyRow } from '../../store/index.ts';
import { assembleCase } from '../caseFile.ts';
import { append, checkRevision, requireSubject, type OnSubject, type Plan } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { announceRead } from './announce.ts';
import { requireUnlocked } from './lock.ts';
import { viewpointOf, type Viewpoint } from './viewpoint.ts';

/** A read somebody records in: the case as they see it, and the slot it is stored in. */
export type OwnRead = { readonly subject: SubjectCase; readonly slot: ReadSlot; readonly view: Viewpoint; readonly study: StudyRow };

/** Who may besides readers: whoever knows the patient records at the site what is no reading, such as a laboratory value or an operation. */
export type Besides = { readonly knowsPatient?: boolean };

/** The read of whoever asks, at the revision they saw. Errors: notFound, conflict; refused notReader. Must run inside a write. */
export function requireOwnRead(deps: ServiceDeps, context: RequestContext, target: OnSubject, { knowsPatient = false }: Besides = {}): OwnRead {
  const row = requireSubject(deps, target.subjectId);
  const study = requireStudy(deps, row.studyId);
  const view = viewpointOf(study, context);
  const may = view.why === '' || (knowsPatient && view.slot === 'site' && !view.blinded && (context.roles.includes('investigator') || context.roles.includes('dataManager')));
  if (view.slot === null || !may) throw new NadirError('refused', view.why, { reason: 'notReader' });
  const subject = assembleCase(deps, row.id, view);
  checkRevision(subject.code, subject.revision, target.expectedRevision);
  return { subject, slot: view.slot, view, study };
}

/**
 * One command on the read of whoever asks: reads, decides and appends in one transaction, in that read's own stream. What is signed or closed stays as it is.
 * Errors: notFound, conflict; refused notReader, signed, closed, and what `decide` refuses. Whatever `decide` returns besides its plan is handed back.
 */
export function runOnRead<T>(deps: ServiceDeps, context: RequestContext, target: OnSubject, decide: (read: OwnRead) => { plan: Plan; result: T }, besides: Besides = {}): T {
  const done = deps.store.write(() => {
    const read = requireOwnRead(deps, context, target, besides);
    const { plan, result } = decide(read);
    requireUnlocked(deps, read.subject, plan.changes);
    const moved = append(deps, context, plan).size > 0;
    return { result, moved, read, changes: plan.changes };
  });
  if (done.moved) announceRead(deps, done.read.study, target.subjectId, done.read.slot, done.changes);
  return done.result;
}
