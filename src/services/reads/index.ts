import type { AccountService } from '../accounts/index.ts';
import type { ServiceDeps } from '../context.ts';
import { createLifecycle, type LifecycleCommands } from './lifecycle.ts';
import { createNotes, type NoteCommands } from './notes.ts';
import { createResponses, type ResponseCommands } from './responses.ts';
import { createSigning, type SigningCommands } from './sign.ts';

/** What a reader says about a read besides its lesions, and the signature. */
export type ReadService = LifecycleCommands & ResponseCommands & NoteCommands & SigningCommands;

export const createReads = (deps: ServiceDeps, accounts: AccountService): ReadService => ({
  ...createLifecycle(deps), ...createResponses(deps), ...createNotes(deps), ...createSigning(deps, accounts),
});
