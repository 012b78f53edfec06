/** The words behind every value: golden sentences, and what holds for the words about any subject. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRuleSets, evaluateSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { ruleCatalogue, ruleEntry, type Reason, type SubjectResult, type TimepointResult } from '../../src/recist/index.ts';
import { parameterChoices, subjects } from './arbitraries.ts';
import { readTable } from './csv.ts';
import { toldOf } from './explanationRows.ts';
import type { Loose } from './loose.ts';
import { origin, week } from './notation.ts';

const columns = ['id', 'targets', 'nonTargets', 'course', 'subject', 'params', 'assigned', 'of', 'sentence', 'rules', 'lesions', 'source'] as const;
const runs = 400;

describe('golden sentences', () => {
  test.each(readTable('explanations.csv', columns))('$id $of of $course ($source)', (row) => {
    const { sentence, rules, lesions } = toldOf(row);
    expect({ sentence, rules: rules.join(' '), lesions: lesions.join(' ') }).toEqual({ sentence: row.sentence, rules: row.rules, lesions: row.lesions });
  });
});

/** Every reason of a result with what it is about. */
function reasonsOf(result: SubjectResult): readonly (readonly [string, Reason])[] {
  const { bor, progression, endpoints } = result.reasons;
  return [
    ...result.timepoints.flatMap(({ id, explanation, rules }) => [
      [`${id} overall`, { sentence: explanation.sentence, rules, lesions: explanation.decidingLesions }], [`${id} target`, explanation.target], [`${id} non-target`, explanation.nonTarget], [`${id} new lesion`, explanation.newLesion],
    ] as const),
    ['bor unconfirmed', bor.unconfirmed], ['bor confirmed', bor.confirmed], ['progression', progression], ...Object.entries(endpoints),
  ];
}

const shown = (text: string): number => Number(text.replace('\u2212', '-').replace('+', ''));

/** What is wrong with the percentages of a timepoint's arithmetic; empty when none contradicts what the rules decided. */
function contradictions({ computed, explanation: { arithmetic } }: TimepointResult): readonly string[] {
  const baseline = /; ([+\u2212]?[\d.]+)\u2009% from/.exec(arithmetic)?.[1];
  const nadir = /; ([+\u2212]?[\d.]+)\u2009%, [+\u2212]?[\d.]+ mm over nadir/.exec(arithmetic)?.[1];
  const found: string[] = [];
  if (baseline !== undefined && computed.rules.includes('R-311') && shown(baseline) > -30) found.push(`PR at ${baseline}`);
  if (baseline !== undefined && (computed.rules.includes('R-312') || computed.rules.includes('R-313')) && shown(baseline) <= -30) found.push(`not PR at ${baseline}`);
  if (nadir !== undefined && arithmetic.endsWith('so PD') && shown(nadir) < 20) found.push(`PD at ${nadir}`);
  if (nadir !== undefined && /below 20\u2009%(, so| and)/.test(arithmetic) && shown(nadir) >= 20) found.push(`below 20 at ${nadir}`);
  return found;
}

describe('the words about any subject', () => {
  test('are whole sentences with known rules and lesions, for every value the engine gives', () => {
    fc.assert(fc.property(subjects, parameterChoices, (input, params) => {
      const result = evaluateSubject(input, params);
      const known = new Set([...input.baseline.targets.map(({ id }) => id), ...input.baseline.nonTargets.map(({ id }) => id), 'A', 'B']);
      for (const [what, { sentence, rules, lesions }] of reasonsOf(result)) {
        expect(sentence, what).toMatch(/^[A-Z][^]*\.$/);
        expect(sentence, what).not.toMatch(/undefined|NaN|Infinity|null|\[object| {2}|\.\.|, ,| \.|: \.|\( ?\)/);
        expect(rules.length, `${what}: ${sentence}`).toBeGreaterThan(0);
        for (const rule of rules) expect(ruleEntry(rule), rule).toBeDefined();
        for (const lesion of lesions) expect(known.has(lesion), `${what}: ${lesion}`).toBe(true);
        expect(new Set(lesions).size).toBe(lesions.length);
      }
    }), { numRuns: runs });
  });
  test('show no percentage that contradicts the category, and none from a nadir of 0 (R-006)', () => {
    fc.assert(fc.property(subjects, parameterChoices, (input, params) => {
      for (const timepoint of evaluateSubject(input, params).timepoints) {
        expect(contradictions(timepoint), timepoint.explanation.arithmetic).toEqual([]);
        expect(timepoint.explanation.arithmetic).not.toMatch(/undefined|NaN|Infinity/);
        if (timepoint.nadir === 0) expect(timepoint.explanation.arithmetic).not.toMatch(/%, [+\u2212]?[\d.]+ mm over nadir/);
      }
    }), { numRuns: runs });
  });
  test('cover the endpoints of every rule set, and agree with them in event and date', () => {
    fc.assert(fc.property(subjects, parameterChoices, fc.integer({ min: 0, max: 300 }), (input, params, day) => {
      const died = { ...input, subject: { ...input.subject, deathDate: week(Math.floor(day / 7)), newTherapyStartDate: week(Math.floor(day / 14)) } };
      for (const { endpoints, reasons } of compareRuleSets(died, params)) {
        for (const [name, endpoint] of Object.entries(endpoints)) {
          const { sentence } = reasons[name as keyof typeof reasons];
          expect(sentence).not.toMatch(/undefined|NaN|null/);
          expect(sentence.startsWith(endpoint === null ? 'Does not apply' : `${endpoint.event ? 'Event' : 'Censored'} after ${endpoint.days} day`), sentence).toBe(true);
          if (endpoint?.event) expect(sentence).toContain(endpoint.date);
        }
      }
    }), { numRuns: runs / 4 });
  });
});

describe('the rules that are cited', () => {
  const sourcesIn = (folder: string): readonly string[] => readdirSync(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(path).isDirectory() ? sourcesIn(path) : path.endsWith('.ts') && !path.endsWith('.test.ts') && name !== 'ruleCatalogue.ts' ? [readFileSync(path, 'utf8')] : [];
  });
  const root = new URL('../../', import.meta.url).pathname;

  test('are all in the catalogue, with title, text and source: every id written in the engine', () => {
    const written = ['src/recist', 'src/endpoints', 'renderer/features'].flatMap((folder) => sourcesIn(`${root}${folder}`)).flatMap((text) => [...text.matchAll(/'(R-(?:[IJ]?\d{2,3}))'/g)].map((match) => match[1] ?? ''));
    expect(new Set(written).size).toBeGreaterThan(90);
    expect([...new Set(written)].filter((id) => ruleEntry(id) === undefined)).toEqual([]);
    for (const { id, title, text, source } of ruleCatalogue) expect([title, text, source].every((part) => part.length > 2), id).toBe(true);
    expect(new Set(ruleCatalogue.map(({ id }) => id)).size).toBe(ruleCatalogue.length);
  });
  test('come with their source in an answer that was asked to explain, and not otherwise', () => {
    const input = { target: 'SD', nonTarget: 'NA', newLesion: 'unequivocal' };
    expect((runEngineRequest({ op: 'overall', explain: true, input }) as Loose).sources).toEqual({ 'R-611': { title: 'New lesion', source: 'E09 table 1' } });
    expect((runEngineRequest({ op: 'overall', input }) as Loose).sources).toBeUndefined();
  });
});

describe('immune responses and adjudication', () => {
  const immune = (timepoints: readonly object[], baselineSum: number | null = 50): readonly string[] =>
    (runEngineRequest({ op: 'irecist', explain: true, input: { baselineSum, timepoints: timepoints.map((timepoint, index) => ({ id: `t${index}`, date: week(8 * (index + 1)), ...timepoint })) } }) as Loose)
      .timepoints.map(({ reason }: { reason: Reason }) => reason.sentence.replaceAll('\u2009', ' '));

  test('iUPD, persisting, confirmed, and after', () => {
    expect(immune([{ targetSum: 61 }, { targetSum: 62 }, { targetSum: 66, newLesions: { additional: 1, targetSum: 12 } }, { targetSum: 20 }])).toEqual([
      'Unconfirmed progression: target sum 61.0 mm, 11.0 mm and 22.0 % above the nadir of 50.0 mm.',
      'Progression persists without further increase since the iUPD of 2024-02-26: target sum 62.0 mm, 12.0 mm and 24.0 % above the nadir of 50.0 mm.',
      'Confirmed against the iUPD of 2024-02-26: target sum 66.0 mm, 5.0 mm more than then, a further new lesion and a cause that was not there: new lesions.',
      'Progression was confirmed before: iCPD stays.',
    ]);
  });
  test('the bar is reset, stays, or waits', () => {
    expect(immune([{ targetSum: 45, newLesions: { additional: 2, present: true } }, { targetSum: 30, newLesions: { present: true } }])).toEqual([
      'Unconfirmed progression: 2 new lesions.',
      'No cause of progression is left since the iUPD of 2024-02-26: the bar is reset. Target PR (sum 30.0 mm, \u221240.0 % from baseline), non-target NA: iPR.',
    ]);
    expect(immune([{ targetSum: 45, newLesions: { additional: 1, present: true } }, { targetSum: 45, newLesions: { present: true } }]).at(-1)).toBe('New disease of the iUPD of 2024-02-26 is unchanged and the targets did not shrink: not confirmed, not reset.');
    expect(immune([{ targetSum: 61 }, { targetSum: null }]).at(-1)).toBe('Not all disease could be evaluated: the iUPD of 2024-02-26 stays open.');
    expect(immune([{ targetSum: 61, date: week(8) }, { targetSum: 70, date: week(10) }]).at(-1)).toBe('14 days after the iUPD of 2024-02-26: fewer than 28, too early to confirm or reset.');
    expect(immune([{ targetSum: 45, newLesions: { additional: 1, present: true } }, { targetSum: 0, newLesions: { present: true } }]).at(-1)).toContain('iPR; not iCR while a new lesion persists.');
    expect(immune([{ targetSum: 40, nonTarget: 'PD' }, { targetSum: 40, nonTarget: 'PD', nonTargetFurtherIncrease: true }]).at(-1)).toBe('Confirmed against the iUPD of 2024-02-26: non-target disease increased further.');
  });
  test('best immune response and its date', () => {
    const answer = runEngineRequest({ op: 'ibor', explain: true, labels: { a: 'TP1', b: 'TP2', c: 'TP3' }, input: { timepoints: [{ id: 'a', date: week(8), response: 'iPR' }, { id: 'b', date: week(16), response: 'iUPD' }, { id: 'c', date: week(24), response: 'iCPD' }] } }) as Loose;
    expect(answer.reason.sentence).toBe('iPR at TP1 (2024-02-26) is the best immune response up to iCPD at TP3. Immune progression is dated to the iUPD on 2024-04-22, confirmed.');
  });
  test('adjudication names what differs with both values', () => {
    const readers = [{ bor: 'PR', progressionDate: origin }, { bor: 'SD', progressionDate: week(8) }];
    const reason = (two: readonly object[], params: object = {}) => (runEngineRequest({ op: 'adjudicate', explain: true, params, input: { readers: two } }) as Loose).reason;
    expect(reason(readers).sentence).toBe('The readers differ in best overall response (PR, SD); date of progression (2024-01-01, 2024-02-26): an adjudicator decides.');
    expect(reason([readers[0] ?? {}, readers[0] ?? {}], { adjudicationDateToleranceDays: 1 }).sentence).toBe('The readers agree in best overall response, progression and date of progression: the first reader\u2019s read is the result. Dates up to 1 day apart agree.');
  });
});
