import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { caliperOf, lesionOf, measured, status, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import type { Assessment, SplitPart } from '../../../src/casefile/index.ts';
import { assessmentOf, evaluateCase, fragmentId, fragmentIndexOf, fragmentsOf, ownerOf, recordOfFragments, withFragment } from '../../state/index.ts';
import { LesionTable } from './LesionTable.tsx';
import { SplitPanel } from './SplitPanel.tsx';
import { possibleLeads, stateWords } from './stateWords.ts';
import { chooseColumns } from './tableColumns.ts';
import { tableModel } from './tableModel.ts';

const lesions = [lesionOf('T1'), lesionOf('T2'), lesionOf('T3', { organ: 'lung' })];
const id = (label: string) => lesionOf(label).id;
const part = (mm: number) => measured(mm, 's1') as SplitPart;
const followUp = (records: Readonly<Record<string, Assessment>>, changes: Readonly<Record<string, object>> = {}) => subjectOf(
  lesions.map((lesion) => ({ ...lesion, ...changes[lesion.label] })),
  { T1: [measured(30), records['T1'] ?? null], T2: [measured(20), records['T2'] ?? null], T3: [measured(15), records['T3'] ?? measured(15, 's1')] },
);
const at = (subject: ReturnType<typeof followUp>) => subject.timepoints[1]!;
const text = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ').trim();
function cells(subject: ReturnType<typeof followUp>): readonly string[] {
  const result = evaluateCase(subject);
  const model = tableModel(subject, result, chooseColumns(subject, result, at(subject), 4), () => null);
  const markup = renderToStaticMarkup(<LesionTable model={model} selectedId={null} blocked={new Map()} failed={new Map()} onSelect={() => undefined} onMenu={() => undefined} picture={() => null} detail={null} />);
  return [...markup.matchAll(/<button[^>]*aria-haspopup="menu"[^>]*>(.*?)<\/button>/g)].map((found) => text(found[1] ?? ''));
}
const line = (subject: ReturnType<typeof followUp>, label: string) => { const words = stateWords(subject, subject.lesions.find((lesion) => lesion.label === label)!, at(subject)); return words && `${words.title}. ${words.text} ${words.rule}`; };

describe('states in the table and in words', () => {
  it('shows the parts of a split lesion and their sum, merged into which, too small and not evaluable, as drawn', () => {
    const subject = followUp({ T1: { state: 'split', parts: [part(12.3), part(6.1)] }, T2: { state: 'merged', mergedInto: id('T1') }, T3: { state: 'tooSmall' } });
    expect(cells(subject)).toEqual(['18.4 2 parts', '→ T1', '5.0 too small']);
    expect(evaluateCase(subject)?.timepoints[0]?.sum).toBe(23.4);
    expect(cells(followUp({ T1: { state: 'notEvaluable', reason: 'poorQuality' }, T2: { state: 'absent' } }))[0]).toBe('NE quality');
  });
  it('says how the sum treats each', () => {
    const subject = followUp({ T1: { state: 'split', parts: [part(12.3), { state: 'tooSmall' }] }, T2: { state: 'merged', mergedInto: id('T1') }, T3: { state: 'absent' } });
    expect(line(subject, 'T1')).toBe('T1 counts 17.3 mm. The sum of its 2 parts: 12.3 + 5.0 too small. R-210');
    expect(line(subject, 'T2')).toContain('T1 carries the diameter of both');
    expect(line(subject, 'T3')).toBe('T3 counts 0 mm. It has disappeared. R-207');
    expect(line(followUp({ T1: measured(24, 's1'), T2: { state: 'merged', mergedInto: id('T1') } }), 'T1')).toBe('T1 carries the diameter of T1 and T2. Measure the joint lesion. T2 adds 0 mm. R-211');
    expect(line(followUp({ T1: measured(24, 's1') }), 'T1')).toBeNull();
    expect(line(followUp({ T1: { ...measured(24, 's1'), otherTechnique: { what: 'modality', reason: 'renal failure' } } as Assessment }), 'T1')).toContain('Comparable: renal failure R-213');
  });
  it('takes a lesion treated locally out of the sum from then on, unless the protocol planned it', () => {
    const treated = { kind: 'irradiated', from: 'tp1', date: null, planned: false, note: '' };
    const subject = followUp({ T1: measured(24, 's1'), T2: measured(20, 's1') }, { T1: { treated } });
    expect(cells(subject)[0]).toBe('NE treated');
    expect(evaluateCase(subject)?.timepoints[0]).toMatchObject({ sum: null, partialSum: 35 });
    expect(line(subject, 'T1')).toContain('T1 was irradiated before TP1. Not evaluable from TP1 on. The sum is partial');
    const planned = followUp({ T1: measured(24, 's1'), T2: measured(20, 's1') }, { T1: { treated: { ...treated, planned: true } } });
    expect(cells(planned)[0]).toBe('24.0');
    expect(line(planned, 'T1')).toContain('goes on counting');
  });
  it('says of a part that is not evaluable why, and that only progression can be concluded', () => {
    const subject = followUp({ T1: { state: 'split', parts: [part(12.3), { state: 'notEvaluable', reason: 'obscured' }] }, T2: measured(20, 's1') });
    expect(cells(subject)[0]).toBe('NE 2 parts');
    expect(line(subject, 'T1')).toBe('T1 is split and not evaluable. A fragment has no value: the sum is partial. R-210');
    expect(evaluateCase(subject)?.timepoints[0]).toMatchObject({ sum: null, partialSum: 35 });
    const actions = { draw: () => undefined, give: () => undefined, take: () => undefined, more: () => undefined, done: () => undefined };
    expect(text(renderToStaticMarkup(<SplitPanel lesion={lesions[0]!} parts={[part(12.3), { state: 'notEvaluable', reason: 'obscured' }]} count={2} drawing={null} actions={actions} />))).toMatch(/Part 2 NE obscured/i);
  });
  it('names a group of non-targets', () => {
    const subject = subjectOf([lesionOf('N1', { group: true })], { N1: [status('present'), status('present')] });
    expect(stateWords(subject, subject.lesions[0]!, subject.timepoints[1]!)?.title).toBe('N1 stands for several lesions');
  });
  it('offers as lead only another target that does not come back to the lesion', () => {
    const subject = followUp({ T2: { state: 'merged', mergedInto: id('T1') }, T3: { state: 'merged', mergedInto: id('T2') } });
    expect(possibleLeads(subject, subject.lesions[0]!, at(subject))).toEqual([]);
    expect(possibleLeads(subject, subject.lesions[2]!, at(subject)).map(({ label }) => label)).toEqual(['T1', 'T2']);
  });
});

describe('fragments', () => {
  const drawn = (mm: number) => ({ caliper: caliperOf(mm, 's1'), longAxisMm: mm, shortAxisMm: null });
  it('a plain record is the first part; the second makes the lesion split; the last but one taken away makes it whole', () => {
    const one = assessmentOf({ role: 'target' }, drawn(12.3), undefined, undefined, 0);
    expect(one).toMatchObject({ state: 'measured', longAxisMm: 12.3 });
    const two = assessmentOf({ role: 'target' }, drawn(6.1), one, undefined, 1);
    expect(two).toMatchObject({ state: 'split', parts: [{ longAxisMm: 12.3 }, { longAxisMm: 6.1 }] });
    const again = assessmentOf({ role: 'target' }, drawn(11), two, undefined, 0);
    expect(again).toMatchObject({ state: 'split', parts: [{ longAxisMm: 11 }, { longAxisMm: 6.1 }] });
    expect(recordOfFragments(withFragment(fragmentsOf(again), 0, null))).toMatchObject({ state: 'measured', longAxisMm: 6.1 });
    expect(recordOfFragments([])).toBeNull();
  });
  it('have ids of their own that lead back to the lesion', () => {
    expect(fragmentId('a-b', 1)).toBe('a-b#2');
    expect([ownerOf('a-b#2'), ownerOf('a-b'), fragmentIndexOf('a-b#2'), fragmentIndexOf('a-b')]).toEqual(['a-b', 'a-b', 1, null]);
  });
  it('keeps what was said about the technique while it is drawn again on the same series', () => {
    const before = { ...measured(24, 's1'), otherTechnique: { what: 'plane', reason: 'coronal only' } } as Assessment;
    expect(assessmentOf({ role: 'target' }, drawn(22), before)).toMatchObject({ longAxisMm: 22, otherTechnique: { what: 'plane' } });
    expect(assessmentOf({ role: 'target' }, { ...drawn(22), caliper: caliperOf(22, 's9') }, before)).not.toHaveProperty('otherTechnique');
  });
  it('are offered in order, with what is given', () => {
    const actions = { draw: () => undefined, give: () => undefined, take: () => undefined, more: () => undefined, done: () => undefined };
    const markup = renderToStaticMarkup(<SplitPanel lesion={lesions[0]!} parts={[part(12.3)]} count={3} drawing={1} actions={actions} />);
    expect(text(markup)).toContain('Part 1 12.3');
    expect(text(markup)).toContain('Part 2 draw it');
    expect(markup).toMatch(/disabled[^>]*aria-label="Draw part 3"|aria-label="Draw part 3"[^>]*disabled/);
  });
});
