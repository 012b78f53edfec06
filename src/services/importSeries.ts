import { asId, type Json, type SeriesId } from '../common/index.ts';
import type { SeriesStack, StackSlice, StoredInstance } from '../dicom/index.ts';
import { studyStream, type Change, type InstanceRow, type KnownInstance, type SeriesRow } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { requireStudy } from './studies.ts';

/** What an import wrote, for the audit trail. */
export type ImportSummary = { readonly source: string; readonly files: { readonly seen: number; readonly imported: number; readonly duplicate: number; readonly rejected: number; readonly quarantined?: number }; /** What was done to the images, without any value. */ readonly deidentification?: Json; readonly reason?: string };

/**
 * Where an import puts what it read, for one study. Files are already in the content-addressed store when their instances are added, so that a crash in
 * between leaves at worst a file nobody refers to. All synchronous: one writer, one transaction per call.
 */
export type ImportSink = {
  /** Of the given SOP instance UIDs, those the study holds: same hash means duplicate (IMP-01), another hash a conflict (IMP-02). */
  known(sopInstanceUids: readonly string[]): ReadonlyMap<string, KnownInstance>;
  /** Patient id under which the study holds a DICOM study; null when it holds none of it (IMP-03). */
  patientOf(dicomStudyUid: string): string | null;
  /** Adds instances; those the study holds already are left as they are. */
  add(instances: readonly StoredInstance[]): void;
  /** Every instance of a DICOM series the study holds, to group them again after some were added. */
  instancesOf(dicomStudyUid: string, seriesUid: string): readonly StoredInstance[];
  /**
   * Makes the stacks of one DICOM series these. A stack that is known by its key keeps its id, assignment and records; a stack that is no longer there goes
   * unless it is assigned. Answers the ids in the order of the stacks.
   */
  putStacks(dicomStudyUid: string, seriesUid: string, stacks: readonly SeriesStack[]): readonly SeriesId[];
  /** Writes the import into the study's audit trail and tells the window. */
  finish(summary: ImportSummary): void;
};

const toRow = (studyId: string, instance: StoredInstance): InstanceRow => ({
  studyId, sopInstanceUid: instance.sopInstanceUid, dicomStudyUid: instance.dicomStudyUid, seriesUid: instance.seriesUid, patientId: instance.patientId,
  sha256: instance.sha256, bytes: instance.bytes, record: instance as unknown as Json,
});

export const toInstance = (row: InstanceRow): StoredInstance => row.record as unknown as StoredInstance;

/** A stack that grew under an assigned series is a fact about the subject: what can be read there has changed. */
function grownChange(subjectId: string, seriesId: string, before: number, after: number): Change {
  return { stream: subjectId, kind: 'SeriesExtended', type: 'occurrence', key: seriesId, after: { seriesId, slicesBefore: before, slicesAfter: after } };
}

/** Stores a stack. Answers its id, and the subject whose images have changed by it. */
function putStack(deps: ServiceDeps, context: RequestContext, studyId: string, stack: SeriesStack): { id: string; grownSubject: string | null } {
  const { summary, images, ...rest } = stack;
  const known = deps.store.series.byStackKey(studyId, stack.stackKey);
  const row: SeriesRow = {
    id: known?.id ?? deps.newId(), studyId, stackKey: stack.stackKey, dicomStudyUid: stack.dicomStudyUid, seriesUid: stack.seriesUid, patientId: stack.patientId,
    hidden: stack.hidden, summary: summary as unknown as Json, stack: rest as unknown as Json,
  };
  deps.store.series.put(row, images as unknown as Json);
  const assigned = known ? deps.store.series.assignment(known.id) : null;
  const slicesBefore = (known?.summary as { slices?: number } | undefined)?.slices ?? 0;
  if (!known || !assigned || slicesBefore === summary.slices) return { id: row.id, grownSubject: null };
  append(deps, context, { what: `${summary.slices - slicesBefore} images added to a series`, undoable: false, changes: [grownChange(assigned.subjectId, known.id, slicesBefore, summary.slices)] });
  return { id: row.id, grownSubject: assigned.subjectId };
}

/** The sink of one import into one study. Errors: notFound study; storage. */
export function createImportSink(deps: ServiceDeps, context: RequestContext, studyId: string): ImportSink {
  const { store } = deps;
  store.read(() => requireStudy(deps, studyId));
  const grownSubjects = new Set<string>();
  return {
    known: (uids) => store.read(() => new Map(store.instances.known(studyId, uids).map((one) => [one.sopInstanceUid, one]))),
    patientOf: (uid) => store.read(() => store.instances.patientOf(studyId, uid)),
    add: (instances) => store.write(() => {
      for (const instance of instances) store.instances.add(toRow(studyId, instance));
    }),
    instancesOf: (dicomStudyUid, seriesUid) => store.read(() => store.instances.ofDicomSeries(studyId, dicomStudyUid, seriesUid).map(toInstance)),
    putStacks: (dicomStudyUid, seriesUid, stacks) => store.write(() => {
      const keys = new Set(stacks.map((stack) => stack.stackKey));
      for (const old of store.series.ofDicomSeries(studyId, dicomStudyUid, seriesUid)) {
        if (!keys.has(old.stackKey) && !store.series.assignment(old.id)) store.series.remove(old.id);
      }
      return stacks.map((stack) => {
        const { id, grownSubject } = putStack(deps, context, studyId, stack);
        if (grownSubject !== null) grownSubjects.add(grownSubject);
        return asId<SeriesId>(id);
      });
    }),
    finish(summary) {
      const change: Change = { stream: studyStream(studyId), kind: 'ImagesImported', type: 'occurrence', key: deps.newId(), after: { source: summary.source, ...summary.files, ...(summary.deidentification === undefined ? {} : { deidentification: summary.deidentification }) } };
      store.write(() => append(deps, context, { what: `${summary.files.imported} files imported from ${summary.source}`, undoable: false, ...(summary.reason === undefined ? {} : { reason: summary.reason }), changes: [change] }));
      announce(deps, studyId, new Map([...grownSubjects].map((id) => [id, store.log.revision(id)])));
      grownSubjects.clear();
    },
  };
}

/** The slices of a stack that live in one instance each: which instances a stack needs. */
export const instanceUidsOf = (slices: readonly Pick<StackSlice, 'sopInstanceUid'>[]): readonly string[] => [...new Set(slices.map((slice) => slice.sopInstanceUid))];
