/** Makes the demo study through the product's own doors: its files are imported, its subjects enrolled, its reads recorded like a reader's. */
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asId, isNadirError, NadirError, type SeriesId, type StudyId, type SubjectId } from '../common/index.ts';
import type { SubjectCase } from '../casefile/index.ts';
import { demoPlan, demoReads, generateDemo, withSeriesId, type DemoReadStep, type DemoSubject, type GeneratedSeries } from '../demo/index.ts';
import { templates, type AssessmentInput } from '../services/index.ts';
import type { Core } from './core.ts';
import { importInto } from './importInto.ts';
import type { ImportPool } from './importJob.ts';
import type { Progress } from './jobs.ts';

export type DemoWork = { readonly core: Core; readonly pool: ImportPool; readonly signal: AbortSignal; readonly report: (progress: Progress) => void; /** Leaves out the reads that come with the demo: every timepoint waits for its reader. */ readonly unread?: boolean };

/** Study of the demo in this data folder; null when there is none. */
export const demoStudyId = (core: Core): StudyId | null => core.services.studies.list().find((study) => study.isDemo && study.code === demoPlan().study.code)?.id ?? null;

const codeTaken = (code: string): NadirError =>
  new NadirError('refused', `A study with the code ${code} is here already and is not the demo. The demo study was not created.`, { reason: 'demoCode' });

function ensureStudy(core: Core): StudyId {
  const known = demoStudyId(core);
  if (known) return known;
  const { code, title } = demoPlan().study;
  try {
    // Its subjects bring their own visits and were read long ago: nothing is due.
    const { visits: _visits, readWithinDays: _due, ...protocol } = templates.phase2.protocol;
    return core.services.studies.create(core.context, { code, title, template: 'phase2', isDemo: true, protocol }).id;
  } catch (error) {
    throw isNadirError(error) && error.reason === 'studyExists' ? codeTaken(code) : error;
  }
}

/** Enrols the subject with its dates and planned visits; one that is there already is completed. */
function ensureSubject(core: Core, studyId: StudyId, subject: DemoSubject): SubjectId {
  const known = core.store.read(() => core.store.subjects.byCode(studyId, subject.code));
  const id = known ? asId<SubjectId>(known.id) : core.services.subjects.enrol(core.context, { studyId, code: subject.code, site: subject.site, note: subject.note, facts: subject.facts });
  const visits = subject.timepoints.map(({ index, visitName, plannedDate }) => ({ index, visitName, plannedDate }));
  core.services.timepoints.plan(core.context, { subjectId: id, expectedRevision: null }, visits);
  return id;
}

const caseOf = (core: Core, subjectId: SubjectId): SubjectCase => core.services.readCase(subjectId).case;
const hasImages = (subject: SubjectCase, seriesUid: string): boolean => subject.timepoints.some((timepoint) => timepoint.series.some((series) => series.seriesUid === seriesUid));

async function importSeries({ core, pool, signal }: DemoWork, folder: string, studyId: StudyId, subjectId: SubjectId, made: GeneratedSeries): Promise<void> {
  const files = made.files.map((file) => path.join(folder, ...file.split('/')));
  const { seriesIds } = await importInto({ paths: files, owned: true }, { core, pool, studyId, sourceName: `Demo ${made.subjectCode}`, signal });
  // After an interrupted creation the images may be stored already, without a timepoint.
  const known = seriesIds.length > 0 ? [] : core.services.assignments.unassigned(studyId).filter(({ series }) => series.seriesUid === made.seriesUid).map(({ series }) => series.id);
  const assignments = [...seriesIds, ...known].map((seriesId) => ({ seriesId, subjectId, newSubjectCode: null, timepointIndex: made.timepointIndex }));
  if (assignments.length > 0) core.services.assignments.assign(core.context, studyId, assignments);
}

function giveRead(core: Core, subjectId: SubjectId, step: DemoReadStep): void {
  const subject = caseOf(core, subjectId);
  const timepoint = subject.timepoints.find(({ index }) => index === step.timepointIndex);
  const lesion = subject.lesions.find(({ label }) => label === step.label);
  if (!timepoint || (lesion && subject.assessments[lesion.id]?.[timepoint.id])) return;
  const seriesIdOf = (seriesUid: string): SeriesId => {
    const found = subject.timepoints.flatMap(({ series }) => series).find((series) => series.seriesUid === seriesUid);
    if (!found) throw new NadirError('defect', `The demo read of ${step.subjectCode} ${step.label} names a series that was not imported.`, { reason: 'demoSeries' });
    return found.id;
  };
  // The helper's type cannot say that every calliper is renamed.
  const assessment = withSeriesId(step.assessment, seriesIdOf) as AssessmentInput;
  const target = { subjectId, expectedRevision: null };
  if (lesion) core.services.lesions.record(core.context, target, lesion.id, timepoint.id, assessment);
  else core.services.lesions.place(core.context, target, { timepointId: timepoint.id, role: step.role, organ: step.organ, kind: step.lesionKind, description: step.description, group: step.group, assessment });
}

/** Every phantom lesion's true diameters, for whoever wants to check a reading; whole or not there. */
async function writeTruth(dataFolder: string): Promise<void> {
  const file = path.join(dataFolder, 'demo-truth.json');
  await writeFile(`${file}.part`, `${JSON.stringify(demoPlan(), null, 1)}\n`);
  await rename(`${file}.part`, file);
}

const breathe = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

const isImaged = (core: Core, subjectId: SubjectId, plan: DemoSubject): boolean => {
  const subject = caseOf(core, subjectId);
  return plan.timepoints.every(({ seriesUid }) => hasImages(subject, seriesUid));
};

/** Gives a subject the reads it comes with; those that are there already stay. */
async function giveReads({ core, signal }: DemoWork, subjectId: SubjectId, code: string, reads: readonly DemoReadStep[]): Promise<void> {
  for (const step of reads.filter(({ subjectCode }) => subjectCode === code)) {
    signal.throwIfAborted();
    giveRead(core, subjectId, step);
    // Requests of the window are answered between two records.
    await breathe();
  }
}

/**
 * Creates the demo study, or completes one whose creation was interrupted: what is there already is left as it is. A subject is in the worklist with its
 * first scan; the first one after about three seconds. Errors: refused demoCode; cancelled; storage.
 */
export async function createDemoStudy(work: DemoWork): Promise<void> {
  const { core, signal, report } = work;
  const folder = path.join(core.dataFolder, 'spool', 'demo');
  const studyId = ensureStudy(core);
  const { subjects } = demoPlan();
  const reads = work.unread === true ? [] : demoReads();
  const total = subjects.reduce((sum, subject) => sum + subject.timepoints.length, 0);
  const enrolled = new Map(core.services.worklist.rows(studyId).map((row) => [row.code, row.subjectId]));
  const whole = subjects.filter((plan) => { const id = enrolled.get(plan.code); return id !== undefined && isImaged(core, id, plan); });
  let done = whole.reduce((sum, plan) => sum + plan.timepoints.length, 0);
  const wanted = subjects.filter((plan) => !whole.includes(plan)).map(({ code }) => code);
  report({ text: `Subject ${wanted[0] ?? ''}`, done, total });
  await writeTruth(core.dataFolder);
  try {
    for (const { code } of whole) await giveReads(work, enrolled.get(code) as SubjectId, code, reads);
    for await (const made of generateDemo({ directory: folder, signal, subjectCodes: wanted })) {
      const plan = subjects.find(({ code }) => code === made.subjectCode);
      if (!plan) continue;
      const subjectId = enrolled.get(made.subjectCode) ?? ensureSubject(core, studyId, plan);
      enrolled.set(made.subjectCode, subjectId);
      if (!hasImages(caseOf(core, subjectId), made.seriesUid)) await importSeries(work, folder, studyId, subjectId, made);
      if (made.completesSubject) await giveReads(work, subjectId, made.subjectCode, reads);
      done += 1;
      report({ text: `Subject ${made.subjectCode}`, done, total });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
