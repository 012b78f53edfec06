/** What holds for every subject, whatever its data. `NADIR_PROPERTY_RUNS` changes how many random subjects each property sees. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/common/index.ts';
import { evaluateSubject } from '../../src/endpoints/index.ts';
import { checkEntry, overallResponses, ruleEntry, type OverallResponse, type Parameters, type SubjectFacts, type SubjectInput, type SubjectResult, type TimepointInput } from '../../src/recist/index.ts';
import { allParameters, anyDate, largeSubjects, parameterChoices, subjects, subjectsWithDistinctDates, wholeSubjects } from './arbitraries.ts';

const numRuns = Number(process.env['NADIR_PROPERTY_RUNS'] ?? 10_000);
const timeout = 300_000;
const holds = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns });

/** Results without the words, which name lesions in the order they were given. */
const numbers = (result: SubjectResult): unknown => ({ ...result, timepoints: result.timepoints.map(({ explanation: _words, ...rest }) => rest) });

const withoutScanDates = (input: SubjectInput): SubjectInput => JSON.parse(JSON.stringify(input), (key, value) => (key === 'scanDate' ? undefined : value));
const inOrder = (input: SubjectInput): SubjectInput['timepoints'] => [...input.timepoints].sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1));

/** Dates of all scans of a timepoint: its own, and those of its lesions. */
function scansOf(timepoint: TimepointInput): readonly IsoDate[] {
  const own = timepoint.scanDates !== undefined && timepoint.scanDates.length > 0 ? timepoint.scanDates : [timepoint.date as IsoDate];
  const lesions = [...Object.values(timepoint.targets), ...Object.values(timepoint.nonTargets), ...timepoint.newLesions].flatMap((record) => [record, ...('parts' in record ? record.parts : [])]);
  return [...own, ...lesions.flatMap(({ scanDate }) => (scanDate === undefined ? [] : [scanDate]))];
}

/** What was known of a subject on a day: nothing later has happened, and it was last seen alive on that day if it was so later. */
function knownOn(day: IsoDate, facts: SubjectFacts): SubjectFacts {
  const happened = (date: IsoDate | undefined): date is IsoDate => date !== undefined && date <= day;
  const { deathDate, lastKnownAliveDate, newTherapyStartDate, clinicalProgressionDate, studyEndDate, nextLine, ...before } = facts;
  const alive = lastKnownAliveDate ?? (deathDate !== undefined && deathDate > day ? day : undefined);
  return {
    ...before,
    ...(happened(deathDate) ? { deathDate } : {}), ...(happened(newTherapyStartDate) ? { newTherapyStartDate } : {}),
    ...(happened(clinicalProgressionDate) ? { clinicalProgressionDate } : {}), ...(happened(studyEndDate) ? { studyEndDate } : {}),
    ...(alive === undefined ? {} : { lastKnownAliveDate: happened(alive) ? alive : day }),
    ...(nextLine !== undefined && happened(nextLine.startDate) ? {
      nextLine: {
        startDate: nextLine.startDate, ...(happened(nextLine.secondProgressionDate) ? { secondProgressionDate: nextLine.secondProgressionDate } : {}),
        ...(nextLine.lastAssessmentDate === undefined ? {} : { lastAssessmentDate: happened(nextLine.lastAssessmentDate) ? nextLine.lastAssessmentDate : day }),
      },
    } : {}),
  };
}

/** Equal as JSON; the slow comparison only to say what differs. */
function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

const rank = (response: OverallResponse): number => ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'NED', 'PD', 'NE'].indexOf(response);

describe('a subject, whatever its data', { timeout }, () => {
  test('the order of lesions and timepoints in the input changes nothing', () => {
    holds(fc.property(subjectsWithDistinctDates, parameterChoices, fc.infiniteStream(fc.nat()), (input, params, keys) => {
      const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ item }) => item);
      const permuted: SubjectInput = {
        ...input,
        baseline: { ...input.baseline, targets: shuffled(input.baseline.targets), nonTargets: shuffled(input.baseline.nonTargets) },
        timepoints: shuffled(input.timepoints.map((timepoint) => ({ ...timepoint, newLesions: shuffled(timepoint.newLesions) }))),
      };
      same(numbers(evaluateSubject(permuted, params)), numbers(evaluateSubject(input, params)));
    }));
  });

  test('a later assessment never changes what an earlier one was read as', () => {
    holds(fc.property(subjectsWithDistinctDates, parameterChoices, fc.nat(6), (input, params, cut) => {
      const ordered = inOrder(input);
      const asRead = (timepoints: SubjectInput['timepoints']) => evaluateSubject({ ...input, timepoints }, params).timepoints.map(({ id, overallAsRead, target, nonTarget, newLesion, sum, partialSum, nadir }) => ({ id, overallAsRead, target, nonTarget, newLesion, sum, partialSum, nadir }));
      same(asRead(ordered).slice(0, cut), asRead(ordered.slice(0, cut)));
    }));
  });

  test('data cut at any date give what the full data give for that date when nothing is dated back', () => {
    holds(fc.property(wholeSubjects, allParameters, anyDate, (whole, choice, day) => {
      const input = withoutScanDates({ ...whole, timepoints: whole.timepoints.map(({ scanDates: _scans, ...timepoint }) => timepoint) });
      const params: Partial<Parameters> = { ...choice, equivocalBackdating: false };
      const known: SubjectInput = { ...input, subject: knownOn(day, input.subject), timepoints: input.timepoints.filter(({ date }) => date !== undefined && date <= day) };
      const [full, cut] = [evaluateSubject(input, { ...params, dataCutoff: day }), evaluateSubject(known, { ...params, dataCutoff: null })];
      const { timepoints: all, baseline: _baseline, ...outcome } = full;
      const { timepoints: before, baseline: _same, ...outcomeThen } = cut;
      same(all.slice(0, before.length).map(({ overall }) => overall), before.map(({ overall }) => overall));
      same(outcome, outcomeThen);
    }));
  });

  test('the nadir never rises, and is never above the baseline sum', () => {
    holds(fc.property(subjects, parameterChoices, (input, params) => {
      const { baseline, timepoints } = evaluateSubject(input, params);
      let least = baseline.sum;
      for (const { nadir, sum } of timepoints) {
        if (nadir === null || least === null) expect(nadir).toBe(least);
        else expect(nadir).toBeLessThanOrEqual(least);
        least = nadir === null || sum === null ? nadir : Math.min(nadir, sum);
      }
    }));
  });

  test('an unequivocal new lesion makes its timepoint PD, no best response better and no progression later', () => {
    holds(fc.property(subjectsWithDistinctDates, parameterChoices, fc.nat(6), (withScans, choice, at) => {
      const input: SubjectInput = withoutScanDates(withScans);
      // Back-dating looks only at the first PD (convention 41), so an earlier PD can keep another finding from moving the date back.
      const params = { ...choice, equivocalBackdating: false };
      fc.pre(at < input.timepoints.length && input.timepoints[at]?.performed !== false);
      const timepoints = input.timepoints.map((timepoint, index) => (index === at ? { ...timepoint, newLesions: [...timepoint.newLesions, { id: 'Z', status: 'unequivocal' as const }] } : timepoint));
      const [before, after] = [evaluateSubject(input, params), evaluateSubject({ ...input, timepoints }, params)];
      const id = input.timepoints[at]?.id;
      expect(after.timepoints.find((timepoint) => timepoint.id === id)).toMatchObject({ overallAsRead: 'PD', overall: 'PD' });
      for (const which of ['unconfirmed', 'confirmed'] as const) {
        // NE and PD are not ranked against each other: knowing of progression is no improvement.
        if (before.bor[which].response !== 'NE') expect(rank(after.bor[which].response)).toBeGreaterThanOrEqual(rank(before.bor[which].response));
      }
      expect(after.progression).not.toBeNull();
      if (before.progression !== null) expect(after.progression?.date && after.progression.date <= before.progression.date).toBe(true);
    }));
  });

  test('ten times the size keeps every response, date and percentage where no absolute limit is met', () => {
    const tenfold = (value: SubjectInput): SubjectInput => JSON.parse(JSON.stringify(value), (key, member) => (key === 'value' || key === 'sizeMm' ? Math.round(member * 100_000) / 10_000 : member));
    const seen = new Set<string>();
    const relative = ({ timepoints, progression, bor }: SubjectResult): unknown => [timepoints.map(({ target, overall, overallAsRead, rules, pctFromBaseline, pctFromNadir }) => ({ target, overall, overallAsRead, rules, pctFromBaseline, pctFromNadir })), progression, bor];
    holds(fc.property(largeSubjects, parameterChoices, (input, params) => {
      const result = evaluateSubject(input, params);
      for (const { target } of result.timepoints) seen.add(target);
      same(relative(evaluateSubject(tenfold(input), params)), relative(result));
    }));
    expect([...seen].sort()).toEqual(['NE', 'PD', 'PR', 'SD']);
  });

  test('ten times the size keeps PR and PD of non-nodal lesions whatever their size', () => {
    const tenfold = (value: SubjectInput): SubjectInput => JSON.parse(JSON.stringify(value), (key, member) => (key === 'value' || key === 'sizeMm' ? Math.round(member * 100_000) / 10_000 : member));
    const nonNodal = (input: SubjectInput): SubjectInput => ({ ...input, baseline: { ...input.baseline, targets: input.baseline.targets.map((target) => ({ ...target, kind: 'nonNodal' })) } });
    holds(fc.property(subjects.filter((input) => !JSON.stringify(input).includes('tooSmall')).map(nonNodal), (input) => {
      const [before, after] = [evaluateSubject(input).timepoints, evaluateSubject(tenfold(input)).timepoints];
      before.forEach((timepoint, index) => {
        // Growth of 5 mm becomes 50 mm, so a PD stays one; a growth of less than 5 mm may become one.
        if (timepoint.target === 'PD' && !timepoint.rules.includes('R-309')) expect(after[index]?.target).toBe('PD');
        if (timepoint.target === 'PR' && after[index]?.target !== 'PD' && !timepoint.rules.includes('R-313')) expect(after[index]?.target).toBe('PR');
        if (timepoint.pctFromBaseline === null) expect(after[index]?.pctFromBaseline).toBeNull();
        else expect(after[index]?.pctFromBaseline).toBeCloseTo(timepoint.pctFromBaseline, 6);
      });
    }));
  });

  test('progression is never dated after the last scan of its timepoint, nor is anything but that PD', () => {
    holds(fc.property(subjects, allParameters, (input, params) => {
      const { progression, timepoints } = evaluateSubject(input, params);
      if (progression === null) return;
      const timepoint = input.timepoints.find(({ id }) => id === progression.timepointId) as TimepointInput;
      const last = [...scansOf(timepoint)].sort().at(-1) ?? '';
      expect(progression.date <= last, `${progression.date} is after ${last}`).toBe(true);
      expect(timepoints.find(({ id }) => id === progression.timepointId)?.overall).toBe('PD');
    }));
  });

  test('every response cites rules that exist, every check exists, every explanation says something', () => {
    /** The sections of the rules that give a response to targets, non-targets and new lesions. */
    const cites = (rules: readonly string[], pattern: RegExp): boolean => rules.some((rule) => pattern.test(rule));
    holds(fc.property(subjects, parameterChoices, (input, params) => {
      const result = evaluateSubject(input, params);
      for (const timepoint of result.timepoints) {
        expect(overallResponses).toContain(timepoint.overall);
        expect(timepoint.rules.length).toBeGreaterThan(0);
        expect(new Set(timepoint.rules).size).toBe(timepoint.rules.length);
        for (const rule of timepoint.rules) expect(ruleEntry(rule), rule).toBeDefined();
        expect(cites(timepoint.rules, /^R-(151|216|3\d\d)$/), 'target response').toBe(true);
        expect(cites(timepoint.rules, /^R-(216|4\d\d|603|620)$/) || timepoint.nonTarget === 'NA', 'non-target response').toBe(true);
        expect(cites(timepoint.rules, /^R-50[25]$/), 'new lesion').toBe(timepoint.newLesion !== 'none');
        for (const check of timepoint.checks) expect(checkEntry(check), check).toBeDefined();
        expect(timepoint.explanation.sentence).toMatch(/^\S.*\.$/);
        expect(timepoint.explanation.sentence).not.toMatch(/undefined|NaN|null| {2}/);
        expect(timepoint.explanation.arithmetic).not.toMatch(/undefined|NaN|null| {2}|^$/);
      }
      for (const check of [...result.checks, ...result.baseline.checks]) expect(checkEntry(check), check).toBeDefined();
    }));
  });

  test('the limits are where the category changes: one recording step before they do not hold', () => {
    holds(fc.property(subjects, (input) => {
      evaluateSubject(input).timepoints.forEach(({ sum, nadir, explanation: { pdLimit, prLimit } }) => {
        if (pdLimit === null || nadir === null) return;
        const [limit, lowest] = [Math.round(pdLimit.limitMm * 10_000), Math.round(nadir * 10_000)];
        const isPd = (units: number): boolean => 5 * units >= 6 * lowest && units - lowest >= 50_000;
        expect([isPd(limit), isPd(limit - 1000)]).toEqual([true, false]);
        if (sum !== null) expect(Math.round(pdLimit.distanceMm * 10_000)).toBe(limit - Math.round(sum * 10_000));
        if (sum !== null) expect(prLimit).not.toBeNull();
      });
    }));
  });
});
