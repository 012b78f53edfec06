import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Account } from '../../src/accounts/index.ts';
import type { StudyDetail, StudySummary, StudyTemplate } from '../../src/api/wire.ts';
import type { StudyProtocol } from '../../src/casefile/index.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';
import { useSession } from './lists.ts';

/** The protocol of a study with its versions. */
export const useStudyDetail = (studyId: string | null) =>
  useQuery({ queryKey: queryKeys.study(studyId ?? ''), queryFn: ({ signal }) => getJson<StudyDetail>(`/api/study/${studyId}/detail`, {}, signal), enabled: studyId !== null });

/** Protocols to start from; they belong to the program and never change while it runs. */
export const useStudyTemplates = () => useQuery({ queryKey: queryKeys.templates, queryFn: ({ signal }) => getJson<StudyTemplate[]>('/api/study/templates', {}, signal) });

/** Somebody a study can name as its reader. */
export type Person = Pick<Account, 'id' | 'fullName' | 'roles'>;

/** Active accounts, to choose readers from; empty on a workstation without accounts. */
export function usePeople() {
  const access = useSession().data?.access;
  // Who may not ask is not refused: there is nothing to choose from.
  const hasAccounts = access !== undefined && access.accounts && access.may.includes('GET /accounts/people');
  return useQuery({ queryKey: [...queryKeys.people, hasAccounts], queryFn: ({ signal }) => (hasAccounts ? getJson<Person[]>('/api/accounts/people', {}, signal) : Promise.resolve<Person[]>([])), retry: false });
}

export type NewStudy = { readonly code: string; readonly title: string; readonly template: string; readonly protocol?: StudyProtocol };
type OnStudy = { readonly studyId: string; readonly expectedRevision: number };

/** Creates a study and answers its summary once the list knows it. */
export function useCreateStudy(): (study: NewStudy) => Promise<StudySummary> {
  const client = useQueryClient();
  return async (study) => {
    const created = await postJson<StudySummary>('/api/study/create', study);
    await client.invalidateQueries({ queryKey: queryKeys.studies });
    return created;
  };
}

function useStudyCommand<Body extends OnStudy>(path: string): (body: Body) => Promise<StudyDetail> {
  const client = useQueryClient();
  return async (body) => {
    try {
      const detail = await postJson<StudyDetail>(path, body);
      client.setQueryData(queryKeys.study(body.studyId), detail);
      await Promise.all([queryKeys.studies, queryKeys.worklists, queryKeys.subjects].map((queryKey) => client.invalidateQueries({ queryKey })));
      return detail;
    } catch (error) {
      // Whoever is told that it moved sees the new state.
      await client.invalidateQueries({ queryKey: queryKeys.study(body.studyId) });
      throw error;
    }
  };
}

/** Stores changes in place: everything before the first signature, the organisation after it. */
export const useEditStudy = () => useStudyCommand<OnStudy & { readonly code?: string; readonly title?: string; readonly protocol?: StudyProtocol }>('/api/study/edit');
/** Stores a numbered amendment. */
export const useAmendStudy = () => useStudyCommand<OnStudy & { readonly protocol: StudyProtocol; readonly reason: string }>('/api/study/amend');
