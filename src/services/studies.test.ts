import { expect, test } from 'vitest';
import { isNadirError, type IsoDate } from '../common/index.ts';
import { datedVisit, everySoManyDays, type StudyProtocol } from '../casefile/index.ts';
import { bench, instancesOf, reader, stack, studyWithSubject } from '../../test/api/harness.ts';
import { templateNames, templates } from './templates.ts';

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isNadirError(error)) return `${error.code} ${error.reason}: ${error.message}`;
    throw error;
  }
  return 'not refused';
};
const base = templates.blank.protocol;
const withVisits: StudyProtocol = { ...base, visits: { visits: everySoManyDays({ everyDays: 56, untilDay: 112, windowDays: 7, baselineDays: 28 }), then: { everyDays: 56, windowDays: 7 } } };

test.each(templateNames)('template %s makes a study whose protocol the engine takes, with nothing odd about it', (template) => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: template, title: 'T', template });
  const detail = b.services.studies.detail(id);
  expect(detail).toMatchObject({ version: 1, signedReads: 0, versions: [{ version: 1, kind: 'created', actor: 'r.reader', changes: [] }] });
  expect(detail.protocol).toEqual(templates[template].protocol);
});

test('the everolimus templates are what the two protocols say', () => {
  const { everolimusMaintenance: maintenance, everolimusSecondLine: second } = templates;
  expect(maintenance.protocol.params).toMatchObject({ timeOrigin: 'randomisation', pfsRules: 'TRIAL', censorOn: 'evaluable', confirmationRequired: false });
  expect(maintenance.protocol.design).toMatchObject({ arms: [{ name: 'Everolimus', ratio: 2 }, { ratio: 1 }], primaryEndpoint: 'PFS', evaluatedBy: 'investigator' });
  expect(second.protocol.params).toMatchObject({ timeOrigin: 'enrolment', ttpOrigin: 'firstDose', dcrIncludeNonCrNonPd: false });
  expect(second.protocol.design?.arms).toHaveLength(1);
  expect([second.protocol.design?.primaryEndpoint, ...second.protocol.design?.secondaryEndpoints ?? []].sort()).toEqual(['DCR', 'DOR', 'ORR', 'OS', 'PFS', 'TTP']);
  expect(second.protocol.markers?.map((marker) => marker.name)).toEqual(['Chromogranin A', 'NSE', 'proGRP']);
});

test('a protocol the engine would not take is refused before anything is written, with the fields named', () => {
  const b = bench();
  const create = (protocol: StudyProtocol) => refusal(() => b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'blank', protocol }));
  expect(create({ ...base, params: { maxTargets: 0, other: 1 } })).toBe('invalid protocol: The protocol cannot be used. Targets at most is 0. Set a whole number from 1 to 100. There is no parameter "other".');
  expect(b.services.studies.list()).toEqual([]);
  expect(b.store.log.count()).toBe(0);
});

test('an edit shows what it changed and who did it; one that did not see the last edit is refused', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const { revision, protocol } = b.services.studies.detail(id);
  const edited = b.services.studies.edit(reader, { studyId: id, expectedRevision: revision }, { title: 'B', protocol: { ...protocol, params: { ...protocol.params, maxTargets: 3 } } });
  expect(edited).toMatchObject({ title: 'B', version: 1, protocol: { params: { maxTargets: 3 } } });
  expect(edited.versions[1]).toMatchObject({ kind: 'edited', version: 1, changes: [{ path: 'title', before: 'A', after: 'B' }, { path: 'params.maxTargets', before: '5 lesions', after: '3 lesions' }] });
  expect(refusal(() => b.services.studies.edit(reader, { studyId: id, expectedRevision: revision }, { title: 'C' }))).toMatch(/^conflict revisionMoved/);
  // What else is written to the study's trail is no edit of it.
  b.services.exports.csv(reader, id, 'lesions');
  expect(b.services.studies.edit(reader, { studyId: id, expectedRevision: edited.revision }, { title: 'C' }).title).toBe('C');
  b.services.studies.create(reader, { code: 'A-2', title: 'A', template: 'phase2' });
  expect(refusal(() => b.services.studies.edit(reader, { studyId: id, expectedRevision: b.services.studies.detail(id).revision }, { code: 'a-2' }))).toMatch(/^refused studyExists/);
});

test('an amendment is a numbered version with its reason; the old one stays readable', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'phase2' });
  const first = b.services.studies.detail(id);
  const on = { studyId: id, expectedRevision: first.revision };
  expect(refusal(() => b.services.studies.amend(reader, on, first.protocol, 'no reason'))).toMatch(/^refused nothingChanged/);
  const amended = b.services.studies.amend(reader, on, { ...first.protocol, params: { ...first.protocol.params, sdMinDays: 49 } }, 'Amendment 1 of 2026-02-01');
  expect(amended).toMatchObject({ version: 2, protocol: { version: 2 } });
  expect(amended.versions.at(-1)).toMatchObject({ version: 2, kind: 'amended', reason: 'Amendment 1 of 2026-02-01', changes: [{ title: 'SD lasts at least', before: '42 days', after: '49 days', fixed: true }] });
  expect(amended.versions[0]?.protocol).toEqual(first.protocol);
  expect(b.store.log.eventsOfStream(`study:${id}`).map((event) => event.kind)).toEqual(['StudyCreated', 'StudyAmended']);
});

test('planned days follow the origin and the protocol; a day a person set stays', () => {
  const b = bench();
  const { studyId, subjectId, case: read } = studyWithSubject(b);
  const planned = () => read().case.timepoints.map((one) => [one.visitName, one.plannedDate]);
  const { revision } = b.services.studies.detail(studyId);
  const withPlan = b.services.studies.edit(reader, { studyId, expectedRevision: revision }, { protocol: withVisits });
  expect(planned()).toEqual([['', null], ['', null]]);
  const on = { subjectId, expectedRevision: null };
  b.services.subjects.setFacts(reader, on, { randomisationDate: '2026-01-06' });
  expect(planned()).toEqual([['', '2026-01-06'], ['Wk 8', '2026-03-03']]);
  b.services.subjects.undo(reader, on);
  expect(planned()).toEqual([['', null], ['', null]]);
  b.services.subjects.redo(reader, on);
  b.services.timepoints.plan(reader, on, [{ index: 2, visitName: 'Extra', plannedDate: '2026-04-01' as IsoDate }]);
  b.services.studies.amend(reader, { studyId, expectedRevision: withPlan.revision }, { ...withVisits, visits: { visits: everySoManyDays({ everyDays: 84, untilDay: 84, windowDays: 7, baselineDays: 28 }), then: null } }, 'Every 12 weeks');
  expect(planned()).toEqual([['', '2026-01-06'], ['Wk 12', '2026-03-31'], ['Extra', '2026-04-01']]);
  expect(b.store.compareProjections()).toBeNull();
});

test('imported scans are proposed for the visit whose window they are in, and the timepoint is planned by it', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'blank', protocol: withVisits });
  const subjectId = b.services.subjects.enrol(reader, { studyId: id, code: 'P7', facts: { randomisationDate: '2026-01-06' as IsoDate } });
  const bring = (name: string, date: string) => {
    const sink = b.services.importSink(reader, id);
    const one = stack('P7', name, date);
    sink.add(instancesOf(one));
    sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
  };
  bring('bl', '2025-12-20');
  bring('w16', '2026-05-04');
  bring('late', '2026-03-20');
  const proposals = b.services.assignments.unassigned(id);
  expect(proposals.map((one) => [one.series.seriesUid.split('.').at(-1), one.timepoint?.label ?? null])).toEqual([['bl', 'Baseline'], ['late', null], ['w16', 'TP2']]);
  expect(proposals[2]?.why).toContain('6 days from the planned day of TP2 (Wk 16), within its window');
  b.services.assignments.assign(reader, id, [{ seriesId: proposals[2]!.series.id, subjectId, newSubjectCode: null, timepointIndex: 2 }]);
  expect(b.services.readCase(subjectId).case.timepoints).toMatchObject([{ index: 2, visitName: 'Wk 16', plannedDate: '2026-04-28' }]);
  expect(datedVisit(withVisits, { randomisationDate: '2026-01-06' as IsoDate }, 1)).toMatchObject({ latest: '2026-03-10' });
});

test('the first scan is baseline also when it is older than the protocol allows, and says so', () => {
  const b = bench();
  const { id } = b.services.studies.create(reader, { code: 'A-1', title: 'A', template: 'blank', protocol: withVisits });
  b.services.subjects.enrol(reader, { studyId: id, code: 'P7', facts: { randomisationDate: '2026-03-06' as IsoDate } });
  const sink = b.services.importSink(reader, id);
  const one = stack('P7', 'bl', '2026-01-05');
  sink.add(instancesOf(one));
  sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
  expect(b.services.assignments.unassigned(id)[0]).toMatchObject({ timepoint: { index: 0 }, why: expect.stringContaining('60 days before the origin') });
});

test('subject codes are made and kept by the study\'s rule', () => {
  const b = bench();
  const make = (code: string, protocol: Partial<StudyProtocol>) => b.services.studies.create(reader, { code, title: 'A', template: 'blank', protocol: { ...base, ...protocol } }).id;
  const bySite = make('A-1', { subjectCodes: { kind: 'pattern', pattern: '@@-####' }, sites: [{ code: '04', name: 'Basel' }] });
  expect(refusal(() => b.services.subjects.enrol(reader, { studyId: bySite, code: '4-17' }))).toBe('refused subjectCode: 4-17 is not a subject code of this study: a code like @@-#### (# digit, @ site).');
  b.services.subjects.enrol(reader, { studyId: bySite, code: '04-0117' });
  expect(b.store.subjects.ofStudy(bySite)).toMatchObject([{ code: '04-0117', site: '04 Basel' }]);

  const running = make('A-2', { subjectCodes: { kind: 'pattern', pattern: 'NEC-###' } });
  b.services.subjects.enrol(reader, { studyId: running, code: 'NEC-007' });
  const sink = b.services.importSink(reader, running);
  for (const one of [stack('Ann', 'a', '2026-01-05'), stack('Ann', 'b', '2026-03-05'), stack('Ben', 'c', '2026-01-05')]) {
    sink.add(instancesOf(one));
    sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
  }
  const proposals = b.services.assignments.unassigned(running);
  expect(proposals.map((one) => [one.patientId, one.subject?.code, one.timepoint?.label])).toEqual([['Ann', 'NEC-008', 'Baseline'], ['Ann', 'NEC-008', 'TP1'], ['Ben', 'NEC-009', 'Baseline']]);
  expect(refusal(() => b.services.assignments.assign(reader, running, [{ seriesId: proposals[0]!.series.id, subjectId: null, newSubjectCode: 'Ann', timepointIndex: 0 }]))).toMatch(/^refused subjectCode/);
  expect(b.store.subjects.ofStudy(running)).toHaveLength(1);
});
