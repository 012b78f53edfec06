import type { ConfirmationState, ConfirmRead, Query } from '../../../src/casefile/index.ts';
import { useConfirmation, useConfirmingCommands, useQueryList, useSession, type ConfirmingCommands } from '../../queries/index.ts';

export type Confirming = {
  /** Undefined while it is asked for, and for whoever may not know it. */
  readonly state: ConfirmationState | undefined;
  readonly queries: readonly Query[];
  readonly commands: ConfirmingCommands;
  readonly may: { readonly confirm: boolean; readonly ask: boolean };
  /** Whether it is known yet which read is shown. */
  readonly isPending: boolean;
};

/** The correspondence about a subject: its confirmation, its queries, and what the person may do. `read` null: the read that is the trial's result. */
export function useConfirming(subjectId: string | null, read: ConfirmRead | null): Confirming {
  const may = useSession().data?.access.may ?? [];
  const asked = useConfirmation(may.includes('GET /confirmation/state') ? subjectId : null, read);
  const state = asked.data;
  const queries = useQueryList(may.includes('GET /query/list') ? subjectId : null).data ?? [];
  return {
    state, queries, commands: useConfirmingCommands(subjectId ?? ''), isPending: asked.isLoading,
    may: { confirm: may.includes('POST /confirmation/confirm') && state !== undefined, ask: may.includes('POST /query/raise') && state !== undefined },
  };
}
