import { asId, type Json, type SeriesId } from '../common/index.ts';
import { buildStacks, type SeriesStack, type StackImages, type StackSlice, type StoredInstance } from '../dicom/index.ts';
import { studyStream, type Change, type InstanceRow, type KnownInstance, type SeriesRow } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { lateChange, lateFact } from './reads/lateFacts.ts';
import { sealImages, type Sealing } from './sealing.ts';
import { requireStudy } from './studies.ts';
import { slotStates, stateOf } from './timepointStates.ts';

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

const imagesOf = (images: Json | null): string => ((images as unknown as StackImages | null)?.slices ?? []).map((slice) => `${slice.sopInstanceUid}#${slice.frameNumber}`).sort().join(' ');

/**
 * An assigned stack that came again with other images. Under a signature nothing is replaced: the images are kept, and wait for a decision. Where the timepoint
 * was read they become part of it and the reader is told. Answers whether the stack may be stored as it is now.
 */
function reportGrowth(deps: ServiceDeps, context: RequestContext, known: SeriesRow, stack: SeriesStack): { readonly replaces: boolean; readonly subjectId: string | null } {
  const assigned = deps.store.series.assignment(known.id);
  if (!assigned || imagesOf(deps.store.series.images(known.id)) === imagesOf(stack.images as unknown as Json)) return { replaces: true, subjectId: null };
  const { subjectId, timepointId } = assigned;
  const [before, after] = [(known.summary as { slices?: number }).slices ?? 0, stack.summary.slices];
  const said = lateFact(deps, subjectId, known.id)?.fact;
  // The same images were left aside already: they are not asked about twice.
  if (said?.kind === 'grown' && said.state === 'leftAside' && said.images === stack.summary.slices) return { replaces: false, subjectId: null };
  const slots = slotStates(deps, [subjectId]).get(timepointId);
  const state = stateOf(slots);
  const fact = { seriesId: known.id, kind: 'grown' as const, at: deps.clock.nowIso(), by: context.actor, images: after, imagesBefore: before, wasSigned: state === 'signed', scanDate: null, slots: [...(slots?.keys() ?? [])], decision: null };
  const changes: Change[] = state === 'open' ? [] : [lateChange('LateImagesCame', subjectId, timepointId, { ...fact, state: state === 'signed' ? 'waiting' : 'takenIn' })];
  if (state !== 'signed') changes.push(grownChange(subjectId, known.id, before, after));
  const count = after - before;
  append(deps, context, { what: state === 'signed' ? 'Images for a signed timepoint came and wait for a decision' : `${count > 0 ? `${count} images added to` : 'Other images for'} a series`, undoable: false, changes });
  return { replaces: state !== 'signed', subjectId };
}

/**
 * A date after tomorrow is none (interoperability row 49, TP-01); today's may be tomorrow's already where the scanner stands. Only here is a clock: grouping
 * series has none.
 */
function withFutureDate({ clock }: ServiceDeps, summary: SeriesStack['summary']): SeriesStack['summary'] {
  const tomorrow = new Date(Date.parse(clock.nowIso()) + 86_400_000).toISOString().slice(0, 10);
  if (summary.date === null || summary.date <= tomorrow || summary.findings.some(({ code }) => code === 'TP-01')) return summary;
  return { ...summary, findings: [...summary.findings, { severity: 'warn', code: 'TP-01', message: `The scan date ${summary.date} lies in the future: choose the timepoint by hand. Lengths are not affected.` }] };
}

/** Stores a stack. Answers its id, and the subject whose images have changed by it. */
function putStack(deps: ServiceDeps, context: RequestContext, studyId: string, stack: SeriesStack, sealing: Sealing): { id: string; grownSubject: string | null } {
  const known = deps.store.series.byStackKey(studyId, stack.stackKey);
  const id = known?.id ?? deps.newId();
  const { replaces, subjectId } = known ? reportGrowth(deps, context, known, stack) : { replaces: true, subjectId: null };
  if (replaces) storeStack(deps, studyId, id, stack, sealing);
  return { id, grownSubject: subjectId };
}

/** The rows of a series. */
export const rowsOfSeries = (id: string) => [['series', id], ['series_images', id]] as const;

/** Writes a stack as the series of this id. */
function storeStack(deps: ServiceDeps, studyId: string, id: string, stack: SeriesStack, sealing: Sealing): void {
  const { summary: grouped, images, ...rest } = stack;
  const summary = withFutureDate(deps, grouped);
  sealing.around(rowsOfSeries(id), () => deps.store.series.put({
    id, studyId, stackKey: stack.stackKey, dicomStudyUid: stack.dicomStudyUid, seriesUid: stack.seriesUid, patientId: stack.patientId, hidden: stack.hidden, summary: summary as unknown as Json, stack: rest as unknown as Json,
  }, images as unknown as Json));
}

/** Makes a series what the stored instances say now: its images that waited become part of it. Answers how many it has; null when no stack of it is left. */
export function regroup(deps: ServiceDeps, context: RequestContext, row: SeriesRow): number | null {
  const stacks = buildStacks(deps.store.instances.ofDicomSeries(row.studyId, row.dicomStudyUid, row.seriesUid).map(toInstance));
  const stack = stacks.find((one) => one.stackKey === row.stackKey);
  if (stack) sealImages(deps, context, row.studyId, 'Series grouped again', (sealing) => storeStack(deps, row.studyId, row.id, stack, sealing));
  return stack?.summary.slices ?? null;
}

/** The sink of one import into one study. Errors: notFound study; storage. */
export function createImportSink(deps: ServiceDeps, context: RequestContext, studyId: string): ImportSink {
  const { store } = deps;
  store.read(() => requireStudy(deps, studyId));
  const grownSubjects = new Set<string>();
  return {
    known: (uids) => store.read(() => new Map(store.instances.known(studyId, uids).map((one) => [one.sopInstanceUid, one]))),
    patientOf: (uid) => store.read(() => store.instances.patientOf(studyId, uid)),
    add: (instances) => store.write(() => sealImages(deps, context, studyId, `${instances.length} images stored`, (sealing) => {
      for (const instance of instances) sealing.around([['instance', studyId, instance.sopInstanceUid]], () => store.instances.add(toRow(studyId, instance)));
    })),
    instancesOf: (dicomStudyUid, seriesUid) => store.read(() => store.instances.ofDicomSeries(studyId, dicomStudyUid, seriesUid).map(toInstance)),
    putStacks: (dicomStudyUid, seriesUid, stacks) => store.write(() => sealImages(deps, context, studyId, `${stacks.length} series stored`, (sealing) => {
      const keys = new Set(stacks.map((stack) => stack.stackKey));
      for (const old of store.series.ofDicomSeries(studyId, dicomStudyUid, seriesUid)) {
        if (!keys.has(old.stackKey) && !store.series.assignment(old.id)) sealing.around(rowsOfSeries(old.id), () => store.series.remove(old.id));
      }
      return stacks.map((stack) => {
        const { id, grownSubject } = putStack(deps, context, studyId, stack, sealing);
        if (grownSubject !== null) grownSubjects.add(grownSubject);
        return asId<SeriesId>(id);
      });
    })),
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
