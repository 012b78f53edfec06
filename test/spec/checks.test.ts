/** Every check of section 14: where it fires, and where it just does not. */
import { describe, expect, test } from 'vitest';
import { findingsOfSubject, runEngineRequest } from '../../src/endpoints/index.ts';
import { checkCatalogue, checkEntry, type CheckFinding, type SubjectInput } from '../../src/recist/index.ts';
import { inputOf } from './checkRows.ts';
import { readTable } from './csv.ts';
import type { Loose } from './loose.ts';
import { subjectOf, visitsOf } from './notation.ts';

const rows = readTable('checks.csv', ['check', 'fires', 'targets', 'nonTargets', 'visits', 'facts', 'says', 'source', 'note']);
const ask = (input: SubjectInput, more: object = {}): Loose => runEngineRequest({ op: 'subject', input, ...more });

const checksAnywhere = (answer: Loose): readonly string[] => [...answer.baseline.checks, ...answer.timepoints.flatMap(({ checks }: { checks: string[] }) => checks), ...answer.checks];

describe('checks of section 14', () => {
  test('the catalogue has all 56, and each occurs here both firing and not', () => {
    expect(checkCatalogue).toHaveLength(56);
    expect(new Set(checkCatalogue.map(({ id }) => id)).size).toBe(56);
    for (const fires of ['yes', 'no']) {
      const tested = new Set(rows.filter((row) => row.fires === fires).map(({ check }) => check));
      expect(checkCatalogue.filter(({ id }) => !tested.has(id)).map(({ id }) => id)).toEqual([]);
    }
  });

  test.each(rows.map((row, index) => ({ ...row, line: index + 2 })))('$check $fires, line $line: $targets | $nonTargets | $visits | $facts ($source $note)', (row) => {
    const input = inputOf(row);
    const found = checksAnywhere(ask(input));
    const findings = findingsOfSubject(input).filter(({ check }) => check === row.check);
    if (row.fires === 'yes') {
      expect(found).toContain(row.check);
      expect(findings.map(({ message }) => message).join('\n')).toContain(row.says);
    } else {
      expect(found).not.toContain(row.check);
      expect(findings).toEqual([]);
    }
  });

  test.each(rows.filter(({ fires }) => fires === 'yes').map((row, index) => ({ ...row, index })))('$check says what is and cites its rules: $targets | $visits | $facts', (row) => {
    const input = inputOf(row);
    const known = new Set([...input.baseline.targets, ...input.baseline.nonTargets, ...(input.baseline.unmeasured ?? []), ...input.timepoints.flatMap(({ newLesions }) => newLesions)].map(({ id }) => id));
    for (const finding of findingsOfSubject(input)) {
      expect(finding.message).toMatch(/^[A-Z0-9].{15,}\.$/);
      expect(finding.message).not.toMatch(/undefined|null|NaN|\(\)| {2}/);
      expect(finding.rules.length).toBeGreaterThan(0);
      for (const rule of finding.rules) expect(rule).toMatch(/^R-\d{3}$/);
      for (const id of [finding.lesionId, finding.otherLesionId]) if (id !== undefined) expect([...known]).toContain(id);
      expect(finding.timepointId === null).toBe(finding.place !== 'timepoint');
    }
  });

  test('checks and findings are the same list: the command tells the words on request', () => {
    for (const row of rows) {
      const answer = ask(inputOf(row), { explain: true });
      const said = (place: string, timepointId: string | null): string[] =>
        [...new Set((answer.findings as CheckFinding[]).filter((finding) => finding.place === place && finding.timepointId === timepointId).map(({ check }) => check))].sort();
      expect(said('baseline', null)).toEqual(answer.baseline.checks);
      expect(said('subject', null)).toEqual(answer.checks);
      for (const { id, checks } of answer.timepoints) expect(said('timepoint', id)).toEqual(checks);
    }
  });

  test('the ids of every list are sorted and stand there once', () => {
    const lists = rows.map((row) => ask(inputOf(row))).flatMap((answer): readonly string[][] => [answer.baseline.checks, ...answer.timepoints.map(({ checks }: { checks: string[] }) => checks), answer.checks]);
    expect(new Set(lists.map(({ length }) => Math.min(length, 3)))).toEqual(new Set([0, 1, 2, 3]));
    for (const list of lists) expect(list).toEqual([...new Set(list)].sort());
  });

  test('levels: those of the catalogue, but a baseline after the first dose blocks and a bone target of unknown kind only warns', () => {
    const odd = rows.filter(({ fires }) => fires === 'yes').flatMap((row) => findingsOfSubject(inputOf(row))).filter(({ check, severity }) => severity !== checkEntry(check)?.severity);
    expect([...new Set(odd.map(({ check, severity }) => `${check} ${severity}`))].sort()).toEqual(['Q-B08 block', 'Q-B13 warn']);
  });

  test('a reason answers every warning, and of the blocking ones only what may be a protocol deviation', () => {
    const findings = rows.filter(({ fires }) => fires === 'yes').flatMap((row) => findingsOfSubject(inputOf(row)));
    for (const { check, severity, acceptsReason } of findings) expect([check, acceptsReason]).toEqual([check, severity === 'warn' || check === 'Q-B03' || check === 'Q-B05']);
  });

  test('labels stand for ids in the words', () => {
    const [finding] = findingsOfSubject(subjectOf('L30', 0, visitsOf(['8 | 46'])), undefined, { T1: 'Liver S6', W8: 'TP1' }).filter(({ check }) => check === 'Q-F04');
    expect(finding).toMatchObject({ lesionId: 'T1', timepointId: 'W8', message: 'Liver S6 went from 30.0 mm (Baseline) to 46.0 mm, +53.3\u2009%. Check that it is the same lesion.' });
  });

  test('R-011: a sixth target and one that is too small still enter the sum', () => {
    expect(ask(subjectOf('L30 L30 L30 L30 L30 L30 L5', 0, [])).baseline.sum).toBe(185);
  });
});
