/** What goes on at once in the crash test: somebody imports and assigns, somebody reads and signs, somebody exports. Each lane takes its next step from the facts as the host tells them. */
import { randomInt } from 'node:crypto';
import type { CommandReply, ExportPackage, JobStatus, SubjectCaseReply } from '../../src/api/wire.ts';
import type { SeriesProposal, SubjectCase, SubjectList } from '../../src/casefile/index.ts';
import { findingKey } from '../../src/common/index.ts';
import { syntheticSeries, syntheticUid } from '../fixtures/dicom.ts';
import type { Ledger } from './ledger.ts';
import { credentials, type Person, type Said } from './person.ts';

export type Stage = { readonly studyId: string; readonly ledger: Ledger; /** Subjects imported so far, the next one's number. */ next: number; /** Subjects with nothing more to do. */ readonly finished: Set<string> };

const slices = 4;
const names = ['bl', 'fu'] as const;
const days = ['20260105', '20260301'] as const;
const seriesName = (subject: number, at: number): string => `crash ${subject} ${names[at] ?? ''}`;
const codeOf = (subject: number): string => `C-${String(subject).padStart(3, '0')}`;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function jobEnds(person: Person, jobId: string): Promise<JobStatus> {
  for (;;) {
    const { body } = await person.get<JobStatus>(`/job/${jobId}`);
    if (body.state !== 'running') return body;
    await pause(15);
  }
}

/** Two scans of a new subject through the window's upload. */
export async function importSubject(person: Person, stage: Stage, subject: number): Promise<void> {
  const files = names.flatMap((_, at) => syntheticSeries({ name: seriesName(subject, at), slices, patientId: codeOf(subject), patientName: `Crash^${subject}`, studyDate: days[at] ?? '', seriesDescription: names[at] ?? '' }));
  const source = await person.post<{ id: string }>('/import/upload/begin', { name: codeOf(subject) });
  for (const { fileName, bytes } of files) await person.put(`/import/upload/${source.body.id}?path=${encodeURIComponent(fileName)}`, bytes);
  const job = await person.post<JobStatus>('/import/start', { sourceId: source.body.id, studyId: stage.studyId });
  const end = await jobEnds(person, job.body.id);
  if (end.state === 'done') for (const { sopInstanceUid } of files) stage.ledger.images.add(sopInstanceUid);
}

export async function assignAll(person: Person, stage: Stage): Promise<void> {
  const { body: waiting } = await person.get<SeriesProposal[]>(`/series/unassigned?study=${stage.studyId}`);
  if (waiting.length === 0) return;
  const assignments = waiting.map((one) => ({ seriesId: one.series.id, subjectId: one.subject?.id ?? null, newSubjectCode: one.subject?.id ? null : one.patientId, timepointIndex: one.series.date === '2026-01-05' ? 0 : 1 }));
  const said = await person.post('/series/assign', { studyId: stage.studyId, assignments });
  if (said.status === 200) for (const { seriesId } of assignments) stage.ledger.assigned.add(seriesId);
}

/** Imports one subject after another until the host is gone. */
export async function importing(person: Person, stage: Stage): Promise<void> {
  for (;;) {
    await assignAll(person, stage);
    // An import that was cut off comes again: the same files, as a person would do it.
    const { codes: known } = (await person.get<SubjectList>(`/subject/list?study=${stage.studyId}`)).body;
    while (known.includes(codeOf(stage.next))) stage.next += 1;
    if (known.length - stage.finished.size > 6) await pause(200);
    else await importSubject(person, stage, stage.next);
  }
}

const drawn = (subject: SubjectCase, number: number, at: number, mm: number) => {
  const z = randomInt(slices);
  const timepoint = subject.timepoints[at];
  return {
    state: 'measured', claimedLongMm: mm, claimedShortMm: 2,
    caliper: {
      seriesId: timepoint?.series[0]?.id ?? '', sopInstanceUid: syntheticUid(`${seriesName(number, at)} image ${z}`), frameNumber: 1, longAxis: [[-25, 0, z * 2.5], [-25 + mm, 0, z * 2.5]],
      shortAxis: [[-25 + mm / 2, -1, z * 2.5], [-25 + mm / 2, 1, z * 2.5]], shortAxisProvisional: false, renderer: 'cpu',
    },
  };
};

/** The next thing that a reader would do here, and what came of it; null when there is nothing left. */
export async function readOn(person: Person, { case: subject, findings }: SubjectCaseReply): Promise<Said<CommandReply> | null> {
  const { subjectId, timepoints, lesions, assessments, signOffs } = subject;
  const [baseline, followUp] = timepoints;
  if (!baseline || !followUp || baseline.series.length === 0 || followUp.series.length === 0) return null;
  const number = Number(subject.code.slice(2));
  const did = (path: string, body: object): Promise<Said<CommandReply>> => person.command(subjectId, path, body);
  const isSigned = ({ id }: { readonly id: string }): boolean => signOffs[id]?.state === 'signed';
  if (!subject.facts.randomisationDate) return did('/subject/set-facts', { randomisationDate: '2026-01-10' });
  if (!isSigned(baseline)) {
    if (lesions.length < 2) return did('/lesion/place', { timepointId: baseline.id, role: 'target', organ: lesions.length === 0 ? 'liver' : 'lung', kind: 'nonNodal', description: `segment ${lesions.length}`, assessment: drawn(subject, number, 0, randomInt(20, 40)) });
    // A change of mind now and then: undo of what was just recorded and the same again.
    if (subject.undo.available && randomInt(5) === 0) return did('/subject/undo', {});
  }
  const current = isSigned(baseline) ? followUp : baseline;
  if (isSigned(followUp)) return randomInt(4) === 0 && (signOffs[followUp.id]?.version ?? 1) < 3 ? did('/timepoint/amend', { timepointId: followUp.id, reason: 'measured again' }) : null;
  const open = lesions.find(({ id }) => !assessments[id]?.[current.id]);
  if (open) return did('/assessment/record', { lesionId: open.id, timepointId: current.id, assessment: drawn(subject, number, current === baseline ? 0 : 1, randomInt(15, 45)) });
  const warning = findings.find((one) => (one.acceptsReason ?? one.severity === 'warn') && one.severity !== 'info' && !subject.checkReasons[findingKey(one)]);
  if (warning) return did('/check/give-reason', { findingKey: findingKey(warning), reason: 'seen' });
  return did('/timepoint/sign', { timepointId: current.id, meaning: 'assessed', password: credentials.password });
}

/** Reads one subject after another until the host is gone. */
export async function reading(person: Person, stage: Stage): Promise<void> {
  for (;;) {
    const { ids } = (await person.get<SubjectList>(`/subject/list?study=${stage.studyId}`)).body;
    const next = ids.find((id) => !stage.finished.has(id));
    if (next === undefined) { await pause(50); continue; }
    const { body } = await person.get<SubjectCaseReply>(`/subject/${next}/case`);
    if ((await readOn(person, body))?.status !== 200 && body.case.timepoints.length === names.length) stage.finished.add(next);
    else await pause(randomInt(8));
  }
}

/** Exports ZIP packages through the window until the host is gone. */
export async function exporting(person: Person, stage: Stage): Promise<void> {
  for (;;) {
    const job = await person.post<JobStatus>('/export/start', { studyId: stage.studyId, formats: ['sdtm', 'csv', 'odm'], reads: 'all', leaveOutBlocked: true });
    if (job.status === 200 && (await jobEnds(person, job.body.id)).state === 'done') stage.ledger.packages.add((await person.get<ExportPackage>(`/export/${job.body.id}/result`)).body.manifestSha256);
    await pause(randomInt(100));
  }
}
