/** The conventions of section 16 in `conventions.csv`, one test a number: what the sources leave open and what this product does. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/common/index.ts';
import { compareRuleSets, evaluateSequence, evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { defaultParameters, lookupOverall, type OverallResponse, type Parameters, type SubjectFacts } from '../../src/recist/index.ts';
import { sharedPath, sayNotRun } from '../fixtures/shared.ts';
import { readTable } from './csv.ts';
import { origin, studyDay, subjectOf, visitsOf, week } from './notation.ts';

const sequence = (days: readonly (readonly [number, OverallResponse])[], params: Partial<Parameters> = {}, subject: SubjectFacts = { randomisationDate: origin }, hasTargets = true) =>
  evaluateSequence({ subject, hasTargets, timepoints: days.map(([day, overall]) => ({ id: `D${day}`, date: studyDay(day), overall })) }, { ...defaultParameters, ...params });
const course = (targets: string, nonTargets: number, lines: readonly string[], params: Partial<Parameters> = {}, subject?: SubjectFacts) => evaluateSubject(subjectOf(targets, nonTargets, visitsOf(lines), subject), params);
const pet = (baselinePet: string, ctCorrelate: string) => (runEngineRequest({ op: 'pet', input: { baselinePet, ctCorrelate } }) as { newLesion: string }).newLesion;
const overalls = (result: { readonly timepoints: readonly { readonly overall: OverallResponse }[] }) => result.timepoints.map(({ overall }) => overall);

/** What stands behind each number. */
const shown: Readonly<Record<string, () => void>> = {
  // PR continues after a confirmed PR, literally SD.
  1: () => {
    const lines = ['8 | 70', '12 | 70', '20 | 75'];
    expect(overalls(course('L100', 0, lines))).toEqual(['PR', 'PR', 'PR']);
    expect(overalls(course('L100', 0, lines, { prContinuation: 'literal' }))).toEqual(['PR', 'PR', 'SD']);
    expect(overalls(course('L100', 0, ['8 | 70', '9 | 70', '20 | 75']))).toEqual(['PR', 'PR', 'SD']);
    const [continued, literal] = [course('L100', 0, [...lines, '28 | 90']), course('L100', 0, [...lines, '28 | 90'], { prContinuation: 'literal' })];
    expect([continued.bor, continued.progression, continued.endpoints]).toEqual([literal.bor, literal.progression, literal.endpoints]);
  },
  // PR-SD-PR is confirmed, PR-SD-SD-PR is not.
  2: () => {
    expect(sequence([[57, 'PR'], [113, 'SD'], [169, 'PR']]).bor.confirmed.response).toBe('PR');
    expect(sequence([[57, 'PR'], [113, 'SD'], [169, 'SD'], [225, 'PR']]).bor.confirmed.response).toBe('SD');
  },
  // One NE between response and confirmation, not two.
  3: () => {
    expect(sequence([[57, 'PR'], [113, 'NE'], [169, 'PR']]).bor.confirmed.response).toBe('PR');
    expect(sequence([[57, 'PR'], [113, 'NE'], [169, 'NE'], [225, 'PR']]).bor.confirmed.response).toBe('SD');
  },
  // CR followed by less is PD, a revised CR is PR, in sequences by parameter.
  4: () => {
    const lines = ['8 | absent', '16 | 8'];
    expect(overalls(course('L30', 0, lines))).toEqual(['CR', 'PD']);
    const revised = subjectOf('L30', 0, visitsOf(lines).map((visit, index) => (index === 0 ? { ...visit, more: { reviseCrToPr: true } } : visit)));
    const result = evaluateSubject(revised);
    expect(result.timepoints.map(({ overall, overallAsRead }) => [overall, overallAsRead])).toEqual([['PR', 'CR'], ['PD', 'PD']]);
    expect(result.timepoints[1]?.rules).toContain('R-307');
    for (const [mode, expected] of [['pd', ['CR', 'CR']], ['revise', ['CR', 'SD']], ['asis', ['CR', 'CR']]] as const) {
      const answer = sequence([[57, 'CR'], [113, 'CR'], [169, 'SD']], { crThenNonCr: mode });
      expect([answer.bor.unconfirmed.response, answer.bor.confirmed.response]).toEqual(expected);
      expect(answer.checks).toContain('Q-S07');
      expect(answer.progression?.date ?? null).toBe(mode === 'pd' ? studyDay(169) : null);
    }
  },
  // An unconfirmed CR counts for reappearance, with a query.
  5: () => {
    const result = course('L30', 0, ['8 | absent', '9 | small']);
    expect(overalls(result)).toEqual(['CR', 'PD']);
    expect(result.timepoints[1]?.checks).toContain('Q-F12');
  },
  // No minimum for a non-nodal lesion that reappears, 10 mm for nodes.
  6: () => {
    expect(overalls(course('L30', 0, ['8 | absent', '16 | 0.1']))).toEqual(['CR', 'PD']);
    expect(overalls(course('N30', 0, ['8 | 4', '16 | 9.9999', '24 | 10']))).toEqual(['CR', 'CR', 'PD']);
  },
  // Nadir of 0 without overall CR: PD from 5 mm.
  7: () => {
    expect(overalls(course('L30', 1, ['8 | absent | present', '16 | 4.9 | present', '24 | 5 | present']))).toEqual(['PR', 'PR', 'PD']);
  },
  // The default of 5 mm makes PD, with a warning.
  8: () => {
    const result = course('L30', 1, ['8 | absent | present', '16 | small | present']);
    expect(overalls(result)).toEqual(['PR', 'PD']);
    expect(result.timepoints[1]?.checks).toContain('Q-F08');
  },
  // Nodes below 10 mm count in the sum unless all targets are normal, with a warning.
  9: () => {
    const result = course('N20 L5', 0, ['8 | 3 2', '16 | 9 2']);
    expect(overalls(result)).toEqual(['PR', 'PD']);
    expect(result.timepoints[1]?.checks).toContain('Q-F09');
    expect(overalls(course('N20', 0, ['8 | 3', '16 | 9']))).toEqual(['CR', 'CR']);
  },
  // Only PD is concluded from a partial sum.
  10: () => {
    expect(overalls(course('L30 L30', 0, ['8 | 72 NE', '16 | absent NE', '24 | 71.9 NE']))).toEqual(['PD', 'NE', 'NE']);
  },
  // A partial sum never lowers the nadir.
  11: () => expect(course('L30 L30', 0, ['8 | 5 NE', '16 | 30 30']).timepoints[1]?.nadir).toBe(60),
  // Non-target present together with not evaluable is NE.
  12: () => expect(course('', 2, ['8 || present NE']).timepoints[0]?.nonTarget).toBe('NE'),
  // Target CR with non-target not evaluated is PR.
  13: () => expect(lookupOverall('CR', 'NE', 'none')).toEqual({ overall: 'PR', rules: ['R-605'] }),
  // Target NE with non-target CR or NE is NE.
  14: () => expect([lookupOverall('NE', 'CR', 'none').overall, lookupOverall('NE', 'NE', 'none').overall]).toEqual(['NE', 'NE']),
  // The minimum for SD counts from the time origin, or from the baseline scan.
  15: () => {
    const subject = { randomisationDate: origin, baselineAssessmentDate: '2023-12-25' as IsoDate };
    expect(sequence([[36, 'SD']], {}, subject).bestOverallResponse).toBe('NE');
    expect(sequence([[36, 'SD']], { sdMinFrom: 'baselineScan' }, subject).bestOverallResponse).toBe('SD');
  },
  // NON-CR/NON-PD needs the same minimum.
  16: () => {
    expect(sequence([[42, 'NON-CR/NON-PD']], {}, undefined, false).bestOverallResponse).toBe('NE');
    expect(sequence([[43, 'NON-CR/NON-PD']], {}, undefined, false).bestOverallResponse).toBe('NON-CR/NON-PD');
  },
  // An unconfirmed CR without targets falls back to NON-CR/NON-PD.
  17: () => {
    expect(sequence([[57, 'CR'], [113, 'PD']], {}, undefined, false).bor.confirmed.response).toBe('NON-CR/NON-PD');
  },
  // PR then SD, both before the minimum, is NE when confirmation is needed.
  18: () => expect(sequence([[20, 'PR'], [40, 'SD']]).bor.confirmed.response).toBe('NE'),
  // No post-baseline assessment is NE with a reason.
  19: () => {
    expect(sequence([]).bor.unconfirmed).toEqual({ response: 'NE', date: null, timepointId: null, reason: 'noAssessment' });
  },
  // A confirmed equivocal finding: assigned PD and read SD are both kept.
  20: () => {
    expect(course('L30', 0, ['8 | 30 || A:equivocal', '16 | 30 || A:unequivocal']).timepoints[0]).toMatchObject({ overall: 'PD', overallAsRead: 'SD' });
  },
  // No back-dating across a dismissal.
  21: () => {
    expect(course('L30', 0, ['8 | 30 || A:equivocal', '16 | 30 || A:dismissed', '24 | 30 || A:unequivocal']).progression?.date).toBe(week(24));
    expect(course('L30', 0, ['8 | 30 || A:equivocal', '16 | 30', '24 | 30 || A:unequivocal']).progression?.date).toBe(week(24));
  },
  // The date of PD by sum is the last scan of the evaluable targets; the first by parameter.
  22: () => {
    const input = subjectOf('L30 L30', 0, [{ id: 'A', date: studyDay(60), targets: `40@${studyDay(50)} 40@${studyDay(55)}` }]);
    expect([evaluateSubject(input).progression?.date, evaluateSubject(input, { targetPdDate: 'earliest' }).progression?.date]).toEqual([studyDay(55), studyDay(50)]);
  },
  // The date of a timepoint is its last scan; the first by parameter.
  23: () => {
    const input = subjectOf('L30', 0, [{ id: 'A', date: studyDay(60), targets: '20', more: { scanDates: [studyDay(58), studyDay(50)] } }]);
    expect([evaluateSubject(input), evaluateSubject(input, { timepointDate: 'earliest' })].map(({ timepoints, bor }) => [timepoints[0]?.date, bor.unconfirmed.date])).toEqual([[studyDay(58), studyDay(58)], [studyDay(50), studyDay(50)]]);
  },
  // An assessment on the day of a new therapy counts, and an event on that day too.
  24: () => {
    const subject = { randomisationDate: origin, newTherapyStartDate: studyDay(113) };
    expect(sequence([[57, 'SD'], [113, 'PR']], {}, subject).bestOverallResponse).toBe('PR');
    expect(sequence([[57, 'SD'], [113, 'PD']], { pfsRules: 'FDA-A' }, subject).endpoints.PFS).toMatchObject({ event: true, days: 113 });
  },
  // More than two intervals and two windows since the last performed assessment, 126 days with the defaults.
  25: () => {
    expect(sequence([[57, 'SD'], [183, 'PD']], { pfsRules: 'FDA-A' }).endpoints.PFS).toMatchObject({ event: true, days: 183 });
    expect(sequence([[57, 'SD'], [184, 'PD']], { pfsRules: 'FDA-A' }).endpoints.PFS).toMatchObject({ event: false, days: 57, reason: 'missedAssessments' });
  },
  // An NE assessment is not missed, but no date to censor at.
  26: () => {
    expect(sequence([[57, 'SD'], [113, 'NE'], [184, 'PD']], { pfsRules: 'FDA-A' }).endpoints.PFS).toMatchObject({ event: true, days: 184 });
    expect(sequence([[57, 'SD'], [113, 'NE']], { pfsRules: 'FDA-A' }).endpoints.PFS).toMatchObject({ event: false, days: 57, reason: 'lastEvaluableAssessment' });
  },
  // Without post-baseline assessment censored on day 1, early death is an event.
  27: () => {
    expect(sequence([]).endpoints.PFS).toMatchObject({ event: false, days: 1 });
    expect(sequence([], { pfsRules: 'FDA-A' }, { randomisationDate: origin, deathDate: studyDay(100) }).endpoints.PFS).toMatchObject({ event: true, days: 100 });
  },
  // NON-CR/NON-PD is not disease control unless the protocol says so.
  28: () => {
    const answer = (params: Partial<Parameters>) => sequence([[57, 'NON-CR/NON-PD'], [190, 'NON-CR/NON-PD']], params, undefined, false);
    expect([answer({}).diseaseControl, answer({}).clinicalBenefit.achieved]).toEqual([false, false]);
    expect([answer({ dcrIncludeNonCrNonPd: true }).diseaseControl, answer({ dcrIncludeNonCrNonPd: true }).clinicalBenefit]).toEqual([true, { achieved: true, date: studyDay(190) }]);
  },
  // Death is not an event of TTP, whose origin is the first dose.
  29: () => {
    const { endpoints } = sequence([[57, 'SD']], {}, { randomisationDate: origin, firstDoseDate: studyDay(8), deathDate: studyDay(80) });
    expect(endpoints.TTP).toEqual({ event: false, date: studyDay(57), days: 50, reason: 'lastEvaluableAssessment' });
    expect(endpoints.PFS).toMatchObject({ event: true, reason: 'death', days: 80 });
  },
  // Without randomisation the origin is enrolment, else the first dose.
  30: () => {
    expect(sequence([], {}, { enrolmentDate: studyDay(3), firstDoseDate: studyDay(5) }).timeOrigin).toEqual({ date: studyDay(3), source: 'enrolment' });
    expect(sequence([], {}, { firstDoseDate: studyDay(5) }).timeOrigin).toEqual({ date: studyDay(5), source: 'firstDose' });
    expect(sequence([], { timeOrigin: 'firstDose' }, { randomisationDate: origin, firstDoseDate: studyDay(5) }).timeOrigin?.source).toBe('firstDose');
  },
  // Nodes split into the sum of short axes and merge into that of the conglomerate; CR needs each fragment below 10 mm.
  31: () => {
    expect(course('N30', 0, ['8 | 12+9']).timepoints[0]).toMatchObject({ sum: 21, target: 'PR' });
    expect(course('N30 N20', 0, ['8 | 12 >T1']).timepoints[0]).toMatchObject({ sum: 12, target: 'PR' });
    expect(course('N30', 0, ['8 | 9.9+9.9']).timepoints[0]).toMatchObject({ sum: 19.8, target: 'CR' });
    expect(course('N30', 0, ['8 | 10+2']).timepoints[0]).toMatchObject({ sum: 12, target: 'PR' });
  },
  // A fragment that is too small counts 5 mm.
  32: () => expect(course('L30', 0, ['8 | 8+small+small+absent']).timepoints[0]?.sum).toBe(18),
  // A PET that was positive at the same site before: CT decides.
  33: () => expect([pet('positiveSameSite', 'newSite'), pet('positiveSameSite', 'preexistingProgressing')]).toEqual(['none', 'none']),
  // A negative PET that becomes positive is a new lesion also without CT correlate.
  34: () => expect(pet('negative', 'noCorrelate')).toBe('unequivocal'),
  // NED until a new lesion; not a response, but in the denominator.
  35: () => {
    const result = course('', 0, ['8', '16', '24 ||| A:unequivocal']);
    expect(overalls(result)).toEqual(['NED', 'NED', 'PD']);
    expect([result.bestOverallResponse, result.objectiveResponse, result.diseaseControl]).toEqual(['NED', false, false]);
    expect(runEngineRequest({ op: 'cohort', input: { bor: ['NED', 'PR'] } })).toMatchObject({ ORR: { n: 1, N: 2 } });
  },
  // The tumour marker decides only where the protocol uses it and it was raised.
  36: () => {
    const input = (marker: 'normal' | 'elevated' | undefined, atBaseline: 'elevated' | 'normal' = 'elevated') => {
      const subject = subjectOf('L30', 0, [{ id: 'A', date: week(8), targets: 'absent', more: marker === undefined ? {} : { tumourMarker: marker } }]);
      return { ...subject, baseline: { ...subject.baseline, tumourMarker: atBaseline } };
    };
    const overall = (subject: ReturnType<typeof input>, tumourMarkerForCR: boolean) => evaluateSubject(subject, { tumourMarkerForCR }).timepoints[0];
    expect(overall(input('elevated'), false)).toMatchObject({ nonTarget: 'NA', overall: 'CR', checks: expect.arrayContaining(['Q-F23']) });
    expect(overall(input('elevated'), true)).toMatchObject({ nonTarget: 'NON-CR/NON-PD', overall: 'PR' });
    expect(overall(input(undefined), true)).toMatchObject({ nonTarget: 'NE', overall: 'PR' });
    expect(overall(input('normal'), true)).toMatchObject({ nonTarget: 'CR', overall: 'CR' });
    expect(overall(input('elevated', 'normal'), true)).toMatchObject({ nonTarget: 'NA', overall: 'CR' });
  },
  // A small new node recorded as unequivocal is PD, with a warning.
  37: () => {
    const visit = (sizeMm: number) => subjectOf('L30', 0, [{ id: 'A', date: week(8), targets: '30', more: { newLesions: [{ id: 'A', status: 'unequivocal', kind: 'node', organ: 'lymphNode', sizeMm }] } }]);
    expect(evaluateSubject(visit(14.9)).timepoints[0]).toMatchObject({ overall: 'PD', checks: expect.arrayContaining(['Q-F15']) });
    expect(evaluateSubject(visit(15)).timepoints[0]?.checks).not.toContain('Q-F15');
  },
  // Nothing is rounded after recording.
  38: () => expect(course('L12.3', 0, ['8 | 8.61']).timepoints[0]).toMatchObject({ sum: 8.61, target: 'PR' }),
  // After an iUPD by a new lesion the bar is reset only by shrinkage or resolution.
  39: () => {
    const responses = (second: object) => (runEngineRequest({
      op: 'irecist', input: { baselineSum: 50, timepoints: [{ id: 'a', date: week(8), targetSum: 40, newLesions: { additional: 1, present: true } }, { id: 'b', date: week(14), newLesions: { present: true }, ...second }] },
    }) as { timepoints: { response: string }[] }).timepoints.map(({ response }) => response);
    expect(responses({ targetSum: 40 })).toEqual(['iUPD', 'iUPD']);
    expect(responses({ targetSum: 35 })).toEqual(['iUPD', 'iPR']);
    expect(responses({ targetSum: 40, newLesions: { allResolved: true } })).toEqual(['iUPD', 'iSD']);
  },
  // Clinical progression changes no response and is an event only in FDA-C.
  40: () => {
    const input = subjectOf('L30', 0, visitsOf(['8 | 30']), { randomisationDate: origin, clinicalProgressionDate: week(12) });
    expect(overalls(evaluateSubject(input))).toEqual(['SD']);
    expect(compareRuleSets(input).filter(({ endpoints }) => endpoints.PFS?.event).map(({ ruleSet }) => ruleSet)).toEqual(['FDA-C']);
  },
  // Only findings unequivocal at the first PD date it back.
  41: () => {
    const result = course('L30', 0, ['8 | 30 || A:equivocal', '16 | 40 || A:equivocal', '24 | 40 || A:unequivocal']);
    expect(result.progression).toMatchObject({ date: week(16), components: ['target'] });
  },
};

const conventions = readTable('conventions.csv', ['no', 'question', 'convention', 'source']);

describe('section 16', () => {
  test.each(conventions)('$no: $question: $convention', ({ no }) => {
    expect(shown[no], `nothing shows convention ${no}`).toBeDefined();
    shown[no]?.();
  });
  test('the numbers 1 to 41 are all there, and nothing else is shown', () => {
    const numbers = Array.from({ length: 41 }, (_, index) => String(index + 1));
    expect(conventions.map(({ no }) => no)).toEqual(numbers);
    expect(Object.keys(shown)).toEqual(numbers);
  });
  const rules = sharedPath('spec/recist-1.1.md');
  if (rules === undefined) sayNotRun('the table of conventions against the text of section 16');
  test.skipIf(rules === undefined)('the table says what section 16 says', () => {
    const text = readFileSync(rules ?? '', 'utf8').replaceAll('`', '');
    for (const { no, question, convention } of conventions) expect(text.split('\n').some((line) => line.startsWith(`| ${no} | ${question} |`) && line.includes(`| ${convention} |`)), no).toBe(true);
  });
});
