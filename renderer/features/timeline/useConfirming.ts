import type { ConfirmationState, Query } from '../../../src/casefile/index.ts';
import { useConfirmation, useConfirmingCommands, useQueryList, useSession, type ConfirmingCommands } from '../../queries/index.ts';

export type Confirming = {
  /** Undefined while it is asked for, and for whoever may not know it. */
  readonly state: ConfirmationState | undefined;
  readonly queries: readonly Query[];
  readonly commands: ConfirmingCommands;
  readonly may: { readonly confirm: boolean; readonly ask: boolean };
};

/** The correspondence about a subject: its confirmation, its queries, and what the person may do. */
export function useConfirming(subjectId: string): Confirming {
  const may = useSession().data?.access.may ?? [];
  const state = useConfirmation(may.includes('GET /confirmation/state') ? subjectId : null).data;
  const queries = useQueryList(may.includes('GET /query/list') ? subjectId : null).data ?? [];
  return { state, queries, commands: useConfirmingCommands(subjectId), may: { confirm: may.includes('POST /confirmation/confirm') && state !== undefined, ask: may.includes('POST /query/raise') && state !== undefined } };
}
