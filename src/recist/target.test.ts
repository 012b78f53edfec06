import { describe, expect, test } from 'vitest';
import { nonTargetRules } from './nonTarget.ts';
import { targetRules } from './target.ts';

describe('the tables of rules stand in the order of the specification', () => {
  test('R-304: steps of the target response', () => {
    expect(targetRules.map(({ step, response, rules }) => `${step} ${response} ${rules[0]}`)).toEqual([
      '1 NA R-151', '2 NE R-216', '3 CR R-305', '4 PD R-309', '5 PD R-307', '5 PD R-306', '6 PD R-308', '6 PD R-308', '7 NE R-310', '8 PR R-311', '9 PR R-313', '10 SD R-312',
    ]);
  });
  test('R-402: PD, NA, NE, CR, NON-CR/NON-PD; NA and not done come before because nothing can progress there', () => {
    expect(nonTargetRules.map(({ response }) => response)).toEqual(['NA', 'NE', 'PD', 'NE', 'NE', 'CR', 'CR', 'NON-CR/NON-PD', 'NON-CR/NON-PD']);
  });
  test('the last row of both takes what is left', () => {
    const values = { performed: true, values: [] };
    expect(targetRules.at(-1)?.when({ ...values, sum: { complete: true, units: 1, partialUnits: null }, baselineUnits: 1, nadirUnits: 1, afterCr: false, responseContinues: false })).toBe(true);
    expect(nonTargetRules.at(-1)?.when({ ...values, marker: 'inactive' })).toBe(true);
  });
});
