import type { AccountService } from '../accounts/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { createLifecycle, type LifecycleCommands } from './lifecycle.ts';
import { createNotes, type NoteCommands } from './notes.ts';
import { createResponses, type ResponseCommands } from './responses.ts';
import { createSigning, type SigningCommands } from './sign.ts';
import { requireOverviewOf, requireVisibleSeries } from './visibility.ts';

export { createAdjudication, type AdjudicationService } from './adjudication.ts';
export { createSyntheticReads, type SyntheticPerson, type SyntheticReads } from './synthetic.ts';

/** What may be seen of images and of a whole study. Errors: notFound; refused blinded. */
export type VisibilityService = { requireSeries(context: RequestContext, seriesId: string): void; requireOverview(context: RequestContext, studyId: string): void };
export const createVisibility = (deps: ServiceDeps): VisibilityService => ({
  requireSeries: (context, seriesId) => requireVisibleSeries(deps, context, seriesId), requireOverview: (context, studyId) => requireOverviewOf(deps, context, studyId),
});

/** What a reader says about a read besides its lesions, and the signature. */
export type ReadService = LifecycleCommands & ResponseCommands & NoteCommands & SigningCommands;

export const createReads = (deps: ServiceDeps, accounts: AccountService): ReadService => ({
  ...createLifecycle(deps), ...createResponses(deps), ...createNotes(deps), ...createSigning(deps, accounts),
});
