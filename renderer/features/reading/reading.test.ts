import { describe, expect, it } from 'vitest';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { assessmentInputSchema } from '../../../src/api/schemas/commands.ts';
import { caliperOf, followUpSubject, lesionOf, measured, seriesOf, status, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import { evaluateCase, type Placement } from '../../state/index.ts';
import { cropFrame, sampleCrop, sliceName } from '../lesions/index.ts';
import { assessmentInput, isSameRecord } from './assessmentInput.ts';
import { nextLesion, progressOf } from './nextLesion.ts';
import { subjectToRead, timepointToRead } from './openTimepoint.ts';
import { calipersAt, ghostOf, nearestSliceTo, pendingCaliper, placeOf, placingOf } from './paneModel.ts';
import { panelWidthWithin } from './PanelEdge.tsx';
import { withAcceptedShortAxis } from './placementFlow.ts';
import { referenceTimepoint, referenceWords } from './reference.ts';
import { matchingSeries, seriesToShow, seriesWarning } from './seriesChoice.ts';
import { stateAnswer } from './stateKeys.ts';
import { columnsThatFit } from './useColumns.ts';
import { readViewPreferences } from './useViewPreferences.ts';

const subject = followUpSubject();
const tp = (index: number) => subject.timepoints[index]!;

describe('next lesion to assess', () => {
  const open = subjectOf([lesionOf('T1'), lesionOf('T2'), lesionOf('N1')], { T1: [measured(30), null], T2: [measured(20), measured(18, 's1')], N1: [status('present'), null] });
  const label = (selected: string | null, step: 1 | -1) => nextLesion(open, open.timepoints[1]!, selected, step)?.label;
  it('is the next open one in table order, round the end, either way', () => {
    expect([label(null, 1), label('T1', 1), label('N1', 1), label('T2', 1)]).toEqual(['T1', 'N1', 'T1', 'N1']);
    expect([label(null, -1), label('T1', -1), label('T2', -1)]).toEqual(['N1', 'N1', 'T1']);
  });
  it('is simply the next lesion when nothing is open', () => {
    const done = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), measured(29, 's1')], T2: [measured(20), measured(18, 's1')] });
    expect(nextLesion(done, done.timepoints[1]!, 'T1', 1)?.label).toBe('T2');
    expect(nextLesion(done, done.timepoints[1]!, 'T2', 1)?.label).toBe('T1');
    expect(nextLesion(subjectOf([], {}), timepointOf(1, '2024-03-12'), null, 1)).toBeUndefined();
  });
  it('keeps the only open lesion when it is the selected one', () => {
    const last = subjectOf([lesionOf('T1'), lesionOf('T2')], { T1: [measured(30), null], T2: [measured(20), measured(18, 's1')] });
    expect(nextLesion(last, last.timepoints[1]!, 'T1', 1)?.label).toBe('T1');
  });
  it('counts what the ring shows', () => {
    expect(progressOf(subject, tp(4))).toMatchObject({ done: 5, total: 6, open: [{ label: 'N2' }] });
  });
});

describe('reference', () => {
  const result = evaluateCase(subject);
  const label = (index: number, kind: 'baseline' | 'nadir' | 'prior') => referenceTimepoint(subject, result, tp(index), kind)?.label;
  it('is baseline, nadir or prior; the nadir of the first follow-up is the baseline', () => {
    expect([label(4, 'baseline'), label(4, 'nadir'), label(4, 'prior'), label(1, 'nadir')]).toEqual(['Baseline', 'TP3', 'TP3', 'Baseline']);
    expect([label(0, 'baseline'), label(0, 'nadir'), label(0, 'prior')]).toEqual([undefined, undefined, undefined]);
  });
  it('falls back to the baseline where there is no sum at all', () => {
    const bare = subjectOf([lesionOf('N1')], { N1: [status('present'), null] });
    expect(referenceTimepoint(bare, evaluateCase(bare), bare.timepoints[1]!, 'nadir')?.label).toBe('Baseline');
  });
  it('passes over a prior without images', () => {
    const gap = { ...subject, timepoints: subject.timepoints.map((timepoint) => (timepoint.index === 3 ? { ...timepoint, series: [] } : timepoint)) };
    expect(referenceTimepoint(gap, result, gap.timepoints[4]!, 'prior')?.label).toBe('TP2');
  });
  it('says everything the reference is', () => {
    expect(referenceWords(subject, result, tp(4), tp(3))).toBe('nadir and prior');
    expect(referenceWords(subject, result, tp(1), tp(0))).toBe('nadir and prior');
  });
});

describe('series of a pane', () => {
  const thin = seriesOf('thin', { sliceThicknessMm: 3, number: 4 });
  const thick = seriesOf('thick', { sliceThicknessMm: 5, number: 3 });
  const lung = seriesOf('lung', { sliceThicknessMm: 1.5, description: 'Chest lung', number: 2, slices: 288 });
  const base = timepointOf(0, '2024-01-08', { series: [seriesOf('b3', { sliceThicknessMm: 3 }), seriesOf('bLung', { sliceThicknessMm: 1.5, description: 'Chest lung' })] });
  const now = timepointOf(1, '2024-03-12', { series: [lung, thick, thin] });
  const two = subjectOf([lesionOf('T1'), lesionOf('T2', { organ: 'lung' })], { T1: [measured(30, 'b3'), null], T2: [measured(20, 'bLung'), null] }, { timepoints: [base, now] });

  it('is the one like the lesion\'s series at baseline, else like the main one', () => {
    expect(seriesToShow(two, now, 'T1', undefined)?.id).toBe('thin');
    expect(seriesToShow(two, now, 'T2', undefined)?.id).toBe('lung');
    expect(seriesToShow(two, now, null, undefined)?.id).toBe('thin');
  });
  it('is where the lesion was measured, and what the reader chose before anything', () => {
    const done = { ...two, assessments: { ...two.assessments, T1: { ...two.assessments['T1'], tp1: measured(28, 'thick') } } };
    expect(seriesToShow(done, now, 'T1', undefined)?.id).toBe('thick');
    expect(seriesToShow(done, now, 'T1', 'lung')?.id).toBe('lung');
  });
  it('is one that can be measured on, when there is a choice', () => {
    const scout = seriesOf('scout', { measuringOff: 'No spacing.', slices: 500 });
    expect(matchingSeries(timepointOf(1, '2024-03-12', { series: [scout, thick] }), undefined)?.id).toBe('thick');
    expect(matchingSeries(timepointOf(1, '2024-03-12', { series: [] }), undefined)).toBeUndefined();
  });
  it('warns of thicker slices and names the better series', () => {
    expect(seriesWarning(two, now, thick, 'T1')).toMatchObject({ code: 'Q-F03', text: '5.0 mm slices, baseline 3.0 mm', better: { id: 'thin' } });
    expect(seriesWarning(two, now, thin, 'T1')).toBeNull();
  });
  it('warns of another modality and of missing contrast, and says why nothing can be measured', () => {
    expect(seriesWarning(two, now, seriesOf('mr', { modality: 'MR', sliceThicknessMm: 3 }), 'T1')).toMatchObject({ code: 'Q-F02', text: 'MR, baseline CT' });
    expect(seriesWarning(two, now, { ...thin, description: 'Abdomen', contrast: null }, 'T1')?.text).toContain('No contrast');
    expect(seriesWarning(two, now, seriesOf('x', { measuringOff: 'No pixel spacing.' }), null)).toMatchObject({ severity: 'block', text: 'No pixel spacing.' });
  });
});

describe('callipers of the panes', () => {
  it('shows those of the timepoint, editable only in the current pane', () => {
    expect(calipersAt(subject, tp(4), 'T1', true).map((caliper) => [caliper.label, caliper.valueText, caliper.selected, caliper.editable])).toEqual([['T1', '30.9', true, true], ['T2', '16.4', false, true], ['T3', '20.3', false, true], ['T4', '12.1', false, true]]);
    expect(calipersAt(subject, tp(3), null, false).every((caliper) => !caliper.editable && !caliper.selected)).toBe(true);
  });
  it('shows the selected lesion as it was at the reference, else where it was drawn last', () => {
    expect(ghostOf(subject, tp(4), tp(0), 'T1')).toMatchObject({ valueText: 'BL  41.2', ghost: true, editable: false });
    expect(ghostOf(subject, tp(4), undefined, 'T1')?.valueText).toBe('TP3  24.8');
    expect(ghostOf(subject, tp(4), tp(3), 'N1')).toBeNull();
    expect(ghostOf(subject, tp(0), undefined, 'T1')).toBeNull();
  });
  it('goes to where the lesion is, else where it was, else nowhere', () => {
    const moved = subjectOf([lesionOf('T1'), lesionOf('N1')], { T1: [measured(30, 's0', null, [10, 20, 30]), null], N1: [status('present')] });
    expect(placeOf(moved, 'T1', moved.timepoints[1]!)).toEqual([10, 20, 30]);
    expect(placeOf(moved, 'N1', moved.timepoints[1]!)).toBeNull();
  });
  it('finds the nearest slice along the normal, whatever the order of the slices', () => {
    const images = { series: seriesOf('s0'), rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], slices: [30, 20, 10, 0].map((z, index) => ({ origin: [-200, -200, z], sopInstanceUid: `1.${index}`, frameNumber: 1 })) } as unknown as SeriesImages;
    expect(nearestSliceTo(images, [50, 50, 12])).toBe(2);
    expect(nearestSliceTo(images, [0, 0, 900])).toBe(0);
    expect(nearestSliceTo({ ...images, rowDirection: null }, [0, 0, 0])).toBeNull();
    expect(sliceName(subject, { ...caliperOf(20, 's0'), sopInstanceUid: '1.2' }, images)).toBe('Ser 3 Img 3');
    expect(sliceName(subject, caliperOf(20, 's1'), images)).toBe('Ser 3');
  });
});

describe('what the left button draws', () => {
  const placement: Placement = { role: 'target', label: 'T5', timepointId: 'tp0', organ: 'liver', description: '', group: false, measure: null, state: 'open', message: null };
  it('is the lesion being placed until it is drawn, then nothing', () => {
    expect(placingOf(subject, placement, null)).toEqual({ lesionId: null, label: 'T5', role: 'target', shortAxisRequired: false });
    expect(placingOf(subject, { ...placement, organ: 'lymphNode' }, null)?.shortAxisRequired).toBe(true);
    const drawn = { ...placement, measure: { caliper: caliperOf(20), longAxisMm: 20, shortAxisMm: null } };
    expect(placingOf(subject, drawn, 'T1')).toBeNull();
    expect(pendingCaliper(drawn)).toMatchObject({ label: 'T5', valueText: '20.0', editable: true });
    expect(pendingCaliper(placement)).toBeNull();
  });
  it('is the target under the pen, a node with its short axis', () => {
    expect(placingOf(subject, null, 'T4')).toEqual({ lesionId: 'T4', label: 'T4', role: 'target', shortAxisRequired: true });
    expect(placingOf(subject, null, null)).toBeNull();
  });
  it('an accepted proposal is measured once, at the study\'s precision', () => {
    const caliper = caliperOf(20, 's0', [0, 0, 0], { shortAxis: [[0, -6.43, 0], [0, 6.43, 0]] });
    expect(withAcceptedShortAxis({ caliper, longAxisMm: 20, shortAxisMm: null }, 1)).toMatchObject({ shortAxisMm: 12.9, caliper: { shortAxisProvisional: false } });
    const none = { caliper: caliperOf(20), longAxisMm: 20, shortAxisMm: null };
    expect(withAcceptedShortAxis(none, 1)).toBe(none);
  });
});

describe('state keys', () => {
  const target = lesionOf('T1');
  const nonTarget = lesionOf('N1');
  const fresh = lesionOf('X1', { placedAt: 'tp1' as never });
  it('record a state, ask for the reason of not evaluable, and refuse at baseline', () => {
    expect(stateAnswer(target, tp(1), undefined, undefined, 'absent')).toEqual({ kind: 'record', assessment: { state: 'absent' } });
    expect(stateAnswer(target, tp(1), undefined, undefined, 'notEvaluable')).toEqual({ kind: 'askReason' });
    expect(stateAnswer(target, tp(0), undefined, undefined, 'absent')).toMatchObject({ kind: 'refuse' });
    expect(stateAnswer(target, tp(1), undefined, undefined, 'equivocal')).toEqual({ kind: 'nothing' });
  });
  it('judge a non-target and keep its calliper', () => {
    const before = { ...status('present'), caliper: caliperOf(20) } as const;
    expect(stateAnswer(nonTarget, tp(1), before, undefined, 'unequivocal')).toMatchObject({ assessment: { status: 'unequivocalProgression', caliper: { frameNumber: 1 } } });
    expect(stateAnswer(nonTarget, tp(1), undefined, undefined, 'accept')).toMatchObject({ assessment: { status: 'present' } });
    expect(stateAnswer(nonTarget, tp(1), undefined, undefined, 'tooSmall')).toEqual({ kind: 'nothing' });
  });
  it('keep a new lesion as it was, or dismiss it', () => {
    const prior = { state: 'newLesion', status: 'unequivocal' } as const;
    expect(stateAnswer(fresh, tp(2), undefined, prior, 'accept')).toMatchObject({ assessment: { status: 'unequivocal' } });
    expect(stateAnswer(fresh, tp(2), undefined, undefined, 'accept')).toMatchObject({ assessment: { status: 'equivocal' } });
    expect(stateAnswer(fresh, tp(2), undefined, prior, 'absent')).toMatchObject({ assessment: { status: 'dismissed' } });
  });
});

describe('records as the host takes them', () => {
  it.each([
    measured(24.8, 's1', 15.2), measured(24.8), { state: 'absent' }, { state: 'tooSmall', caliper: caliperOf(4) }, { state: 'notEvaluable', reason: 'obscured' }, status('present'),
    { state: 'newLesion', status: 'unequivocal', caliper: caliperOf(9), longAxisMm: 9, shortAxisMm: null }, { state: 'newLesion', status: 'dismissed' },
  ] as const)('%j passes the strict schema', (record) => {
    expect(assessmentInputSchema.safeParse(JSON.parse(JSON.stringify(assessmentInput(record)))).success).toBe(true);
  });
  it('claim the lengths the reader was shown', () => {
    expect(assessmentInput(measured(24.8, 's1', 15.2))).toMatchObject({ claimedLongMm: 24.8, claimedShortMm: 15.2 });
    const record = measured(24.8, 's1', 15.2);
    expect(isSameRecord(JSON.parse(JSON.stringify(record)) as typeof record, record)).toBe(true);
    expect([undefined, measured(24.9, 's1', 15.2), measured(24.8, 's2', 15.2), status('present')].map((stored) => isSameRecord(stored, record))).toEqual([false, false, false, false]);
  });
});

describe('where to begin', () => {
  it('opens the first timepoint to read, else the last one with images', () => {
    const half = subjectOf([lesionOf('T1')], { T1: [measured(30), measured(29, 's1'), null, null] });
    expect(timepointToRead(half)?.label).toBe('TP2');
    const done = subjectOf([lesionOf('T1')], { T1: [measured(30), measured(29, 's1')] });
    expect(timepointToRead({ ...done, timepoints: [...done.timepoints, timepointOf(2, '2024-05-07', { series: [], scanDates: [] })] })?.label).toBe('TP1');
    expect(timepointToRead({ ...done, timepoints: [] })).toBeUndefined();
  });
  it('opens the subject that was begun before one that was not', () => {
    const row = (code: string, kind: string) => ({ code, next: { kind }, cells: [] }) as never;
    expect(subjectToRead([row('A', 'nothing'), row('B', 'read'), row('C', 'continue')])?.code).toBe('C');
    expect(subjectToRead([row('A', 'nothing')])).toBeUndefined();
  });
});

describe('view preferences', () => {
  it('come back as they were, and nonsense falls back to the start', () => {
    expect(readViewPreferences({ layout: '1x1', linked: false, panelWidth: 512, window: 'Lung', lastOrgan: 'liver' })).toEqual({ layout: '1x1', linked: false, panelWidth: 512, window: 'Lung', lastOrgan: 'liver' });
    expect(readViewPreferences({ layout: '9x9', panelWidth: 'wide', lastOrgan: 'tail' })).toEqual({ layout: '1x2', linked: true, panelWidth: null, window: null, lastOrgan: null });
    expect(readViewPreferences(undefined)).toEqual(readViewPreferences({}));
  });
  it('keep the panel between 340 px and half of the window, and the columns that fit it', () => {
    expect([panelWidthWithin(100, 1920), panelWidthWithin(1500, 1920), panelWidthWithin(500, 1920)]).toEqual([340, 960, 500]);
    expect([columnsThatFit(372), columnsThatFit(488), columnsThatFit(960)]).toEqual([3, 5, 8]);
  });
});

describe('pictures of a lesion', () => {
  const plane = { origin: [0, 0, 0], rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], rowSpacingMm: 2, columnSpacingMm: 1 } as const;
  it('are centred on the calliper and share one scale for one longest axis', () => {
    const at = (mm: number) => cropFrame(plane, caliperOf(mm, 's0', [50, 40, 0]), 30, 100, 50);
    expect(at(30)).toEqual(at(12));
    const frame = at(30);
    expect([frame.left + 50 * frame.mmPerPx, frame.top + 25 * frame.mmPerPx]).toEqual([50, 40]);
  });
  it('show modality values under the window, black outside the image, on pixels that are not square', () => {
    const image = { values: Int16Array.from({ length: 6 }, (_, index) => (index % 3 === 1 ? 100 : 0)), rows: 2, columns: 3, slope: 1, intercept: 0 };
    const row = sampleCrop({ left: -2, top: -0.5, mmPerPx: 1, widthPx: 5, heightPx: 1 }, plane, image, { center: 50, width: 100 });
    const grey = Array.from({ length: 5 }, (_, index) => row[index * 4]);
    expect(grey[0]).toBe(0);
    expect(grey[3]).toBeGreaterThan(grey[2]! - 1);
    expect(Math.max(...grey.map(Number))).toBeGreaterThan(100);
    expect(row[3]).toBe(255);
  });
});
