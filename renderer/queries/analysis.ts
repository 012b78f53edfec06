import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnalysisQuery, StudyAnalysisReply } from '../../src/api/wire.ts';
import { getJson } from '../backend.ts';
import { queryKeys } from './keys.ts';

/** The query string of what is asked; what is left out is the study's own choice. */
const asked = ({ at, confirmed, ...rest }: AnalysisQuery): Record<string, string> => Object.fromEntries(
  Object.entries({ ...rest, at: at?.join(','), confirmed: confirmed === undefined ? undefined : String(confirmed) }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
);

/** Everything the figures of a study need. While another choice is being computed the last one stays. */
export const useStudyAnalysis = (studyId: string | null, query: AnalysisQuery = {}) => useQuery({
  queryKey: queryKeys.analysis(studyId ?? '', asked(query)), queryFn: ({ signal }) => getJson<StudyAnalysisReply>('/api/study/analysis', { study: studyId, ...asked(query) }, signal),
  enabled: studyId !== null, placeholderData: keepPreviousData,
});
