import { describe, expect, it } from 'vitest';
import { followUpSubject, lesionOf, measured, status, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import { evaluateCase } from '../../state/index.ts';
import { chooseColumns, nadirTimepoint, sumAt } from './tableColumns.ts';
import { tableModel } from './tableModel.ts';

const none = () => null;
function modelAt(subject = followUpSubject(), index = 4, most = 8) {
  const result = evaluateCase(subject);
  const current = subject.timepoints[index];
  if (!current) throw new Error(`no timepoint ${index}`);
  return tableModel(subject, result, chooseColumns(subject, result, current, most), none);
}
const texts = (cells: readonly { readonly text: string }[]) => cells.map((cell) => cell.text);

describe('columns of the table', () => {
  const subject = followUpSubject();
  const result = evaluateCase(subject);
  const labels = (index: number, most: number) => chooseColumns(subject, result, subject.timepoints[index]!, most).map((column) => column.timepoint.label);

  it('shows every timepoint up to the current one where there is room, never a later one', () => {
    expect(labels(4, 8)).toEqual(['Baseline', 'TP1', 'TP2', 'TP3', 'TP4']);
    expect(labels(2, 8)).toEqual(['Baseline', 'TP1', 'TP2']);
  });
  it('keeps baseline, nadir and current in a narrow panel, then the most recent', () => {
    const rising = subjectOf([lesionOf('T1')], { T1: [measured(50), measured(20, 's1'), measured(30, 's2'), measured(31, 's3'), measured(32, 's4')] });
    const of = (most: number) => chooseColumns(rising, evaluateCase(rising), rising.timepoints[4]!, most).map((column) => column.timepoint.label);
    expect(of(3)).toEqual(['Baseline', 'TP1', 'TP4']);
    expect(of(4)).toEqual(['Baseline', 'TP1', 'TP3', 'TP4']);
  });
  it('marks the nadir as the smallest complete sum before the current timepoint', () => {
    expect(nadirTimepoint(subject, result, subject.timepoints[4]!)?.label).toBe('TP3');
    expect(nadirTimepoint(subject, result, subject.timepoints[1]!)?.label).toBe('Baseline');
    expect(sumAt(subject, result, 'tp0')).toBe(110.5);
  });
  it('does not take a partial sum for the nadir', () => {
    const gap = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(25, 's1'), measured(26, 's2'), measured(30, 's3')], T2: [measured(20), measured(18, 's1'), { state: 'notEvaluable', reason: 'obscured' }, measured(20, 's3')] });
    expect(nadirTimepoint(gap, evaluateCase(gap), gap.timepoints[3]!)?.label).toBe('TP1');
  });
});

describe('figures of the table', () => {
  it('has the sums and changes of the design picture', () => {
    const model = modelAt();
    expect(texts(model.sum.cells)).toEqual(['110.5', '86.7', '71.5', '66.3', '79.7']);
    expect(model.changes.map((row) => row.cells.at(-1)?.text)).toEqual(['−27.9', '+20.2', '+13.4']);
    expect(model.changes.map((row) => row.cells.at(-1)?.isPd)).toEqual([false, true, true]);
    expect(model.changes.map((row) => row.cells[0]?.text)).toEqual(['', '', '']);
  });
  it('shows no change and marks the sum as partial while a target is missing', () => {
    const subject = followUpSubject();
    const { T2: _gone, ...rest } = subject.assessments;
    const model = modelAt({ ...subject, assessments: { ...rest, T2: { ...subject.assessments['T2'], tp4: { state: 'notEvaluable', reason: 'obscured' } } } });
    expect(model.sum.cells.at(-1)).toMatchObject({ text: '63.3', note: 'partial' });
    expect(model.changes.map((row) => row.cells.at(-1)?.text)).toEqual(['', '', '']);
  });
  it('never shows NE for what is only not assessed yet', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(25, 's1')], T2: [measured(20), null] });
    expect(modelAt(subject, 1).responses.at(-1)).toEqual({ timepointId: 'tp1', response: null, isOpen: true, isSigned: false, computed: null });
    const all = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(25, 's1')], T2: [measured(20), { state: 'notEvaluable', reason: 'obscured' }] });
    expect(modelAt(all, 1).responses.at(-1)).toEqual({ timepointId: 'tp1', response: 'NE', isOpen: false, isSigned: false, computed: null });
  });
});

describe('cells of the table', () => {
  it('names every cell for assistive technology', () => {
    const model = modelAt();
    expect(model.targets[0]?.cells[2]?.name).toBe('T1 Liver, S6, TP2, 27.4 mm');
    expect(model.targets[3]?.cells[4]?.name).toBe('T4 Node, 4R, TP4, 12.1 mm');
    expect(model.nonTargets[1]?.cells[4]?.name).toBe('N2 Liver, multiple < 10 mm, TP4, to assess');
  });
  it('counts a node by its short axis and asks for it while it was not placed', () => {
    const subject = subjectOf([lesionOf('T1', { organ: 'lymphNode', kind: 'node' })], { T1: [measured(24, 's0', 18), measured(22, 's1', null)] });
    const [before, now] = modelAt(subject, 1).targets[0]!.cells;
    expect([before?.content, now?.content]).toEqual([{ kind: 'value', text: '18.0' }, { kind: 'toAssess' }]);
  });
  it('shows absent as 0, too small as 5.0 and not evaluable with its reason', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('T2'), lesionOf('T3')], { T1: [measured(30), { state: 'absent' }], T2: [measured(20), { state: 'tooSmall' }], T3: [measured(15), { state: 'notEvaluable', reason: 'obscured' }] });
    expect(modelAt(subject, 1).targets.map((row) => row.cells[1]?.content)).toEqual([{ kind: 'value', text: '0', note: 'absent' }, { kind: 'value', text: '5.0', note: 'too small' }, { kind: 'notEvaluable', reason: 'obscured' }]);
  });
  it('leaves a new lesion out before it was first recorded, and says none where a timepoint was read without one', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('X1', { placedAt: 'tp2' as never })], { T1: [measured(30), measured(29, 's1'), measured(29, 's2')], X1: [null, null, { state: 'newLesion', status: 'unequivocal' }] });
    expect(modelAt(subject, 1).newLesions).toEqual([]);
    expect(texts(modelAt(subject, 1).noNewLesions)).toEqual(['', 'none']);
    expect(modelAt(subject, 2).newLesions[0]?.cells.map((cell) => cell.content.kind)).toEqual(['empty', 'empty', 'word']);
    expect(modelAt(subject, 2).responses.at(-1)?.response).toBe('PD');
  });
  it('asks for the current timepoint at once, for an unread earlier one not at all', () => {
    const subject = subjectOf([lesionOf('T1'), lesionOf('N1')], { T1: [measured(30), null, null], N1: [status('present'), null, null] });
    expect(modelAt(subject, 2).targets[0]?.cells.map((cell) => cell.content.kind)).toEqual(['value', 'empty', 'toAssess']);
  });
  it('carries a finding to the value it is about', () => {
    const subject = followUpSubject();
    const result = evaluateCase(subject);
    const model = tableModel(subject, result, chooseColumns(subject, result, subject.timepoints[4]!, 5), (lesionId, timepointId) => (lesionId === 'T1' && timepointId === 'tp4' ? 'Slices 5.0 mm' : null));
    expect(model.targets[0]?.cells.map((cell) => cell.finding)).toEqual([null, null, null, null, 'Slices 5.0 mm']);
  });
});
