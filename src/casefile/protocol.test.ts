import { describe, expect, it } from 'vitest';
import type { IsoDate } from '../common/index.ts';
import {
  checkProtocol, datedVisit, everySoManyDays, nextSubjectCode, patternProblem, plannedAs, protocolChanges, readSubjectCode, siteOfCode, visitAt, visitOrigin,
  type StudyProtocol, type VisitPlan,
} from './index.ts';

const protocol = (more: Partial<StudyProtocol> = {}): StudyProtocol => ({ name: 'RECIST 1.1', params: {}, recordingDecimals: 1, liveEffect: true, ...more });
const plan: VisitPlan = { visits: everySoManyDays({ everyDays: 56, untilDay: 112, windowDays: 7, baselineDays: 28 }), then: { everyDays: 84, windowDays: 10 } };
const problems = (more: Partial<StudyProtocol>) => checkProtocol(protocol(more)).map((one) => `${one.severity} ${one.path}`);

describe('the visits of a subject', () => {
  it('are the named ones, then the repetition from the last named day', () => {
    expect([0, 1, 2, 3, 4].map((index) => visitAt(plan, index)?.name)).toEqual(['Baseline', 'Wk 8', 'Wk 16', 'Wk 28', 'Wk 40']);
    expect(visitAt(plan, 4)).toMatchObject({ day: 280, windowBeforeDays: 10, windowAfterDays: 10 });
    expect(visitAt({ ...plan, then: null }, 3)).toBeNull();
    expect(visitAt({ visits: [], then: { everyDays: 56, windowDays: 7 } }, 0)).toBeNull();
  });

  it('count from the time origin of the protocol, whatever the scans say', () => {
    const facts = { randomisationDate: '2024-01-15' as IsoDate, enrolmentDate: '2024-01-02' as IsoDate };
    expect(datedVisit(protocol({ visits: plan }), facts, 1)).toEqual({ index: 1, name: 'Wk 8', plannedDate: '2024-03-11', earliest: '2024-03-04', latest: '2024-03-18' });
    expect(datedVisit(protocol({ visits: plan, params: { timeOrigin: 'enrolment' } }), facts, 1)?.plannedDate).toBe('2024-02-27');
    expect(datedVisit(protocol({ visits: plan }), facts, 0)).toMatchObject({ plannedDate: '2024-01-15', earliest: '2023-12-18', latest: '2024-01-15' });
    expect(visitOrigin(protocol(), { baselineAssessmentDate: '2024-01-08' as IsoDate })).toBeNull();
    expect(plannedAs(protocol({ visits: plan }), {}, 1)).toEqual({ visitName: '', plannedDate: null });
    expect(plannedAs(protocol({ visits: plan }), facts, 1)).toEqual({ visitName: 'Wk 8', plannedDate: '2024-03-11' });
    expect(plannedAs(protocol(), facts, 1)).toEqual({ visitName: '', plannedDate: null });
  });
});

describe('subject codes', () => {
  it('of a pattern give the site, whatever its case, and refuse anything else', () => {
    const rule = { kind: 'pattern', pattern: '@@-####' } as const;
    expect(readSubjectCode(rule, ' 04-0117 ')).toEqual({ code: '04-0117', site: '04' });
    expect(readSubjectCode(rule, '04-117')).toBeNull();
    expect(readSubjectCode(rule, 'x04-0117')).toBeNull();
    expect(siteOfCode({ sites: [{ code: '04', name: 'Basel' }] }, '04')).toBe('04 Basel');
    expect(nextSubjectCode(rule, [])).toBeNull();
  });

  it('of a pattern without site count on from the highest one until they are used up', () => {
    const rule = { kind: 'pattern', pattern: 'NEC.##' } as const;
    expect(nextSubjectCode(rule, ['NEC.02', 'nec.07', 'NECx99', 'other'])).toBe('NEC.08');
    expect(nextSubjectCode(rule, ['NEC.99'])).toBeNull();
    expect(patternProblem('NEC')).toMatch(/#/);
    expect(patternProblem('##-##')).toMatch(/One run/);
    expect(patternProblem('@@-@-##')).toMatch(/one run of @/);
  });

  it('of a list are those of the list, written as it has them', () => {
    const rule = { kind: 'list', codes: ['R-1', 'R-2'] } as const;
    expect(readSubjectCode(rule, 'r-2')).toEqual({ code: 'R-2', site: '' });
    expect(readSubjectCode(rule, 'R-3')).toBeNull();
  });
});

describe('checks of a protocol', () => {
  it('accept what the templates have and name the field of what they refuse', () => {
    expect(problems({ visits: plan })).toEqual([]);
    expect(problems({ params: { maxTargets: 0, sdMinDays: 1.5 }, recordingDecimals: 5 })).toEqual(['block params.maxTargets', 'block params.sdMinDays', 'block params.recordingDecimals']);
    expect(problems({ visits: { visits: [{ name: 'A', day: 0, windowBeforeDays: 0, windowAfterDays: 0 }, { name: 'a', day: 0, windowBeforeDays: -1, windowAfterDays: 0 }], then: { everyDays: 0, windowDays: 7 } } }))
      .toEqual(['block visits.1.windowBeforeDays', 'block visits.1.day', 'block visits.0.name', 'block visits.1.name', 'block visits.then']);
  });

  it('warn where windows meet and where the visits are not the planned interval', () => {
    expect(problems({ visits: { visits: everySoManyDays({ everyDays: 14, untilDay: 42, windowDays: 7, baselineDays: 28 }), then: null } })).toEqual(['warn visits.2.windowBeforeDays', 'warn visits.3.windowBeforeDays', 'warn params.schedule']);
  });

  it('keep the two readers and the adjudicator apart, and the hand of a blinded reader unsteered', () => {
    expect(problems({ reading: { scheme: 'double' }, readers: { reader1: 'a', reader2: 'a', adjudicator: 'a' } })).toEqual(['block readers.reader2', 'block readers.adjudicator']);
    expect(problems({ reading: { scheme: 'single' }, readers: { reader1: 'a', reader2: 'a' } })).toEqual([]);
    expect(problems({ reading: { blinded: true } })).toEqual(['warn liveEffect']);
  });

  it('ask for a marker where one may prevent CR, and for confirmation where R-720 does', () => {
    expect(problems({ params: { tumourMarkerForCR: true } })).toEqual(['block params.tumourMarkerForCR']);
    expect(problems({ params: { tumourMarkerForCR: true }, markers: [{ name: 'NSE', unit: 'µg/L', upperLimit: 16.3 }] })).toEqual([]);
    expect(problems({ markers: [{ name: 'NSE', unit: '', upperLimit: 0 }, { name: 'nse', unit: 'x', upperLimit: null }] })).toEqual(['block markers.0.unit', 'block markers.0.upperLimit', 'block markers.0.name', 'block markers.1.name']);
    const design = { phase: 'II', arms: [{ name: 'A', ratio: 1 }], primaryEndpoint: 'ORR', secondaryEndpoints: [], evaluatedBy: 'investigator' } as const;
    expect(problems({ design })).toEqual(['warn params.confirmationRequired']);
    expect(problems({ design, params: { confirmationRequired: true } })).toEqual([]);
    expect(problems({ subjectCodes: { kind: 'list', codes: ['A', 'a', ''] }, sites: [{ code: '', name: 'x' }] })).toEqual(['block sites.0', 'block subjectCodes', 'block subjectCodes']);
  });
});

describe('what differs between two protocols', () => {
  const changes = (before: Partial<StudyProtocol>, after: Partial<StudyProtocol>) => protocolChanges(protocol(before), protocol(after)).map((one) => `${one.path}${one.fixed ? '' : ' (free)'}: ${one.before} → ${one.after}`);
  it('is said in words; a default that is written out is no difference', () => {
    expect(changes({}, { params: { maxTargets: 5, confirmMaxNE: 1, schedule: { intervalDays: 56 } }, reading: { scheme: 'single' }, markers: [] })).toEqual([]);
    expect(changes({}, { params: { maxTargets: 3, confirmMaxNE: null, schedule: { intervalDays: 84 } }, recordingDecimals: 0 })).toEqual([
      'params.maxTargets: 5 lesions → 3 lesions', 'params.recordingDecimals: 1 decimals → 0 decimals', 'params.confirmMaxNE: 1 assessments → any number', 'params.schedule: every 8 weeks ±7 d → every 12 weeks ±7 d',
    ]);
  });

  it('tells the rules, which the first signature fixes, from the organisation, which it does not', () => {
    expect(changes({}, { readers: { reader1: 'a' }, readWithinDays: 5, sites: [{ code: '01', name: 'Lund' }], subjectCodes: { kind: 'list', codes: ['A'] }, liveEffect: false })).toEqual([
      'liveEffect: yes → no', 'readWithinDays (free): no due date → 5 days of the scan', 'readers.reader1 (free): nobody → a', 'sites (free): not named → 01 Lund',
      'subjectCodes (free): any code of up to 40 characters → one of the 1 codes of the study\'s list',
    ]);
    expect(changes({ subjectCodes: { kind: 'list', codes: ['A'] } }, { subjectCodes: { kind: 'list', codes: ['B'] } })).toHaveLength(1);
  });
});
