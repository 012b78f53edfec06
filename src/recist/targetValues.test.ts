import { expect, test } from 'vitest';
import type { LesionKind, TargetRecord } from './model.ts';
import { recordSizeMm } from './targetValues.ts';

test.each<[string, TargetRecord, LesionKind, number | null]>([
  ['measured', { state: 'measured', value: 12.3 }, 'nonNodal', 12.3],
  ['absent', { state: 'absent' }, 'nonNodal', 0],
  ['too small (R-206)', { state: 'tooSmall' }, 'nonNodal', 5],
  ['a node too small', { state: 'tooSmall' }, 'node', 5],
  ['fragments together (R-210)', { state: 'split', parts: [{ state: 'measured', value: 8.1 }, { state: 'tooSmall' }, { state: 'absent' }] }, 'nonNodal', 13.1],
  ['a fragment that is not evaluable', { state: 'split', parts: [{ state: 'measured', value: 8 }, { state: 'notEvaluable' }] }, 'nonNodal', null],
  ['not evaluable (R-208)', { state: 'notEvaluable', reason: 'notImaged' }, 'nonNodal', null],
  ['merged: its lead counts (R-211)', { state: 'merged', mergedInto: 'T1' }, 'nonNodal', null],
])('what a record counts: %s', (_what, record, kind, expected) => expect(recordSizeMm(record, kind)).toBe(expected));
