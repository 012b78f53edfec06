import { expect, test } from 'vitest';
import { onOneLine } from './output.ts';

test('what a person typed stays within its line: it cannot write an event of its own, clear the terminal or turn the words behind it', () => {
  expect(onOneLine('late\r\n2026-01-01 | Dr Other (reader) | signed')).toBe('late ⏎ 2026-01-01 | Dr Other (reader) | signed');
  expect(onOneLine('\u001b[2Ja\u009b1mb\u202ec\u2066d\u0000')).toBe('�[2Ja�1mb�c�d�');
  expect(onOneLine('田中 é\u0301 −3.0 mm')).toBe('田中 é\u0301 −3.0 mm');
});
