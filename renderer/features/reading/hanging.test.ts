import { describe, expect, it } from 'vitest';
import { followUpSubject, lesionOf, measured, seriesOf, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import { evaluateCase } from '../../state/index.ts';
import { hang, layoutFor, nextLayout, secondWindow } from './hanging.ts';
import { hoverLinesOf } from './paneModel.ts';
import { referenceTimepoint } from './reference.ts';
import { seriesWantedNext } from './seriesAhead.ts';
import { secondSeries, seriesToShow, seriesWarning, twinsAt } from './seriesChoice.ts';
import { twinSentence, twinTitle } from './twinText.ts';

const subject = followUpSubject();
const result = evaluateCase(subject);
const tp = (index: number) => subject.timepoints[index]!;
const hung = (layout: '1x1' | '1x2' | '2x2', index: number, kind: 'baseline' | 'nadir' | 'prior') =>
  hang(layout, subject, result, tp(index), referenceTimepoint(subject, result, tp(index), kind)).map(({ id, timepoint, look }) => `${id} ${timepoint.label}${look === 'second' ? ' second' : ''}`);

describe('hanging', () => {
  it('puts the current timepoint left and the reference right', () => {
    expect(hung('1x1', 4, 'nadir')).toEqual(['current TP4']);
    expect(hung('1x2', 4, 'baseline')).toEqual(['current TP4', 'reference Baseline']);
  });
  it('of four panes keeps both places above and fills those below with the other references, or with a second look', () => {
    // Nadir and prior are TP3: baseline is left over.
    expect(hung('2x2', 4, 'nadir')).toEqual(['current TP4', 'reference TP3', 'third TP4 second', 'fourth Baseline']);
    expect(hung('2x2', 4, 'baseline')).toEqual(['current TP4', 'reference Baseline', 'third TP4 second', 'fourth TP3']);
    // Everything is the baseline.
    expect(hung('2x2', 1, 'nadir')).toEqual(['current TP1', 'reference Baseline', 'third TP1 second', 'fourth Baseline second']);
  });
  it('of four panes shows baseline, nadir and prior side by side when all differ, the older left', () => {
    const course = subjectOf([lesionOf('T1')], { T1: [measured(50), measured(30, 's1'), measured(33, 's2'), measured(36, 's3')] });
    const now = course.timepoints[3]!;
    const own = evaluateCase(course);
    expect(hang('2x2', course, own, now, course.timepoints[1]).map(({ timepoint }) => timepoint.label)).toEqual(['TP3', 'TP1', 'Baseline', 'TP2']);
  });
  it('leaves out a reference without images below', () => {
    const gap = { ...subject, timepoints: subject.timepoints.map((timepoint) => (timepoint.index === 0 ? { ...timepoint, series: [] } : timepoint)) };
    expect(hang('2x2', gap, result, gap.timepoints[4]!, gap.timepoints[3]).map(({ timepoint, look }) => `${timepoint.label} ${look}`)).toEqual(['TP4 main', 'TP3 main', 'TP4 second', 'TP3 second']);
  });
  it('at baseline has one pane, or the same scan twice; four are not offered', () => {
    expect(hang('1x2', subject, result, tp(0), undefined).map(({ id, look }) => `${id} ${look}`)).toEqual(['current main', 'third second']);
    expect([layoutFor('2x2', false), layoutFor('2x2', true)]).toEqual(['1x2', '2x2']);
    expect([nextLayout('1x1', true), nextLayout('1x2', true), nextLayout('2x2', true), nextLayout('1x2', false)]).toEqual(['1x2', '2x2', '1x1', '1x1']);
  });
  it('gives the second look another window', () => expect([secondWindow('Soft tissue'), secondWindow(null), secondWindow('Lung')]).toEqual(['Lung', 'Lung', 'Soft tissue']));
});

describe('what is loaded ahead', () => {
  const labels = (index: number, kind: 'baseline' | 'nadir' | 'prior') =>
    seriesWantedNext({ subject, result, timepoint: tp(index), reference: referenceTimepoint(subject, result, tp(index), kind), selectedId: null, chosen: {} }).map(({ timepoint }) => timepoint.label);
  it('is the reference first, then what the other keys would show, then what opens after signing; each once', () => {
    expect(labels(4, 'baseline')).toEqual(['TP4', 'Baseline', 'TP3']);
    expect(labels(2, 'nadir')).toEqual(['TP2', 'TP1', 'Baseline', 'TP3']);
    expect(labels(0, 'baseline')).toEqual(['Baseline', 'TP1']);
  });
  it('has the second look before the next timepoint, and what the hand chose', () => {
    const base = timepointOf(0, '2024-01-08', { series: [seriesOf('b3', { sliceThicknessMm: 3, number: 2 }), seriesOf('b70', { sliceThicknessMm: 3, number: 6, kernel: 'B70f' })] });
    const own = subjectOf([lesionOf('T1')], { T1: [measured(30, 'b3'), null] }, { timepoints: [base, timepointOf(1, '2024-03-12', { series: [seriesOf('n1'), seriesOf('n2', { number: 9 })] })] });
    const ids = (chosen: Readonly<Record<string, string>>) => seriesWantedNext({ subject: own, result: null, timepoint: base, reference: undefined, selectedId: null, chosen }).map(({ seriesId }) => seriesId);
    expect(ids({})).toEqual(['b3', 'b70', 'n1']);
    expect(ids({ tp1: 'n2' })).toEqual(['b3', 'b70', 'n2']);
  });
});

describe('series in the panes', () => {
  const thin = seriesOf('thin', { sliceThicknessMm: 3, number: 4 });
  const thick = seriesOf('thick', { sliceThicknessMm: 5, number: 3 });
  const lung = seriesOf('lung', { sliceThicknessMm: 3, number: 5, kernel: 'B70f', description: 'Chest lung portal venous' });
  const base = timepointOf(0, '2024-01-08', { series: [seriesOf('b3', { sliceThicknessMm: 3, number: 2 }), seriesOf('b70', { sliceThicknessMm: 3, number: 6, kernel: 'B70f', description: 'Chest lung portal venous' })] });
  const two = (series: ReturnType<typeof seriesOf>[]) => {
    const now = timepointOf(2, '2024-03-12', { label: 'TP2', series });
    return { now, subject: subjectOf([lesionOf('T1')], { T1: [measured(30, 'b3'), null] }, { timepoints: [base, now] }) };
  };
  it('say that none matches baseline when none does, with the best one to be had', () => {
    const { now, subject: bad } = two([thick, seriesOf('thicker', { sliceThicknessMm: 8, number: 7 })]);
    expect(seriesWarning(bad, now, now.series[0]!, 'T1')).toMatchObject({ code: 'Q-F03', text: 'No series of TP2 matches baseline: 5.0 mm, baseline 3.0 mm', short: '5.0 mm, baseline 3.0', better: null });
    expect(seriesWarning(bad, now, now.series[1]!, 'T1')).toMatchObject({ text: 'No series of TP2 matches baseline: 8.0 mm, baseline 3.0 mm', better: { id: 'thick' } });
  });
  it('name the timepoint a lesion was first drawn at when that is not the baseline', () => {
    const tp3 = timepointOf(3, '2024-05-07', { label: 'TP3', series: [thick] });
    const later = subjectOf([lesionOf('X1', { placedAt: 'tp2' as never })], {}, { timepoints: [base, two([thin]).now, tp3], assessments: { X1: { tp2: measured(9, 'thin') } } });
    expect(seriesWarning(later, tp3, thick, 'X1')?.text).toBe('No series of TP3 matches TP2: 5.0 mm, TP2 3.0 mm');
    expect(seriesWarning(later, later.timepoints[1]!, thin, 'X1')).toBeNull();
  });
  it('follow what the hand chose beside them', () => {
    const { now, subject: both } = two([thin, lung]);
    expect(seriesToShow(both, base, 'T1', undefined)?.id).toBe('b3');
    expect(seriesToShow(both, base, 'T1', undefined, lung)?.id).toBe('b70');
    expect(seriesToShow(both, now, 'T1', undefined, lung)?.id).toBe('lung');
  });
  it('for a second look are of the other kernel, else the same', () => {
    const { now } = two([thin, thick, lung]);
    expect(secondSeries(now, thin)?.id).toBe('lung');
    expect(secondSeries(now, lung)?.id).toBe('thin');
    expect(secondSeries(two([thin, thick]).now, thin)?.id).toBe('thin');
    expect(secondSeries(now, undefined)).toBeUndefined();
  });
  it('are listed best first with score and reasons', () => {
    const { now, subject: both } = two([lung, thick, thin]);
    const twins = twinsAt(both, now, 'T1')!;
    expect(twins.ranked.map(({ series }) => series.id)).toEqual(['thin', 'lung', 'thick']);
    expect(twinTitle(twins.wanted)).toBe('Match with baseline, series 2, Abdomen portal venous');
    expect(twinSentence(twins.ranked[2]!)).toMatch(/^No match, \d+ of 100: .*5\.0 mm, baseline 3\.0 mm/);
    expect(twinsAt(both, base, 'T1')).toBeNull();
  });
});

describe('a calliper under the pointer', () => {
  const lines = (label: string, index: number) => {
    const lesion = subject.lesions.find((candidate) => candidate.label === label)!;
    return hoverLinesOf(subject, lesion, tp(index), subject.assessments[lesion.id]![tp(index).id]!);
  };
  it('says its size and the change since the timepoint before', () => {
    expect(lines('T1', 4)).toEqual(['T1  30.9 mm', '+6.1 mm, +24.6\u2009% from TP3 24.8']);
    expect(lines('T1', 0)).toEqual(['T1  41.2 mm']);
    expect(lines('T4', 1)).toEqual(['T4  14.2 mm short axis, long axis 19.2 mm', '\u22124.1 mm, \u221222.4\u2009% from Baseline 18.3']);
  });
});
