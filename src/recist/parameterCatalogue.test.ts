import { describe, expect, it } from 'vitest';
import { defaultParameters, parameterCatalogue, parameterEntry, validateParameters, type ParameterEntry } from './index.ts';

const problems = (params: unknown): readonly string[] => {
  const reading = validateParameters(params);
  return reading.ok ? [] : reading.problems.map((one) => one.message);
};

describe('the catalogue of protocol parameters', () => {
  it('lists every parameter the engine knows exactly once, with its default', () => {
    expect(parameterCatalogue.map((entry) => entry.name).sort()).toEqual(Object.keys(defaultParameters).sort());
    for (const entry of parameterCatalogue) expect(entry.default).toEqual(defaultParameters[entry.name]);
  });

  it('explains each in words and by rule', () => {
    for (const entry of parameterCatalogue) {
      expect(entry.meaning, entry.name).toMatch(/^[A-Z].*\.$/);
      expect(entry.rules.length, entry.name).toBeGreaterThan(0);
      for (const rule of entry.rules) expect(rule, entry.name).toMatch(/^R-[IJ]?\d+$/);
    }
  });

  /** Values at the edges of a kind: accepted ones and the nearest refused ones. */
  const edges = (entry: ParameterEntry): readonly [good: readonly unknown[], bad: readonly unknown[]] => {
    const { kind } = entry;
    switch (kind.kind) {
      case 'flag': return [[true, false], [null, 'true', 1]];
      case 'whole': return [[kind.least, kind.most, ...(kind.nullMeans === undefined ? [] : [null])], [kind.least - 1, kind.most + 1, kind.least + 0.5, '5', ...(kind.nullMeans === undefined ? [null] : [])]];
      case 'choice': return [kind.options.map((option) => option.value), ['', 'other', null, kind.options]];
      case 'choices': return [[[], kind.options.map((option) => option.value)], [[kind.options[0]?.value, kind.options[0]?.value], 'bor', ['other']]];
      case 'date': return [['2026-02-28', null], ['2026-02-29', '2026-2-1', '']];
      case 'schedule': return [[{ intervalDays: 1, windowDays: 0 }, { intervalDays: 56 }, { changes: [{ fromDay: 168, intervalDays: 84 }] }], [{ intervalDays: 0 }, { windowDays: -1 }, { changes: [{ fromDay: -1, intervalDays: 84 }] }, { intervalDays: 56.5 }, { every: 56 }, null]];
      case 'pfsRules': return [[...kind.options.map((option) => option.value), { base: 'EMA', missed: 'censor' }], ['FDA', { base: 'X' }, { missing: 'censor' }]];
    }
  };

  it.each(parameterCatalogue.map((entry) => [entry.name, entry] as const))('%s: what the screen offers is what the engine takes, and the value beside it is refused by name', (name, entry) => {
    const [good, bad] = edges(entry);
    for (const value of good) expect(problems({ [name]: value })).toEqual([]);
    for (const value of bad) expect(problems({ [name]: value }).join(), JSON.stringify(value)).toContain(name);
  });

  it('names every choice in a few words and says in a sentence what it means', () => {
    const choices = parameterCatalogue.flatMap(({ name, kind }) => ('options' in kind ? kind.options.map((option) => ({ name, ...option })) : []));
    expect(choices.length).toBeGreaterThan(20);
    for (const { name, value, label, meaning } of choices) {
      expect(label, `${name} ${value}`).toMatch(/^[A-Z][^.]{1,30}$/);
      expect(meaning, `${name} ${value}`).toMatch(/^[A-Z].*\.$/);
    }
    expect(choices.find(({ value }) => value === 'FDA-B')).toMatchObject({ label: 'FDA-B', meaning: 'As FDA-A, dated by the planned visits.' });
  });

  it('knows no other name', () => {
    expect(parameterEntry('maxTarget')).toBeUndefined();
    expect(problems({ maxTarget: 5, toString: 1 })).toHaveLength(2);
  });
});
