/** Makes the synthetic trial through the product's own services: enrolled, imaged without images here, read by three, signed, adjudicated. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { asId, isNadirError, NadirError, productVersion, type JobId, type StudyId, type SubjectId } from '../common/index.ts';
import { defaultSubjectCodes, type ReadSlot, type StudyProtocol, type SubjectCase } from '../casefile/index.ts';
import { trialCorrespondence, trialMarkers, trialPlan, type TrialRead, type TrialRecord, type TrialSubject } from '../demo/index.ts';
import { createServices, templates, type AssessmentInput, type RequestContext, type Services, type SyntheticPerson } from '../services/index.ts';
import type { JobStatus } from '../api/index.ts';
import type { Core } from './core.ts';
import type { Jobs, Progress } from './jobs.ts';
import { systemClock } from './systemClock.ts';

export type TrialWork = { readonly core: Core; readonly signal: AbortSignal; readonly report: (progress: Progress) => void };

const person = (actor: string, accountId: string, role: SyntheticPerson['role']): SyntheticPerson => ({ actor, accountId, roles: [role], role });
const people: Readonly<Record<ReadSlot | 'adjudicator', SyntheticPerson>> = {
  site: person('Synthetic investigator', 'synthetic-investigator', 'investigator'), reader1: person('Synthetic reader 1', 'synthetic-reader-1', 'reader'), reader2: person('Synthetic reader 2', 'synthetic-reader-2', 'reader'),
  adjudicator: person('Synthetic adjudicator', 'synthetic-adjudicator', 'adjudicator'),
};
const entered = { reason: 'noImages', note: 'Synthetic value' } as const;
const answer = 'Synthetic record: there is nothing to look at again';

/** Study of the synthetic trial in this data folder; null when there is none. */
export const trialStudyId = (core: Core): StudyId | null => core.services.studies.list().find((study) => study.isDemo && study.code === trialPlan().study.code)?.id ?? null;

function protocolOfTrial(): StudyProtocol {
  const { readWithinDays: _due, ...protocol } = templates.everolimusMaintenance.protocol;
  const { arms, sites } = trialPlan();
  return {
    ...protocol, ...(protocol.design ? { design: { ...protocol.design, arms, evaluatedBy: 'central' } } : {}), sites, markers: trialMarkers, subjectCodes: { ...defaultSubjectCodes },
    reading: { scheme: 'double', sequentialLock: true, blinded: true }, readers: { reader1: people.reader1.accountId, reader2: people.reader2.accountId, adjudicator: people.adjudicator.accountId },
  };
}

function ensureStudy(core: Core): StudyId {
  const known = trialStudyId(core);
  if (known) return known;
  const { code, title } = trialPlan().study;
  try {
    return core.services.studies.create(core.context, { code, title, template: 'everolimusMaintenance', isDemo: true, protocol: protocolOfTrial() }).id;
  } catch (error) {
    if (!isNadirError(error) || error.reason !== 'studyExists') throw error;
    throw new NadirError('refused', `A study with the code ${code} is here already and is not the synthetic trial. It was not created.`, { reason: 'demoCode' });
  }
}

function inputOf(record: TrialRecord): AssessmentInput {
  if (record.state === 'measured') return { state: 'measured', entered, longAxisMm: record.long, shortAxisMm: record.short };
  if (record.state === 'split') return { state: 'split', parts: record.parts.map(({ long, short }) => ({ state: 'measured', entered, longAxisMm: long, shortAxisMm: short })) };
  return record;
}

type Subject = { readonly services: Services; readonly subjectId: SubjectId; readonly plan: TrialSubject; readonly ids: Readonly<Record<string, string>> };

/** Visits, their days, markers and what was missed, as a data manager records them. */
function giveVisits({ services, subjectId, plan, ids }: Subject, context: RequestContext): void {
  const target = { subjectId, expectedRevision: null };
  for (const { index, scanDate, marker } of plan.visits) {
    const id = ids[index] ?? '';
    if (scanDate === null) services.timepoints.setPerformed(context, target, id, false);
    else services.timepoints.imagedWithoutImages(context, target, id, { dates: [scanDate], reason: 'Synthetic trial: there are no images' });
    if (marker) services.reads.setMarker(people.site, target, { timepointId: id, marker: { ...marker, values: marker.values.map((value) => ({ ...value, date: scanDate })) } });
  }
}

/** What the read has at a visit, in one step. */
function enterVisit({ services, subjectId, ids }: Subject, read: TrialRead, index: number, placed: Map<string, string>): void {
  const here = read.lesions.filter(({ records }) => records[index] !== undefined);
  if (here.length === 0) return;
  const entries = here.map(({ label, role, organ, kind, description, records }) => {
    const assessment = inputOf(records[index] as TrialRecord);
    const lesionId = placed.get(label);
    return lesionId === undefined ? { role, organ, kind, description, group: false, assessment } : { lesionId, assessment };
  });
  const made = services.lesions.enterTimepoint(people[read.slot], { subjectId, expectedRevision: null }, ids[index] ?? '', entries);
  here.forEach(({ label }, at) => placed.set(label, made[at] ?? ''));
}

/** One reader's read, visit after visit, each signed before the next opens (R-J01). */
function giveRead(subject: Subject, read: TrialRead): void {
  const { services, subjectId, plan, ids } = subject;
  const [who, placed] = [people[read.slot], new Map<string, string>()];
  for (const { index, scanDate } of plan.visits) {
    if (scanDate === null) continue;
    enterVisit(subject, read, index, placed);
    if (read.slot === 'reader2' && plan.reader2Until !== null && index > plan.reader2Until) return;
    services.synthetic.sign(who, { subjectId, expectedRevision: null }, ids[index] ?? '', 'assessed', answer);
  }
}

function giveSubject(core: Core, services: Services, subjectId: SubjectId, plan: TrialSubject): void {
  core.store.write(() => {
    const visits = plan.visits.map(({ index, visitName, plannedDate }) => ({ index, visitName: index === 0 ? '' : visitName, plannedDate }));
    const ids = services.timepoints.plan(core.context, { subjectId, expectedRevision: null }, visits);
    const subject: Subject = { services, subjectId, plan, ids };
    giveVisits(subject, core.context);
    for (const read of plan.reads) giveRead(subject, read);
    if (plan.accepted) services.synthetic.decide(people.adjudicator, subjectId, plan.accepted.slot, plan.accepted.reason);
  });
}

const asked = { ...people.site, roles: ['dataManager'], role: 'dataManager', actor: 'Synthetic data manager', accountId: 'synthetic-data-manager' } as const satisfies SyntheticPerson;

/** Queries to the readers with their answers, and the central date confirmed. */
async function giveCorrespondence(services: Services, subjectId: SubjectId, plan: TrialSubject, at: number): Promise<void> {
  const { queries, isConfirmed } = trialCorrespondence(plan, at);
  for (const { slot, index, lesion, question, said } of queries) {
    await services.synthetic.converse(asked, { subjectId, slot, index, lesion, text: question }, said.map(({ kind, text }) => ({ person: kind === 'answer' ? people[slot] : asked, kind, text })));
  }
  if (isConfirmed) await services.synthetic.confirm(people.site, subjectId);
}

const isGiven = (subject: SubjectCase): boolean => subject.timepoints.length > 0;

/**
 * Creates the synthetic trial, or completes one whose creation was interrupted: a subject is there whole or not at all. Errors: refused demoCode; cancelled;
 * storage.
 */
export async function createTrialDemo({ core, signal, report }: TrialWork): Promise<StudyId> {
  const studyId = ensureStudy(core);
  const { subjects } = trialPlan();
  // What happens inside one transaction is told once, when the subject is there.
  const silent = createServices({ store: core.store, clock: systemClock, newId: core.newId, programVersion: productVersion, notify: () => undefined });
  for (const [done, plan] of subjects.entries()) {
    signal.throwIfAborted();
    report({ text: `Subject ${plan.code}`, done, total: subjects.length });
    const known = core.store.read(() => core.store.subjects.byCode(studyId, plan.code));
    if (known && isGiven(core.services.readCase(known.id).case)) {
      await giveCorrespondence(silent, asId<SubjectId>(known.id), plan, done);
      continue;
    }
    const { code, site, note, facts } = plan;
    const subjectId = known ? asId<SubjectId>(known.id) : silent.subjects.enrol(core.context, { studyId, code, site, note, facts });
    giveSubject(core, silent, subjectId, plan);
    await giveCorrespondence(silent, subjectId, plan, done);
    await nextTurn();
  }
  report({ text: 'Synthetic trial', done: subjects.length, total: subjects.length });
  core.services.studies.announce(studyId);
  return studyId;
}

export type TrialKeeper = {
  /** Makes the study and starts filling it as this person's work, or answers with the job that is doing it. Errors: refused demoCode. */
  create(context: RequestContext): JobStatus;
};

export function createTrialKeeper(core: Core, jobs: Jobs): TrialKeeper {
  let jobId: JobId | null = null;
  return {
    create(context) {
      const running = jobId && jobs.status(jobId);
      if (running && running.state === 'running') return running;
      const asked = { ...core, context };
      ensureStudy(asked);
      const job = jobs.start('demo', 'Creating the synthetic trial', async ({ signal, report }) => { await createTrialDemo({ core: asked, signal, report }); });
      jobId = job.id;
      return job;
    },
  };
}
