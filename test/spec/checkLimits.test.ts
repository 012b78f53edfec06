/** Where checks of section 14 begin and end, and how often: 0 findings means that the check does not fire. */
import { describe, expect, test } from 'vitest';
import { evaluateSubject, findingsOfSubject } from '../../src/endpoints/index.ts';
import type { Parameters } from '../../src/recist/index.ts';
import { inputOf } from './checkRows.ts';
import { readTable } from './csv.ts';
import { settingsOf } from './notation.ts';

const rows = readTable('check-limits.csv', ['check', 'findings', 'targets', 'nonTargets', 'visits', 'facts', 'params', 'says', 'rules', 'source', 'note']);

describe('where checks begin and end', () => {
  test.each(rows.map((row, index) => ({ ...row, line: index + 2 })))('$check $findings times, line $line: $targets | $nonTargets | $visits | $facts ($note)', (row) => {
    const [input, params] = [inputOf(row), settingsOf(row.params) as Partial<Parameters>];
    const findings = findingsOfSubject(input, params).filter(({ check }) => check === row.check);
    expect(findings.map(({ message }) => message)).toHaveLength(Number(row.findings));
    expect(findings.map(({ message }) => message).join(' ')).toContain(row.says);
    expect(findings[0]?.rules.join(' ') ?? '').toBe(row.rules);
    const { baseline, timepoints, checks } = evaluateSubject(input, params);
    expect([...baseline.checks, ...timepoints.flatMap((timepoint) => timepoint.checks), ...checks].includes(row.check)).toBe(row.findings !== '0');
  });
});
