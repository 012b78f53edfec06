import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/common/index.ts';
import { followUpSubject, lesionOf, measured, seriesOf, status, subjectOf } from '../../../test/fixtures/subjectCase.ts';
import { evaluateCase } from '../../state/index.ts';
import { announcement, cardOf, citationsOf, findingsAt } from './cardModel.ts';
import { checkWords } from './checkWords.ts';
import { growthSinceNadir } from './growth.ts';
import { baselineTag, followUpTag, nextThreshold } from './liveLines.ts';
import { rulerOf } from './rulerGeometry.ts';
import { progressionLimitWords, thresholdWords } from './thresholdWords.ts';

const subject = followUpSubject();
const result = evaluateCase(subject)!;
const tp4 = subject.timepoints[4]!;
const at4 = result.timepoints.find((at) => at.id === 'tp4')!;

/** One target with these sizes, and what the last timepoint gives. */
function history(...sizes: readonly number[]) {
  const one = subjectOf([lesionOf('T1')], { T1: sizes.map((mm, index) => measured(mm, `s${index}`)) });
  const evaluated = evaluateCase(one)!;
  return { subject: one, result: evaluated, at: evaluated.timepoints.at(-1)! };
}

describe('live tag', () => {
  it('says what the design picture says', () => {
    expect(followUpTag({ label: 'T1' }, 30.9, 30.9, result, at4, null)).toEqual({
      label: 'T1', mm: '30.9', right: 'Sum 79.7', isBlocked: false,
      lines: [{ label: 'From baseline', values: ['−27.9\u2009%'] }, { label: 'From nadir', values: ['+20.2\u2009%', '+13.4 mm'] }, { label: 'PD limit 79.6', values: ['0.1 mm over'], category: 'PD' }],
    });
  });
  it('leads to the nearer limit while neither is met', () => {
    expect(nextThreshold(history(60, 60, 55).at)).toMatchObject({ label: 'PR limit 42.0', values: ['13.0 mm above'], category: 'PR' });
    expect(nextThreshold(history(60, 60, 65).at)).toMatchObject({ label: 'PD limit 72.0', values: ['7.0 mm to go'], category: 'PD' });
  });
  it('says how far under the PR limit, and that the PD limit is met exactly', () => {
    expect(nextThreshold(history(60, 41).at)).toMatchObject({ label: 'PR limit 42.0', values: ['1.0 mm under'] });
    expect(nextThreshold(history(60, 72).at)).toMatchObject({ label: 'PD limit 72.0', values: ['0.0 mm over'], category: 'PD' });
  });
  it('speaks of the lesion alone while other targets are open', () => {
    const open = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(24, 's1')], T2: [measured(30), null] });
    const evaluated = evaluateCase(open)!;
    const tag = followUpTag({ label: 'T1' }, 24, 24, evaluated, evaluated.timepoints[0], { label: 'Baseline', mm: 30 });
    expect(tag.right).toBe('Sum so far 24.0');
    expect(tag.lines).toEqual([{ label: 'From Baseline 30.0', values: ['−6.0 mm'] }]);
  });
  it('asks for the short axis of a node before any sum', () => {
    expect(followUpTag({ label: 'T4' }, null, 22.5, result, at4, null)).toMatchObject({ mm: '22.5', right: 'long axis', lines: [{ label: 'Short axis counts' }] });
  });
  it('tells at baseline how much a node is short of a target', () => {
    const tag = baselineTag(lesionOf('T3', { kind: 'node', organ: 'lymphNode' }), 12.9, 16.7, seriesOf('s0'), null);
    expect(tag).toMatchObject({ mm: '12.9', right: 'short axis', isBlocked: true });
    expect(tag.lines.map((line) => [line.label, ...line.values])).toEqual([['Long axis 16.7 mm, not counted for nodes'], ['Target from 15.0 mm', '2.1 mm short'], ['Not measurable as target', 'R-114']]);
  });
  it('tells at baseline the sum that a measurable target makes', () => {
    expect(baselineTag(lesionOf('T1'), 38.6, 38.6, seriesOf('s0'), 60).lines.at(-1)).toEqual({ label: 'Sum of targets', values: ['60.0'] });
    expect(baselineTag(lesionOf('N1'), 38.6, 38.6, seriesOf('s0'), 60).lines).toEqual([]);
  });
});

describe('distance to the next categories', () => {
  const words = (...sizes: readonly number[]) => thresholdWords(history(...sizes).at.explanation.thresholds).map(({ text }) => text);
  it('says growth first, then shrinkage, each with the sum where it begins', () => {
    expect(words(60, 60, 55)).toEqual(['PD at +17.0 mm (72.0)', 'PR at \u221213.0 mm (42.0)']);
    expect(words(60, 41)).toEqual(['SD at +1.1 mm (42.1)', 'CR at \u221241.0 mm']);
    expect(words(60, 72)).toEqual(['SD at \u22120.1 mm (71.9)']);
  });
  it('names both limits of progression', () => {
    expect(progressionLimitWords(history(60, 20, 22).at.explanation.thresholds)).toBe('PD limits: +20\u2009% from 24.0, +5 mm from 25.0 mm');
  });
});

describe('ruler', () => {
  const marks = (...sizes: readonly number[]) => { const { result: evaluated, at } = history(...sizes); return rulerOf(evaluated, at)!; };
  it('keeps the order of the values along its length', () => {
    const ruler = rulerOf(result, at4)!;
    const order = [ruler.nadir, ruler.pr!, ruler.pd!, ruler.needle, ruler.baseline];
    expect(order.map((mark) => mark.mm)).toEqual([66.3, 77.3, 79.6, 79.7, 110.5]);
    expect(order.map((mark) => mark.at)).toEqual([...order.map((mark) => mark.at)].sort((a, b) => a - b));
    expect(order.every((mark) => mark.at >= 0 && mark.at <= 1)).toBe(true);
  });
  it('writes neighbouring limits to either side so that they never meet', () => {
    const ruler = rulerOf(result, at4)!;
    expect([ruler.pr!.side, ruler.pd!.side]).toEqual(['end', 'start']);
  });
  it('lets a label make way for the needle', () => {
    const ruler = marks(100, 80, 82);
    expect(ruler.nadir.side).toBe('end');
    expect(marks(60, 60, 59.5).baseline.side).not.toBe('middle');
  });
  it('stands still when nadir, baseline and sum are one', () => {
    const ruler = marks(60, 60);
    expect([ruler.nadir.at, ruler.needle.at]).toEqual([ruler.baseline.at, ruler.baseline.at]);
    expect(Number.isFinite(ruler.needle.at)).toBe(true);
  });
  it('is not drawn without targets', () => {
    const none = subjectOf([lesionOf('N1')], { N1: [status('present'), status('present')] });
    const evaluated = evaluateCase(none)!;
    expect(rulerOf(evaluated, evaluated.timepoints[0]!)).toBeNull();
  });
});

describe('growth per lesion', () => {
  it('is since the nadir, greatest first, as in the design picture', () => {
    expect(growthSinceNadir(subject, result, tp4).changes.map(({ label, changeMm }) => [label, changeMm])).toEqual([['T1', 6.1], ['T3', 3.8], ['T2', 2.3], ['T4', 1.2]]);
  });
  it('leaves out a lesion without a value and is empty at baseline', () => {
    const open = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(24, 's1')], T2: [measured(30), null] });
    expect(growthSinceNadir(open, evaluateCase(open), open.timepoints[1]!).changes.map((change) => change.label)).toEqual(['T1']);
    expect(growthSinceNadir(open, evaluateCase(open), open.timepoints[0]!).changes).toEqual([]);
  });
});

describe('response card', () => {
  it('is provisional PD with N2 open, and cites the rules in order', () => {
    expect(cardOf(subject, tp4, result)).toMatchObject({ kind: 'response', response: 'PD', open: 'N2' });
    expect(citationsOf(at4)).toEqual([{ rule: 'R-306', says: 'target PD' }, { rule: 'R-609', says: 'overall PD' }]);
  });
  it('is open, and not NE, while a target is still to assess', () => {
    const open = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(24, 's1'), null], T2: [measured(30), null, null] });
    const evaluated = evaluateCase(open);
    expect(cardOf(open, open.timepoints[1]!, evaluated)).toMatchObject({ kind: 'open', open: 'T2' });
    expect(cardOf(open, open.timepoints[2]!, evaluated)).toEqual({ kind: 'notRead' });
  });
  it('is PD at once when what is there already decides', () => {
    const decided = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(90, 's1')], T2: [measured(30), null] });
    expect(cardOf(decided, decided.timepoints[1]!, evaluateCase(decided))).toMatchObject({ kind: 'response', response: 'PD', open: 'T2' });
  });
  it('cites a new lesion as such', () => {
    expect(citationsOf({ rules: ['R-502', 'R-611', 'R-312'], target: 'SD', nonTarget: 'NA', newLesion: 'unequivocal', overall: 'PD' })).toEqual([{ rule: 'R-502', says: 'new lesion unequivocal' }, { rule: 'R-611', says: 'overall PD' }]);
  });
});

describe('findings', () => {
  const finding = (code: string, severity: Finding['severity'], timepointId?: string): Finding => ({ code, severity, message: `TP4: ${code} of the host.`, ...(timepointId ? { at: { timepointId } } : {}) });
  it('are those of the timepoint, hardest first, without its name and without what the table says', () => {
    const listed = findingsAt([finding('Q-F10', 'info', 'tp4'), finding('GEO-12', 'warn', 'tp4'), finding('Q-F03', 'warn', 'tp3'), finding('Q-S06', 'info')], tp4, ['Q-F01', 'Q-F10']);
    expect(listed.map((entry) => [entry.code, entry.message])).toEqual([['GEO-12', 'GEO-12 of the host.'], ['Q-F10', 'Q-F10 of the host.']]);
  });
  it('follow the calliper: a check that no longer holds goes, a new one comes in the words of the catalogue', () => {
    expect(findingsAt([finding('Q-F10', 'info', 'tp4')], tp4, []).map((entry) => entry.code)).toEqual([]);
    expect(findingsAt([], tp4, ['Q-F11']).map((entry) => [entry.code, entry.severity])).toEqual([['Q-F11', 'info']]);
  });
  it('are in the host\'s words, and in the window\'s while a calliper is under the hand', () => {
    const words = { 'Q-F10': 'Sum is close.' };
    const host = [{ ...finding('Q-F10', 'info', 'tp4'), message: 'TP4: sum 79.7 mm, limit 79.6 mm.' }];
    expect(findingsAt(host, tp4, ['Q-F10'], { words, isLive: false })[0]?.message).toBe('Sum 79.7 mm, limit 79.6 mm.');
    expect(findingsAt(host, tp4, ['Q-F10'], { words, isLive: true }).map((entry) => entry.message)).toEqual(['Sum is close.']);
  });
  it('name lesion, number and limit where the facts tell', () => {
    expect(at4.checks).toContain('Q-F10');
    expect(findingsAt([], tp4, ['Q-F10'], { words: checkWords(subject, tp4), isLive: false })[0]?.message).toBe('Sum 79.7 mm is 0.1 mm above the PD limit of 79.6 mm (R-306). Measure again only where an edge is uncertain.');
    const leap = subjectOf([lesionOf('T1')], { T1: [measured(31), measured(48.8, 's1')] });
    expect(checkWords(leap, leap.timepoints[1]!)['Q-F04']).toContain('T1 went from 31.0 mm (Baseline) to 48.8 mm');
    const small = subjectOf([lesionOf('T1')], { T1: [measured(12), measured(4.2, 's1')] });
    expect(checkWords(small, small.timepoints[1]!)['Q-F04']).toBeUndefined();
    expect(checkWords(small, small.timepoints[1]!)['Q-F05']).toContain('T1');
    expect(checkWords(subjectOf([lesionOf('T1')], { T1: [measured(9.9)] }), subject.timepoints[0]!)['Q-B03']).toContain('T1 9.9 mm');
  });
});

describe('announcement', () => {
  it('speaks the sum and the category only when they changed', () => {
    const before = evaluateCase({ ...subject, assessments: { ...subject.assessments, T1: { ...subject.assessments['T1'], tp4: measured(25, 's4') } } });
    expect(announcement(before, result, tp4)).toBe('Sum 79.7 mm. Response PD, provisional.');
    expect(announcement(result, result, tp4)).toBe('');
    expect(announcement(null, result, subject.timepoints[0]!)).toBe('Sum 110.5 mm.');
  });
});
