import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateSubject } from '../../src/endpoints/index.ts';
import { defaultParameters, type Parameters, type SubjectInput } from '../../src/recist/index.ts';
import { parameterChoices, subjects } from './arbitraries.ts';
import { naive } from './naive.ts';

/** Random subjects compared. `NADIR_SUBJECTS` changes how many. */
const runs = Number(process.env['NADIR_SUBJECTS'] ?? 100_000);

const inMm = (units: bigint | null): number | null => (units === null ? null : Number(units) / 10_000);

test(`the engine and the plain implementation agree on ${runs} random subjects`, () => {
  const seen = new Set<string>();
  fc.assert(fc.property(subjects, parameterChoices, (input: SubjectInput, choice: Partial<Parameters>) => {
    const params = { ...defaultParameters, ...choice };
    const expected = naive(input, params).map(({ id, sum, partial, nadir, target, nonTarget, newLesion, asRead, overall }) => ({
      id, sum: inMm(sum), partialSum: inMm(partial), nadir: inMm(nadir), target, nonTarget, newLesion, overallAsRead: asRead, overall,
    }));
    const actual = evaluateSubject(input, params).timepoints.map(({ id, sum, partialSum, nadir, target, nonTarget, newLesion, overallAsRead, overall, rules }) => {
      for (const rule of rules) seen.add(rule);
      return { id, sum, partialSum, nadir, target, nonTarget, newLesion, overallAsRead, overall };
    });
    // Equal as JSON; the slow comparison only to say what differs.
    if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
  }), { numRuns: runs });
  // The comparison is worth something only when the random subjects reach the rare rules.
  for (const rule of ['R-305', 'R-306', 'R-307', 'R-308', 'R-309', 'R-310', 'R-311', 'R-312', 'R-313', 'R-403', 'R-404', 'R-507', 'R-605', 'R-620', 'R-622', 'R-623']) expect([...seen]).toContain(rule);
}, 600_000);
