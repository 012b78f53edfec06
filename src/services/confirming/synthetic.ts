/** Queries and confirmations of people who do not exist, in studies that are marked as a demo and nowhere else. */
import { NadirError } from '../../common/index.ts';
import type { ReadSlot } from '../../casefile/index.ts';
import { assembleCase } from '../caseFile.ts';
import { requireSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { wholeRead } from '../reads/viewpoint.ts';
import { requireStudy } from '../studies.ts';
import { createConfirmations } from './confirmations.ts';
import { createQueries, type SayInQuery } from './queries.ts';
import { queriesOf } from './threads.ts';

type Person = RequestContext & { readonly accountId: string };
export type SyntheticQuestion = { readonly subjectId: string; readonly slot: ReadSlot; readonly index: number | null; readonly lesion: string | null; readonly text: string };
export type SyntheticCorrespondence = {
  /** Asks, and lets each person say what follows; a visit and a lesion are named by index and label. Nothing where the subject has a query. Errors: refused notDemo, and what a query refuses but the password. */
  converse(asker: Person, question: SyntheticQuestion, said: readonly { readonly person: Person; readonly kind: SayInQuery['kind']; readonly text: string }[]): Promise<void>;
  /** Confirms the date of the read that is the trial's result; answers false where something stands in the way, there is no progression, or it was confirmed before. Errors: refused notDemo. */
  confirm(person: Person, subjectId: string): Promise<boolean>;
};

/** People who do not exist have no password. */
const noPassword = { verifyPassword: async () => undefined };

export function createSyntheticCorrespondence(deps: ServiceDeps): SyntheticCorrespondence {
  const queries = createQueries(deps, noPassword);
  const confirmations = createConfirmations(deps, noPassword);
  function requireDemo(subjectId: string): void {
    const study = requireStudy(deps, requireSubject(deps, subjectId).studyId);
    if (!study.isDemo) throw new NadirError('refused', `Study ${study.code} is no demo: its dates are confirmed by people with accounts.`, { reason: 'notDemo' });
  }
  return {
    async converse(asker, question, said) {
      const { subjectId, slot, text: asked } = question;
      const about = deps.store.read(() => {
        requireDemo(subjectId);
        const read = assembleCase(deps, subjectId, wholeRead(slot));
        return queriesOf(deps, [subjectId]).length > 0 ? null : {
          timepointId: read.timepoints.find(({ index }) => index === question.index)?.id ?? null, lesionId: read.lesions.find(({ label }) => label === question.lesion)?.id ?? null,
        };
      });
      if (!about) return;
      const queryId = await queries.raise(asker, { subjectId, slot, ...about, image: null, text: asked, password: '' });
      said.forEach(({ person, kind, text }, at) => queries.say(person, { subjectId, slot, queryId, kind, text, seen: at + 1 }));
    },
    async confirm(person, subjectId) {
      deps.store.read(() => requireDemo(subjectId));
      const { now, history, reads } = confirmations.state(person, subjectId, null);
      if (history.length > 0 || reads[0]?.why !== '' || !now?.outcome.progression || now.obstacles.length > 0) return false;
      await confirmations.confirm(person, { subjectId, read: null, contentHash: now.contentHash, chosen: null, password: '' });
      return true;
    },
  };
}
