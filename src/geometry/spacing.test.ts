import { describe, expect, it } from 'vitest';
import { decideSpacing, type DecimalFact, type SpacingFacts } from './index.ts';

const fact = (...values: number[]): DecimalFact => ({ values, text: values.join('\\') });
const facts = (given: Partial<SpacingFacts>): SpacingFacts => ({
  modality: 'CT', pixelSpacing: null, fromPixelMeasures: false, calibrationType: '', imagerPixelSpacing: null, nominalScannedSpacing: null,
  magnificationFactor: null, sourceToDetectorMm: null, sourceToPatientMm: null, ultrasoundRegions: 0, ...given,
});
const codes = (given: Partial<SpacingFacts>) => decideSpacing(facts(given)).findings.map((finding) => finding.code);

describe('pixel spacing', () => {
  it('is taken rows first from PixelSpacing, and non-square pixels are said', () => {
    const result = decideSpacing(facts({ pixelSpacing: fact(0.5, 1.25) }));
    expect(result).toMatchObject({ spacingMm: [0.5, 1.25], source: 'PixelSpacing', measuringOff: null });
    expect(result.findings).toEqual([{ severity: 'info', code: 'GEO-01', message: 'Pixels are not square (0.5 × 1.25 mm); lengths account for it.' }]);
    expect(codes({ pixelSpacing: fact(0.7, 0.7) })).toEqual([]);
  });

  it.each([
    ['zero', fact(0, 0)], ['negative', fact(-0.5, 0.5)], ['not a number', fact(Number.NaN, 1)], ['one value', fact(0.5)], ['three values', fact(1, 1, 1)],
    ['beyond all sense', fact(1e308, 1e308)], ['empty', { values: [], text: '' }],
  ])('turns measuring off when it is %s', (_what, pixelSpacing) => {
    const result = decideSpacing(facts({ pixelSpacing }));
    expect(result).toMatchObject({ spacingMm: null, source: 'invalid' });
    expect(result.measuringOff).toMatch(/^Pixel spacing is invalid/);
    expect(result.findings[0]?.code).toBe('GEO-03');
  });

  it.each([['below 0.01 mm', 0.0099], ['above 10 mm', 10.01]])('tells a spacing %s but measures nothing on it', (_what, value) => {
    const result = decideSpacing(facts({ pixelSpacing: fact(value, 0.5) }));
    expect(result).toMatchObject({ spacingMm: [value, 0.5], source: 'PixelSpacing' });
    expect(result.measuringOff).toMatch(/^Pixel spacing is invalid/);
  });

  it('accepts the limits themselves', () => {
    expect(decideSpacing(facts({ pixelSpacing: fact(0.01, 10) }))).toMatchObject({ spacingMm: [0.01, 10], measuringOff: null });
  });

  it('is unknown without any attribute', () => {
    expect(decideSpacing(facts({}))).toMatchObject({ spacingMm: null, source: 'none', measuringOff: 'No pixel spacing in this image: lengths cannot be given in millimetres.' });
  });

  it('keeps projection images out of RECIST, at the detector or divided by the magnification', () => {
    expect(decideSpacing(facts({ modality: 'CR', imagerPixelSpacing: fact(0.2, 0.2) }))).toMatchObject({ spacingMm: [0.2, 0.2], source: 'ImagerPixelSpacing', measuringOff: expect.stringContaining('detector') });
    expect(decideSpacing(facts({ modality: 'DX', imagerPixelSpacing: fact(0.2, 0.2), magnificationFactor: 1.25 })).spacingMm?.[0]).toBeCloseTo(0.16, 12);
    expect(decideSpacing(facts({ modality: 'DX', imagerPixelSpacing: fact(0.2, 0.2), sourceToDetectorMm: 1800, sourceToPatientMm: 1500 })).spacingMm?.[1]).toBeCloseTo(0.2 / 1.2, 12);
    expect(codes({ modality: 'CR', imagerPixelSpacing: fact(0.2, 0.2), pixelSpacing: fact(0.2, 0.2) })).toEqual(['GEO-05']);
  });

  it('believes a calibration by fiducial or geometry', () => {
    expect(decideSpacing(facts({ modality: 'DX', pixelSpacing: fact(0.15, 0.15), imagerPixelSpacing: fact(0.2, 0.2), calibrationType: 'FIDUCIAL' }))).toMatchObject({ spacingMm: [0.15, 0.15], measuringOff: null });
  });

  it('gives no length from a nominal scanning resolution or a whole ultrasound image', () => {
    expect(codes({ modality: 'OT', nominalScannedSpacing: fact(0.1, 0.1) })).toEqual(['GEO-06']);
    expect(decideSpacing(facts({ modality: 'US', ultrasoundRegions: 2 }))).toMatchObject({ spacingMm: null, source: 'UltrasoundRegions' });
  });
});
