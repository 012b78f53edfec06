/** Data folders for tests of reading: studies and subjects with small synthetic scans, imported and assigned as the product does it, nothing read. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { CommandReply } from '../../src/api/wire.ts';
import type { AssessmentInput } from '../../src/api/schemas/commands.ts';
import type { StudyProtocol, SubjectCase, WorldPoint } from '../../src/casefile/index.ts';
import type { LesionTraits } from '../../src/recist/index.ts';
import { createImportPool, importInto, openCore } from '../../src/host/index.ts';
import { templates, type TemplateName } from '../../src/services/index.ts';
import { syntheticSeries, syntheticUid, writeSynthetic, type SyntheticRecipe } from '../fixtures/dicom.ts';
import { caseReply } from './phantom.ts';

/** One series of a subject; dates `YYYYMMDD`. */
export type PlannedScan = { readonly timepoint: number; readonly recipe?: SyntheticRecipe };
export type PlannedSubject = { readonly code: string; readonly scans: readonly PlannedScan[] };
export type PlannedStudy = { readonly code: string; readonly template: TemplateName; readonly protocol?: Partial<StudyProtocol>; readonly subjects: readonly PlannedSubject[] };

/** Eight weeks apart. */
export const scanDates = ['20250106', '20250303', '20250428', '20250623'] as const;
export const isoDate = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;

const nameOf = (subject: string, index: number): string => `${subject} ${index}`;

/** 64 × 64 pixels of 3 mm, 12 slices of 3 mm, abdomen; a soft ball in the middle, so that something is seen. */
const recipeOf = (subject: PlannedSubject, index: number): SyntheticRecipe => {
  const scan = subject.scans[index];
  const name = nameOf(subject.code, index);
  return {
    patientId: subject.code, name, dicomStudy: `${subject.code} tp${scan?.timepoint ?? 0}`, frameOfReference: subject.code, seriesNumber: index + 1, seriesDescription: 'Abdomen portal venous', kernel: 'B30f', contrast: 'Iodine',
    studyDate: scanDates[scan?.timepoint ?? 0] ?? '20250106', rows: 64, columns: 64, spacingMm: [3, 3], stepMm: 3, thicknessMm: 3, slices: 12, origin: [-96, -96, 0], ellipsoids: [{ centre: [0, 0, 18], halfMm: [80, 60, 60], hu: 70 }], ...scan?.recipe,
  };
};

/** Writes, imports and assigns the scans of the studies. Answers the data folder, subject ids by code, and how to remove it. */
export async function makeReadFolder(studies: readonly PlannedStudy[]): Promise<{ readonly dataFolder: string; readonly subjects: Readonly<Record<string, string>>; readonly remove: () => void }> {
  const [dataFolder, files] = ['nadir-read-', 'nadir-read-files-'].map((prefix) => mkdtempSync(path.join(os.tmpdir(), prefix))) as [string, string];
  const subjects: Record<string, string> = {};
  const core = openCore(dataFolder, { exclusive: true });
  const pool = createImportPool();
  try {
    for (const study of studies) {
      const folder = path.join(files, study.code);
      const { protocol } = templates[study.template];
      const { id: studyId } = core.services.studies.create(core.context, { code: study.code, title: study.code, template: study.template, protocol: { ...protocol, ...study.protocol, params: { ...protocol.params, ...study.protocol?.params } } });
      const planned = new Map<string, { readonly code: string; readonly timepoint: number }>();
      for (const subject of study.subjects) {
        for (const [index, { timepoint }] of subject.scans.entries()) {
          await writeSynthetic(folder, syntheticSeries(recipeOf(subject, index)));
          planned.set(syntheticUid(`${nameOf(subject.code, index)} series`), { code: subject.code, timepoint });
        }
      }
      await importInto({ paths: [folder], owned: false }, { core, pool, studyId, sourceName: study.code });
      const proposals = core.services.assignments.unassigned(studyId);
      for (const subject of study.subjects) {
        const own = proposals.filter(({ series }) => planned.get(series.seriesUid)?.code === subject.code);
        if (own.length !== subject.scans.length) throw new Error(`${subject.code}: ${own.length} of ${subject.scans.length} series were imported`);
        const ids = core.services.assignments.assign(core.context, studyId, own.map(({ series }) => ({ seriesId: series.id, subjectId: null, newSubjectCode: subject.code, timepointIndex: planned.get(series.seriesUid)?.timepoint ?? -1 })));
        subjects[subject.code] = ids[0] ?? '';
      }
    }
  } finally {
    await pool.close();
    core.store.close();
    rmSync(files, { recursive: true, force: true });
  }
  return { dataFolder, subjects, remove: () => rmSync(dataFolder, { recursive: true, force: true }) };
}

export type Refusal = { readonly code: string; readonly reason: string; readonly message: string };

export type Answer = { readonly reply: CommandReply | null; readonly refusal: Refusal | null };

const post = (page: Page, address: string, body: object): Promise<Answer> => page.evaluate(async ([to, sent]) => {
  const answer = await fetch(to as string, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
  const said = (answer.status === 204 ? {} : await answer.json()) as CommandReply & { error?: Refusal };
  return answer.ok ? { reply: said, refusal: null } : { reply: null, refusal: said.error ?? null };
}, [address, body] as const);

/** A command through the window's own session, on the facts as they are now: the new case, or why it was refused. */
export const command = async (page: Page, subjectId: string, address: string, body: object): Promise<Answer> =>
  post(page, address, { subjectId, expectedRevision: (await caseReply(page, subjectId)).case.revision, ...body });

type Drawn = { /** Index of the slice. Each lesion has its own unless told otherwise. */ readonly slice?: number; readonly shortMm?: number | null; /** Which of the timepoint's series, by number. */ readonly series?: number; /** Middle of the axes, mm from the middle of the image along rows and columns. */ readonly at?: readonly [number, number]; readonly technique?: { readonly what: 'modality' | 'plane' | 'contrast'; readonly reason: string } };
type Placed = Drawn & { readonly organ?: string; readonly kind?: 'nonNodal' | 'node'; readonly description?: string; readonly traits?: LesionTraits; readonly mm?: number };

/** A reader's hand on one subject: records what the window's commands record, with callipers that lie on the scans. Lesions go by their labels. */
export async function handOn(page: Page, subjectId: string) {
  let subject: SubjectCase = (await caseReply(page, subjectId)).case;
  const send = async (address: string, body: object): Promise<CommandReply> => {
    const { reply, refusal } = await post(page, address, { subjectId, expectedRevision: subject.revision, ...body });
    if (!reply) throw new Error(`${address}: ${refusal?.message ?? 'refused'}`);
    subject = reply.case;
    return reply;
  };
  const timepoint = (index: number) => {
    const found = subject.timepoints.find((one) => one.index === index);
    if (!found) throw new Error(`${subject.code} has no timepoint ${index}`);
    return found;
  };
  const lesion = (label: string) => {
    const found = subject.lesions.find((one) => one.label === label);
    if (!found) throw new Error(`${subject.code} has no lesion ${label}`);
    return found;
  };
  let nextSlice = 0;
  const caliper = async (index: number, mm: number, { slice = nextSlice, shortMm = null, series, at = [0, 0] }: Drawn = {}) => {
    const on = series === undefined ? timepoint(index).series[0] : timepoint(index).series.find(({ number }) => number === series);
    if (!on) throw new Error(`no series ${series ?? ''} at ${index}`);
    const images = await page.evaluate(async (id) => (await fetch(`/api/series/${id}/images`)).json() as Promise<{ rowDirection: WorldPoint; columnDirection: WorldPoint; slices: { sopInstanceUid: string; origin: WorldPoint }[] }>, on.id);
    const found = images.slices[slice];
    if (!found) throw new Error(`no slice ${slice}`);
    const half = 63 * 1.5;
    const point = (u: number, v: number): WorldPoint => [0, 1, 2].map((axis) => (found.origin[axis] ?? 0) + (images.rowDirection[axis] ?? 0) * (half + at[0] + u) + (images.columnDirection[axis] ?? 0) * (half + at[1] + v)) as unknown as WorldPoint;
    const drawn = { seriesId: on.id, sopInstanceUid: found.sopInstanceUid, frameNumber: 1, longAxis: [point(-mm / 2, 0), point(mm / 2, 0)], shortAxis: shortMm === null ? null : [point(0, -shortMm / 2), point(0, shortMm / 2)], shortAxisProvisional: false, renderer: 'cpu' };
    return drawn as unknown as Extract<AssessmentInput, { state: 'measured' }>['caliper'];
  };
  const measured = async (index: number, mm: number, { technique, ...drawn }: Drawn = {}): Promise<AssessmentInput & { state: 'measured' }> =>
    ({ state: 'measured', caliper: await caliper(index, mm, drawn), claimedLongMm: mm, claimedShortMm: drawn.shortMm ?? null, ...(technique ? { otherTechnique: technique } : {}) });
  const place = async (role: 'target' | 'nonTarget' | 'new', index: number, assessment: AssessmentInput, { organ = 'liver', kind = 'nonNodal', description = 'segment 6', traits }: Placed) => {
    await send('/api/lesion/place', { timepointId: timepoint(index).id, role, organ: kind === 'node' ? 'lymphNode' : organ, kind, description, assessment, ...(traits ? { traits } : {}) });
    nextSlice += 1;
  };
  const slices = new Map<string, number>();
  const record = async (label: string, index: number, assessment: AssessmentInput) => send('/api/assessment/record', { lesionId: lesion(label).id, timepointId: timepoint(index).id, assessment });
  return {
    send, subject: () => subject, timepointId: (index: number) => timepoint(index).id, lesionId: (label: string) => lesion(label).id, measured, record,
    refresh: async () => { subject = (await caseReply(page, subjectId)).case; },
    /** A target at baseline: long axis in mm; of a node `shortMm` counts. */
    target: async (mm: number, placed: Placed = {}) => {
      slices.set(`T${subject.lesions.filter(({ role }) => role === 'target').length + 1}`, placed.slice ?? nextSlice);
      await place('target', 0, await measured(0, mm, { ...placed, slice: placed.slice ?? nextSlice }), placed);
    },
    /** A non-target at baseline, present; with `mm` somebody measured it. */
    nonTarget: async (placed: Placed = {}) => place('nonTarget', 0, { state: 'status', status: 'present', ...(placed.mm === undefined ? {} : { caliper: await caliper(0, placed.mm, placed) }) }, placed),
    newLesion: async (index: number, status: 'unequivocal' | 'equivocal', placed: Placed = {}) =>
      place('new', index, { state: 'newLesion', status, ...(placed.mm === undefined ? {} : { caliper: await caliper(index, placed.mm, placed), claimedLongMm: placed.mm, claimedShortMm: placed.shortMm ?? null }) }, placed),
    /** Measures a target again, on the slice it was placed on. */
    measure: async (label: string, index: number, mm: number, drawn: Drawn = {}) => record(label, index, await measured(index, mm, { slice: slices.get(label) ?? 0, ...drawn })),
    state: async (label: string, index: number, state: 'absent' | 'tooSmall') => record(label, index, { state }),
    notEvaluable: async (label: string, index: number, reason: 'notImaged' | 'otherTechnique' | 'poorQuality' = 'notImaged') => record(label, index, { state: 'notEvaluable', reason }),
    status: async (label: string, index: number, status: Extract<AssessmentInput, { state: 'status' }>['status']) => record(label, index, { state: 'status', status }),
    resolve: async (label: string, index: number, status: 'unequivocal' | 'equivocal' | 'dismissed') => record(label, index, { state: 'newLesion', status }),
    edit: async (label: string, changes: object) => send('/api/lesion/edit', { lesionId: lesion(label).id, ...changes }),
    remove: async (label: string) => send('/api/lesion/remove', { lesionId: lesion(label).id }),
    clear: async (label: string, index: number) => send('/api/assessment/clear', { lesionId: lesion(label).id, timepointId: timepoint(index).id }),
    /** Puts a series, by number, to another timepoint. */
    reassign: async (from: number, series: number, to: number) => {
      const seriesId = timepoint(from).series.find(({ number }) => number === series)?.id;
      const { refusal } = await post(page, '/api/series/assign', { studyId: subject.studyId, assignments: [{ seriesId, subjectId, newSubjectCode: null, timepointIndex: to, reason: 'Belongs to another visit' }] });
      if (refusal) throw new Error(refusal.message);
      subject = (await caseReply(page, subjectId)).case;
    },
    facts: async (facts: object) => send('/api/subject/set-facts', facts),
  };
}
export type Hand = Awaited<ReturnType<typeof handOn>>;
