import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { confirmSchema, raiseQuerySchema, sayInQuerySchema } from '../../src/api/schemas/confirming.ts';
import type { ConfirmationState, ConfirmRead, QueryList, RaisedQuery, SubjectCaseReply } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** Queries about a subject that the person may see, oldest first. */
export const useQueryList = (subjectId: string | null) =>
  useQuery({ queryKey: queryKeys.queryList(subjectId ?? ''), queryFn: ({ signal }) => getJson<QueryList>('/api/query/list', { subject: subjectId }, signal), enabled: subjectId !== null });

/** Where the confirmation of a read of a subject stands, null: of the trial's result; off without a subject. Errors: refused blinded, centralOnly. */
export const useConfirmation = (subjectId: string | null, read: ConfirmRead | null) =>
  useQuery({ queryKey: queryKeys.confirmation(subjectId ?? '', read ?? ''), queryFn: ({ signal }) => getJson<ConfirmationState>('/api/confirmation/state', { subject: subjectId, ...(read === null ? {} : { read }) }, signal), enabled: subjectId !== null });

/** The accepted central read of a subject; off without one. Errors: refused blinded, centralOnly. */
export const useCentralCase = (subjectId: string | null) =>
  useQuery({ queryKey: queryKeys.centralCase(subjectId ?? ''), queryFn: ({ signal }) => getJson<SubjectCaseReply>('/api/confirmation/central-case', { subject: subjectId }, signal), enabled: subjectId !== null });

type Unaddressed<T> = Omit<T, 'subjectId'>;
type Say = Unaddressed<z.input<typeof sayInQuerySchema>>;

/** Commands on the correspondence about a subject. Each rejects with a NadirError. */
export type ConfirmingCommands = {
  raise(query: Unaddressed<z.input<typeof raiseQuerySchema>>): Promise<unknown>;
  answer(message: Say): Promise<unknown>;
  askAgain(message: Say): Promise<unknown>;
  close(message: Say): Promise<unknown>;
  confirm(confirmation: Unaddressed<z.input<typeof confirmSchema>>): Promise<unknown>;
};

export function useConfirmingCommands(subjectId: string): ConfirmingCommands {
  const client = useQueryClient();
  return useMemo(() => {
    const again = () => client.invalidateQueries({ queryKey: queryKeys.correspondence });
    // Whatever happened, what is shown is what is stored.
    const settled = <T>(work: Promise<T>): Promise<T> => work.finally(() => void again());
    return {
      raise: (query) => settled(postJson<RaisedQuery>('/api/query/raise', { subjectId, ...query })),
      answer: (message) => settled(postJson<QueryList>('/api/query/answer', { subjectId, ...message })),
      askAgain: (message) => settled(postJson<QueryList>('/api/query/ask-again', { subjectId, ...message })),
      close: (message) => settled(postJson<QueryList>('/api/query/close', { subjectId, ...message })),
      confirm: (confirmation) => settled(postJson<ConfirmationState>('/api/confirmation/confirm', { subjectId, ...confirmation })),
    };
  }, [client, subjectId]);
}
