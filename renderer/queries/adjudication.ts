import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { decideSchema } from '../../src/api/schemas/adjudication.ts';
import type { AdjudicationCase, AdjudicationList, DoubleReadStatus } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** Every subject of a double-read study with where its reads stand. Errors: refused notDouble, notAdjudicator. */
export const useAdjudicationList = (studyId: string | null) =>
  useQuery({ queryKey: queryKeys.adjudicationList(studyId ?? ''), queryFn: ({ signal }) => getJson<AdjudicationList>('/api/adjudication/list', { study: studyId }, signal), enabled: studyId !== null });

/** Both reads of a subject, without their readers. The first look draws the order in which they are shown. Errors: refused notDue. */
export const useAdjudicationCase = (subjectId: string) =>
  useQuery({ queryKey: queryKeys.adjudicationCase(subjectId), queryFn: ({ signal }) => postJson<AdjudicationCase>('/api/adjudication/case', { subjectId }, signal) });

/** How far both reads of a subject are; off without a subject. */
export const useDoubleReadStatus = (subjectId: string | null) =>
  useQuery({ queryKey: queryKeys.doubleRead(subjectId ?? ''), queryFn: ({ signal }) => getJson<DoubleReadStatus>('/api/adjudication/status', { subject: subjectId }, signal), enabled: subjectId !== null });

/** Accepts one whole read. Errors: refused wrongPassword, lockedOut, notDue; conflict basisMoved. */
export function useDecide(): (decision: z.input<typeof decideSchema>) => Promise<AdjudicationCase> {
  const client = useQueryClient();
  return async (decision) => {
    try {
      const decided = await postJson<AdjudicationCase>('/api/adjudication/decide', decision);
      client.setQueryData(queryKeys.adjudicationCase(decision.subjectId), decided);
      await client.invalidateQueries({ queryKey: queryKeys.adjudicationLists });
      return decided;
    } catch (error) {
      // Whoever is told that a read moved sees it as it is now.
      await client.invalidateQueries({ queryKey: queryKeys.adjudicationCase(decision.subjectId) });
      throw error;
    }
  };
}
