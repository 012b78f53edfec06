import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnalysisQuery } from '../../src/api/wire.ts';
import type { Query } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** The query string of what is asked; what is left out is the study's own choice. */
const asked = ({ at, confirmed, ...rest }: AnalysisQuery): Record<string, string> => Object.fromEntries(
  Object.entries({ ...rest, at: at?.join(','), confirmed: confirmed === undefined ? undefined : String(confirmed) }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
);

/** How an analysis is fetched: under a key of its own for every answer, so that one that was asked for again is drawn again. */
export type LoadAnalysis<T> = (key: string, query: Query) => Promise<T>;
let loads = 0;

/** What a page shows of an analysis (`GET /study/analysis`), fetched by `load`. While another choice is being computed the last one stays. */
export const useStudyAnalysis = <T>(studyId: string | null, query: AnalysisQuery, load: LoadAnalysis<T>) => useQuery({
  queryKey: queryKeys.analysis(studyId ?? '', asked(query)), queryFn: () => { loads += 1; return load(String(loads), { study: studyId, ...asked(query) }); },
  // What is drawn is kept beside the answer, the last few of them: an answer that was left is fetched again.
  enabled: studyId !== null, placeholderData: keepPreviousData, gcTime: 0, staleTime: 0,
});
