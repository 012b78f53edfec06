import { expect, test } from 'vitest';
import { findingKey } from './index.ts';

test('a finding keeps its key while it is about the same things, whatever its words and the order of its members', () => {
  const key = findingKey({ code: 'Q-F04', at: { timepointId: 'tp1', lesionId: 'a' } });
  expect(key).toBe('Q-F04 lesionId=a timepointId=tp1');
  expect(findingKey({ code: 'Q-F04', at: { lesionId: 'a', timepointId: 'tp1' } })).toBe(key);
  expect(findingKey({ code: 'Q-S06' })).toBe('Q-S06');
});

test('another lesion, timepoint or check is another key', () => {
  const keys = [{ code: 'Q-F04', at: { lesionId: 'a' } }, { code: 'Q-F04', at: { lesionId: 'b' } }, { code: 'Q-F06', at: { lesionId: 'a' } }, { code: 'Q-F04' }].map(findingKey);
  expect(new Set(keys).size).toBe(4);
});
