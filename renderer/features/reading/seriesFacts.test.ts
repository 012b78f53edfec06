import { describe, expect, it } from 'vitest';
import { seriesOf, subjectOf, timepointOf } from '../../../test/fixtures/subjectCase.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Finding } from '../../../src/common/index.ts';
import { seriesWarning } from './seriesChoice.ts';
import { gravestFinding, seriesFacts, seriesFindings } from './seriesFacts.ts';

const finding = (severity: Finding['severity'], code: string, message = `${code} says so.`): Finding => ({ severity, code, message });
const facts = (series: Parameters<typeof seriesOf>[1], images: Partial<SeriesImages> | null = null) => Object.fromEntries(seriesFacts(seriesOf('s', series), images as SeriesImages | null).map(({ name, value, note }) => [name, note === undefined ? value : `${value} | ${note}`]));

describe('what a series says about itself', () => {
  it('where its millimetres come from and why, what it is made with and what it shows', () => {
    expect(facts({
      spacingMm: [0.5, 1.25, 3], spacingReason: 'PixelSpacing: distance between pixels in the patient.', sliceThicknessMm: 5, slices: 101, extent: { normal: [0, 0, 1], fromMm: -100, toMm: 200 }, description: 'Abdomen portal', kernel: 'B30f', contrast: 'Iomeron',
    }, { valueUnit: 'HU' })).toEqual({
      'Pixel spacing, row × column': '0.5 × 1.25 mm, PixelSpacing | PixelSpacing: distance between pixels in the patient.', Slices: '101, 5 mm thick, 3 mm apart, over 300 mm | Distances come from the positions of the slices.',
      Plane: 'Axial', Contrast: 'Portal venous | Agent: Iomeron', Kernel: 'B30f, soft', Shows: 'Abdomen', Values: 'HU',
    });
  });
  it('why nothing may be measured on it, and a name that promises more than its positions hold', () => {
    expect(facts({ spacingMm: null, spacingSource: 'none', measuringOff: 'No pixel spacing in this image: lengths cannot be given in millimetres.' })['Pixel spacing, row × column']).toBe('unknown, none | No pixel spacing in this image: lengths cannot be given in millimetres.');
    expect(facts({ description: 'CAP', bodyPart: '', slices: 40, extent: { normal: [0, 0, 1], fromMm: 0, toMm: 200 } })['Shows']).toMatch(/^Chest, abdomen, pelvis \| Called chest, abdomen, pelvis, but only 200 mm long/);
    expect(facts({ modality: 'PT' }, { valueUnit: '', suvFactor: 0.0003 })['Values']).toBe('SUV by body weight, g/ml');
  });
  it('its findings, the gravest first; information alone marks nothing', () => {
    const series = seriesOf('s', { findings: [finding('info', 'GEO-01'), finding('warn', 'GEO-12')] });
    expect([seriesFindings(series).map(({ code }) => code), gravestFinding(series)?.code, gravestFinding(seriesOf('t', { findings: [finding('info', 'GEO-01')] }))]).toEqual([['GEO-12', 'GEO-01'], 'GEO-12', null]);
  });
  it('missing slices in the head of its pane, where nothing graver stands', () => {
    const missing = finding('warn', 'GEO-12', '2 slices missing after position −4.5 mm. A lesion may lie in the gap.');
    const series = seriesOf('s', { findings: [finding('info', 'GEO-19'), missing] });
    const subject = subjectOf([], {}, { timepoints: [timepointOf(0, '2024-01-08', { series: [series] })] });
    const [baseline] = subject.timepoints;
    expect(baseline && seriesWarning(subject, baseline, series, null)).toEqual({ code: 'GEO-12', severity: 'warn', text: '2 slices missing after position −4.5 mm', short: '2 slices missing after position −4.5 mm', better: null });
    expect(baseline && seriesWarning(subject, baseline, { ...series, measuringOff: 'No.' }, null)?.severity).toBe('block');
    expect(baseline && seriesWarning(subject, baseline, seriesOf('t', { findings: [finding('info', 'GEO-19'), finding('warn', 'GEO-11')] }), null)).toBeNull();
  });
});
