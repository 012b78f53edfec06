import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { AssessmentInput, decideLateSchema, editLesionSchema, editTimepointSchema, moveSeriesSchema, placeLesionSchema, setFactsSchema, setScanDateSchema } from '../../src/api/schemas/commands.ts';
import type { addKeyImageSchema, amendSchema, editKeyImageSchema, giveReasonSchema, lookBackSchema, overrideSchema, reviseCrSchema, setMarkerSchema, signSchema, treatLesionSchema } from '../../src/api/schemas/reads.ts';
import type { CommandReply, SeriesImages, SignedVersionReply, SubjectCaseReply } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { useConnection } from './connection.ts';
import { queryKeys } from './keys.ts';

/** One subject's facts and what the engine makes of them. */
export const useSubject = (subjectId: string | null) =>
  useQuery({
    queryKey: queryKeys.subject(subjectId ?? ''),
    queryFn: ({ signal }) => getJson<SubjectCaseReply>(`/api/subject/${subjectId}/case`, {}, signal),
    enabled: subjectId !== null,
  });

const seriesImagesQuery = (seriesId: string) => ({
  queryKey: queryKeys.seriesImages(seriesId),
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<SeriesImages>(`/api/series/${seriesId}/images`, {}, signal),
});

/** Geometry of every slice of a series; it never changes once stored. */
export const useSeriesImages = (seriesId: string | null) => useQuery({ ...seriesImagesQuery(seriesId ?? ''), enabled: seriesId !== null });

/** The same of several series, in their order; those that are not there yet or cannot be had are left out. Nothing is asked for while not `enabled`. */
export const useSeriesImagesOf = (seriesIds: readonly string[], enabled: boolean): readonly SeriesImages[] =>
  useQueries({ queries: seriesIds.map((seriesId) => ({ ...seriesImagesQuery(seriesId), enabled })), combine: present });

const present = (results: readonly { readonly data: SeriesImages | undefined }[]): SeriesImages[] => results.flatMap(({ data }) => data ?? []);

/** One signed version of a timepoint, as it was signed. */
export const useSignedVersion = (subjectId: string, timepointId: string, version: number) =>
  useQuery({
    queryKey: ['signedVersion', subjectId, timepointId, version] as const,
    queryFn: ({ signal }) => getJson<SignedVersionReply>('/api/timepoint/signed', { subject: subjectId, timepoint: timepointId, version: String(version) }, signal),
  });

type Unaddressed<T> = Omit<T, 'subjectId' | 'expectedRevision'>;

/** The commands on one subject. Each resolves with the whole new case, already in the cache; rejects with a NadirError. */
export type SubjectCommands = {
  placeLesion(body: Unaddressed<z.input<typeof placeLesionSchema>>): Promise<CommandReply>;
  editLesion(body: Unaddressed<z.input<typeof editLesionSchema>>): Promise<CommandReply>;
  removeLesion(body: { lesionId: string }): Promise<CommandReply>;
  recordAssessment(body: { lesionId: string; timepointId: string; assessment: AssessmentInput }): Promise<CommandReply>;
  /** Resected, irradiated or ablated since baseline; null takes it back. */
  treatLesion(body: Unaddressed<z.input<typeof treatLesionSchema>>): Promise<CommandReply>;
  /** A new lesion is visible since an earlier timepoint, or at none. */
  lookBack(body: Unaddressed<z.input<typeof lookBackSchema>>): Promise<CommandReply>;
  clearAssessment(body: { lesionId: string; timepointId: string }): Promise<CommandReply>;
  /** When everything given so far is answered: with the last answer, undefined when there is none. Rejects as the last command did. */
  settled(): Promise<CommandReply | undefined>;
  undo(): Promise<CommandReply>;
  redo(): Promise<CommandReply>;
  setFacts(body: Unaddressed<z.input<typeof setFactsSchema>>): Promise<CommandReply>;
  setPerformed(body: { timepointId: string; performed: boolean }): Promise<CommandReply>;
  /** Corrects number, name or planned day of a timepoint. Errors: refused timepointExists, reasonNeeded, signed, laterSigned. */
  editTimepoint(body: Unaddressed<z.input<typeof editTimepointSchema>>): Promise<CommandReply>;
  /** Moves series with what was measured on them. Errors: refused reasonNeeded, signed, laterSigned, alreadyRecorded, baselineRecords. */
  moveSeries(body: Unaddressed<z.input<typeof moveSeriesSchema>>): Promise<CommandReply>;
  /** Says the day of a scan (TP-01); null is what the images say. */
  setScanDate(body: Unaddressed<z.input<typeof setScanDateSchema>>): Promise<CommandReply>;
  /** Late images become part of their timepoint; a signed read of the caller is opened as a new version. */
  takeIn(body: Unaddressed<z.input<typeof decideLateSchema>>): Promise<CommandReply>;
  leaveAside(body: Unaddressed<z.input<typeof decideLateSchema>>): Promise<CommandReply>;
  /** Signs a timepoint. Errors: refused accountNeeded, wrongPassword, lockedOut, alreadySigned, notReady. */
  sign(body: Unaddressed<z.input<typeof signSchema>>): Promise<CommandReply>;
  /** Opens the next version of a signed timepoint. */
  amend(body: Unaddressed<z.input<typeof amendSchema>>): Promise<CommandReply>;
  /** Assigns a category in place of the computed one; null takes it back. */
  override(body: Unaddressed<z.input<typeof overrideSchema>>): Promise<CommandReply>;
  /** An earlier CR was PR after all. */
  reviseCr(body: Unaddressed<z.input<typeof reviseCrSchema>>): Promise<CommandReply>;
  setMarker(body: Unaddressed<z.input<typeof setMarkerSchema>>): Promise<CommandReply>;
  /** Answers a check; an empty reason takes the answer back. */
  giveReason(body: Unaddressed<z.input<typeof giveReasonSchema>>): Promise<CommandReply>;
  addKeyImage(body: Unaddressed<z.input<typeof addKeyImageSchema>>): Promise<CommandReply>;
  editKeyImage(body: Unaddressed<z.input<typeof editKeyImageSchema>>): Promise<CommandReply>;
  removeKeyImage(body: { keyImageId: string }): Promise<CommandReply>;
  /** The facts as the window has them: after a command that failed, those that were read anew. */
  known(): SubjectCaseReply | undefined;
};

/** Last command of each subject: the next one waits for it, so that it carries the revision the first one made. */
const queues = new Map<string, Promise<CommandReply>>();

async function command(client: QueryClient, subjectId: string, path: string, body: object): Promise<CommandReply> {
  const known = client.getQueryData<SubjectCaseReply>(queryKeys.subject(subjectId));
  const expectedRevision = known?.case.revision ?? 0;
  useConnection.setState((now) => ({ pending: now.pending + 1 }));
  try {
    const reply = await postJson<CommandReply>(path, { subjectId, expectedRevision, ...body });
    await client.cancelQueries({ queryKey: queryKeys.subject(subjectId) });
    client.setQueryData<SubjectCaseReply>(queryKeys.subject(subjectId), { case: reply.case, result: reply.result, findings: reply.findings });
    useConnection.setState({ savedAt: new Date() });
    return reply;
  } catch (error) {
    // Whatever moved, the reader sees the stored facts again and not what the window hoped for.
    await client.invalidateQueries({ queryKey: queryKeys.subject(subjectId) });
    throw error;
  } finally {
    useConnection.setState((now) => ({ pending: now.pending - 1 }));
  }
}

/** Commands on a subject, sent one after another in the order they were given. */
export function useSubjectCommands(subjectId: string): SubjectCommands {
  const client = useQueryClient();
  return useMemo(() => {
    const queued = (path: string) => (body: object = {}) => {
      const turn = (queues.get(subjectId) ?? Promise.resolve()).catch(() => undefined).then(() => command(client, subjectId, path, body));
      queues.set(subjectId, turn);
      return turn;
    };
    return {
      placeLesion: queued('/api/lesion/place'),
      editLesion: queued('/api/lesion/edit'),
      removeLesion: queued('/api/lesion/remove'),
      recordAssessment: queued('/api/assessment/record'),
      treatLesion: queued('/api/lesion/treat'),
      lookBack: queued('/api/lesion/look-back'),
      clearAssessment: queued('/api/assessment/clear'),
      known: () => client.getQueryData<SubjectCaseReply>(queryKeys.subject(subjectId)),
      settled: () => queues.get(subjectId) ?? Promise.resolve(undefined),
      undo: queued('/api/subject/undo'),
      redo: queued('/api/subject/redo'),
      setFacts: queued('/api/subject/set-facts'),
      setPerformed: queued('/api/timepoint/set-performed'),
      editTimepoint: queued('/api/timepoint/edit'),
      moveSeries: queued('/api/series/move'),
      setScanDate: queued('/api/series/set-date'),
      takeIn: queued('/api/late/take-in'),
      leaveAside: queued('/api/late/leave-aside'),
      sign: queued('/api/timepoint/sign'),
      amend: queued('/api/timepoint/amend'),
      override: queued('/api/timepoint/override'),
      reviseCr: queued('/api/timepoint/revise-cr'),
      setMarker: queued('/api/timepoint/set-marker'),
      giveReason: queued('/api/check/give-reason'),
      addKeyImage: queued('/api/key-image/add'),
      editKeyImage: queued('/api/key-image/edit'),
      removeKeyImage: queued('/api/key-image/remove'),
    };
  }, [client, subjectId]);
}
