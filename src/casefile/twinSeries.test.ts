import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../test/fixtures/subjectCase.ts';
import type { SeriesSummary } from './model.ts';
import { contrastPhaseOf, kernelClassOf } from './seriesTraits.ts';
import { compareSeries, rankTwins, twinThreshold, twinWords } from './twinSeries.ts';

const axial = (fromMm: number, toMm: number) => ({ normal: [0, 0, 1] as const, fromMm, toMm });
const baseline = seriesOf('b', { sliceThicknessMm: 3, spacingMm: [0.8, 0.8, 3], slices: 100, extent: axial(-300, 0), frameOfReferenceUid: 'f0' });
const now = (id: string, changes: Partial<SeriesSummary> = {}) => seriesOf(id, { sliceThicknessMm: 3, spacingMm: [0.8, 0.8, 3], slices: 100, extent: axial(-300, 0), frameOfReferenceUid: 'f1', ...changes });
const codes = (series: SeriesSummary) => compareSeries(series, baseline).differences.map(({ code, text }) => `${code} ${text}`.trim());

describe('the twin of the baseline series', () => {
  it('has every point when nothing differs, with its reasons in words', () => {
    const same = compareSeries(now('s'), baseline);
    expect(same).toMatchObject({ score: 100, isTwin: true, differences: [] });
    expect(twinWords(same)).toBe('same plane, 3.0 mm = 3.0 mm, portal venous, covers the same 100\u2009%, kernel B30f, same description');
    expect(same.reasons.reduce((sum, { of }) => sum + of, 0)).toBe(100);
  });
  it('is found among all that a scanner sends, whatever their order', () => {
    const sent = [
      now('scout', { measuringOff: 'No spacing.', slices: 1 }),
      now('lung', { sliceThicknessMm: 1.5, kernel: 'B70f', description: 'Chest lung', slices: 288, extent: axial(-120, 100) }),
      now('thick', { sliceThicknessMm: 5, slices: 60 }),
      now('coronal', { extent: { normal: [0, 1, 0], fromMm: -150, toMm: 150 }, description: 'Abdomen portal venous cor' }),
      now('arterial', { description: 'Abdomen arterial' }),
      now('twin'),
      now('native', { description: 'Abdomen native', contrast: null }),
    ];
    for (const order of [sent, sent.toReversed()]) {
      const ranked = rankTwins(order, baseline);
      expect(ranked[0]?.series.id).toBe('twin');
      expect(ranked.filter(({ isTwin }) => isTwin).map(({ series }) => series.id)).toEqual(['twin']);
      expect(ranked.at(-1)?.series.id).toBe('scout');
    }
  });
  it('prefers the kernel, the words and the coverage of the baseline among series of one thickness', () => {
    const better = (a: Partial<SeriesSummary>, b: Partial<SeriesSummary>) => compareSeries(now('a', a), baseline).score - compareSeries(now('b', b), baseline).score;
    expect(better({}, { kernel: 'B70f' })).toBe(10);
    expect(better({ kernel: 'Br40' }, { kernel: 'B70f' })).toBeGreaterThan(0);
    expect(better({}, { description: 'Chest portal venous' })).toBeGreaterThan(0);
    expect(better({}, { extent: axial(-250, 0) })).toBeGreaterThan(0);
    expect(better({ sliceThicknessMm: 2.5 }, { sliceThicknessMm: 1 })).toBeGreaterThan(0);
  });
  it('is no series of thicker slices (Q-F03), another modality, plane or contrast (Q-F02), whatever else agrees', () => {
    expect(codes(now('s', { sliceThicknessMm: 5 }))).toEqual(['Q-F03 5.0 mm slices, baseline 3.0 mm']);
    expect(codes(now('s', { sliceThicknessMm: 3.04 }))).toEqual([]);
    expect(codes(now('s', { sliceThicknessMm: 1 }))).toEqual([]);
    expect(codes(now('s', { modality: 'MR' }))).toEqual(['Q-F02 MR, baseline CT']);
    expect(codes(now('s', { description: 'Abdomen arterial' }))).toEqual(['Q-F02 Arterial phase, baseline portal venous']);
    expect(codes(now('s', { description: 'Abdomen', contrast: null }))).toEqual(['Q-F02 No contrast stated, baseline portal venous']);
    expect(codes(now('s', { extent: { normal: [0, 1, 0], fromMm: -150, toMm: 150 } }))).toEqual(['Q-F02 Coronal, baseline axial']);
    for (const other of [{ sliceThicknessMm: 5 }, { modality: 'MR' }, { description: 'Abdomen arterial' }]) expect(compareSeries(now('s', other), baseline).isTwin).toBe(false);
  });
  it('may be tilted a little, as a gantry is; more is another plane', () => {
    const tilted = (degrees: number) => now('s', { extent: { normal: [0, Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)], fromMm: -300, toMm: 0 } });
    expect(compareSeries(tilted(8), baseline)).toMatchObject({ isTwin: true, differences: [] });
    expect(codes(tilted(18))).toEqual(['Q-F02 Slices tilted 18° to baseline']);
    expect(codes(tilted(40))).toEqual(['Q-F02 Axial, tilted 40° to baseline']);
  });
  it('compares coverage by position on one table, by length between visits', () => {
    const elsewhere = { extent: axial(700, 1000) };
    expect(compareSeries(now('s', elsewhere), baseline)).toMatchObject({ isTwin: true });
    expect(twinWords(compareSeries(now('s', elsewhere), baseline))).toContain('100\u2009% as long, other table position');
    expect(codes(now('s', { ...elsewhere, frameOfReferenceUid: 'f0' }))).toEqual(['Covers 0\u2009% of baseline']);
    expect(codes(now('s', { extent: axial(-100, 0) }))).toEqual(['Covers 34\u2009% of baseline']);
    expect(compareSeries(now('s', { extent: { normal: [0, 0, -1], fromMm: 0, toMm: 300 } }), baseline).score).toBe(100);
  });
  it('is judged with what is known: an old or bare header is no reason against a series, but no twin either', () => {
    const bare = compareSeries(now('s', { extent: null, sliceThicknessMm: null, kernel: null, contrast: null, description: '' }), { ...baseline, description: '', contrast: null });
    expect(bare.differences).toEqual([]);
    expect(bare.score).toBeLessThan(twinThreshold);
    expect(twinWords(bare)).toContain('slice thickness not known');
  });
  it('on MR is the same sequence', () => {
    const mr = (id: string, description: string) => now(id, { modality: 'MR', kernel: null, contrast: null, description });
    const wanted = { ...mr('b', 't2_haste_tra'), frameOfReferenceUid: 'f0' };
    expect(rankTwins([mr('adc', 'ep2d_diff_b800_ADC'), mr('t2', 't2_haste_tra_p2')], wanted)[0]?.series.id).toBe('t2');
  });
  it('that cannot be measured on says only why', () => {
    expect(compareSeries(now('s', { measuringOff: 'No pixel spacing.' }), baseline)).toMatchObject({ score: 0, isTwin: false, reasons: [{ text: 'No pixel spacing.' }] });
  });
});

describe('what headers say', () => {
  it.each([
    ['Abdomen portal venous', null, 'portal venous'], ['ABD PV 3.0', null, 'portal venous'], ['Thx Abd ven', 'Iomeron', 'portal venous'], ['Liver art.', null, 'arterial'], ['late arterial', 'iv', 'arterial'], ['Abd late', 'iv', 'delayed'],
    ['CT w/o', null, 'native'], ['NON-CONTRAST', 'iv', 'native'], ['Abdomen', 'APPLIED', 'given'], ['Abdomen', 'Generated, portal venous phase', 'portal venous'], ['Abdomen', null, null], ['Abdomen', '', null], ['Party', null, null],
    ['Thorax/Abdomen KM portalvenös', null, 'portal venous'], ['Abdomen nativ 5.0', 'Ultravist', 'native'], ['Abdomen mit KM', null, 'given'], ['Becken Spätphase', null, 'delayed'], ['Abdomen ohne KM', 'Imeron', 'native'],
    ['TAP portal', null, 'portal venous'], ['Foie artériel', null, 'arterial'], ['Temps portal', 'IOMERON', 'portal venous'], ['Abdo sans IV', null, 'native'], ['Abdomen tardif', null, 'delayed'], ['Foie injecté', null, 'given'],
    ['Fase portal', null, 'portal venous'], ['Abdomen sin contraste', null, 'native'], ['Abdomen simple', null, 'native'], ['Fase tardía', null, 'delayed'], ['Addome fase venosa', null, 'portal venous'], ['Basale', null, 'native'], ['Addome con mdc', null, 'given'],
    ['Abdômen sem contraste', null, 'native'], ['Fase arterial', null, 'arterial'], ['Bovenbuik blanco', null, 'native'], ['Faza żylna', null, 'portal venous'], ['Артериальная фаза', null, 'arterial'], ['Портальная фаза', null, 'portal venous'], ['Брюшная полость без контраста', null, 'native'],
    ['腹部平扫', null, 'native'], ['上腹部动脉期', null, 'arterial'], ['门脉期 5mm', null, 'portal venous'], ['延迟期', null, 'delayed'], ['腹部造影', null, 'given'], ['単純', null, 'native'], ['門脈相', null, 'portal venous'], ['平衡相', null, 'delayed'], ['동맥기', null, 'arterial'],
    ['Abd C+', null, 'given'], ['Abd C-', null, 'native'], ['Body 3.000 CE', null, 'given'], ['T1 VIBE post', null, 'given'], ['T1 post op', null, null], ['HBP 20min', 'Primovist', 'delayed'], ['Abdomen', 'NONE', 'native'], ['Abdomen', 'kein', 'native'], ['Abdomen', 'No', 'native'], ['Nebenniere', null, null], ['Venezuela study', null, null], ['Sinus', null, null],
  ])('contrast of %j with agent %j is %j', (description, contrast, phase) => expect(contrastPhaseOf({ description, contrast })).toBe(phase));
  it.each([['B30f', 'soft'], ['B70f', 'sharp'], ['Br40d\\3', 'soft'], ['Bl57', 'sharp'], ['STANDARD', 'soft'], ['LUNG', 'sharp'], ['FC08', 'soft'], ['FC51', 'sharp'], ['I31f', 'soft'], ['C', 'soft'], ['', null], [null, null], ['XYZ', null],
    ['B46f', 'sharp'], ['B45f', 'soft'], ['B31s', 'soft'], ['B80f', 'sharp'], ['Br64', 'sharp'], ['Bf37', 'soft'], ['Bv49', 'soft'], ['Hr38d\\\\2', 'soft'], ['Hr68', 'sharp'], ['H30s', 'soft'], ['H60s', 'sharp'], ['I70f', 'sharp'], ['Qr40', 'soft'], ['D30f', 'soft'], ['U90u', 'sharp'],
    ['SOFT', 'soft'], ['DETAIL', 'soft'], ['BONEPLUS', 'sharp'], ['HD LUNG', 'sharp'], ['STND', 'soft'], ['CHST', 'sharp'], ['EDGE', 'sharp'], ['FC18', 'soft'], ['FC26', 'soft'], ['FC30', 'sharp'], ['FC86', 'sharp'], ['BODY STANDARD', 'soft'], ['LUNG STANDARD', 'sharp'], ['BODY SHARP', 'sharp'],
    ['A', 'soft'], ['YB', 'sharp'], ['L', 'sharp'], ['D', 'sharp'], ['XCB', 'soft'], ['UB', 'soft'], ['B_SOFT_B', 'soft'], ['B_SHARP_C', 'sharp'], ['B_VSHARP_C', 'sharp'], ['Weichteil', 'soft']])('kernel %j is %j', (kernel, kind) => expect(kernelClassOf(kernel)).toBe(kind));
});
