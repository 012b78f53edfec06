/** Signatures and decisions of people who do not exist, in studies that are marked as a demo and nowhere else: a synthetic trial has reads that are finished. */
import { findingKey, NadirError } from '../../common/index.ts';
import { openForSignature, type SignatureMeaning } from '../../casefile/index.ts';
import type { StudyRow } from '../../store/index.ts';
import { assembleCase, timepointOf } from '../caseFile.ts';
import { withResult } from '../caseReply.ts';
import { requireSubject, type OnSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { decideNow } from './adjudication.ts';
import { createNotes } from './notes.ts';
import { twoReads, type ReaderSlot } from './reading.ts';
import { signNow } from './sign.ts';
import { viewpointOf } from './viewpoint.ts';

export type SyntheticPerson = RequestContext & { readonly accountId: string };
export type SyntheticReads = {
  /** Answers the checks that stand open with `answer`, and signs. Errors: refused notDemo, and what a signature refuses but the password. */
  sign(person: SyntheticPerson, target: OnSubject, timepointId: string, meaning: SignatureMeaning, answer: string): void;
  /** Accepts a reader's read where the readers differ; answers false where there is nothing to decide. Errors: refused notDemo. */
  decide(person: SyntheticPerson, subjectId: string, accepted: ReaderSlot, reason: string): boolean;
};

/** Errors: refused notDemo. */
function requireDemo(deps: ServiceDeps, subjectId: string): StudyRow {
  const study = requireStudy(deps, requireSubject(deps, subjectId).studyId);
  if (!study.isDemo) throw new NadirError('refused', `Study ${study.code} is no demo: its reads are signed by people with accounts.`, { reason: 'notDemo' });
  return study;
}

export function createSyntheticReads(deps: ServiceDeps): SyntheticReads {
  const notes = createNotes(deps);
  return {
    sign: (person, target, timepointId, meaning, answer) => deps.store.write(() => {
      const study = requireDemo(deps, target.subjectId);
      const subject = assembleCase(deps, target.subjectId, viewpointOf(study, person));
      const { unanswered, blocking } = openForSignature(subject, withResult(subject).findings, timepointOf(subject, timepointId));
      for (const finding of [...unanswered, ...blocking]) notes.giveReason(person, { ...target, expectedRevision: null }, { findingKey: findingKey(finding), reason: answer });
      signNow(deps, person, { ...target, expectedRevision: null }, { timepointId, meaning });
    }),
    decide: (person, subjectId, accepted, reason) => deps.store.write(() => {
      const study = requireDemo(deps, subjectId);
      const reads = twoReads(deps, study, [subjectId]).get(subjectId);
      if (reads?.state !== 'due') return false;
      decideNow(deps, person, study, { subjectId, accepted, reason, basis: reads.basis, meaning: 'adjudicated' });
      return true;
    }),
  };
}
