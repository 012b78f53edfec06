/** What a series says about itself for the person who measures on it, as rows of a table. Pure. */
import { contrastPhaseOf, coverageDoubt, kernelClassOf, planeOf, regionsOfSeries, type SeriesSummary } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import type { SeriesImages } from '../../../src/api/wire.ts';

export type SeriesFact = { readonly name: string; readonly value: string; /** A sentence under the value. */ readonly note?: string };

const number = (value: number, decimals: number): string => String(Math.round(value * 10 ** decimals) / 10 ** decimals).replace('-', '\u2212');
const sources: Readonly<Record<string, string>> = { invalid: 'invalid', none: 'none' };

function spacingFact({ spacingMm, spacingSource, spacingReason, measuringOff }: SeriesSummary): SeriesFact {
  const size = spacingMm ? `${number(spacingMm[0], 4)} × ${number(spacingMm[1], 4)} mm` : 'unknown';
  const note = [spacingReason ?? '', measuringOff ?? ''].filter((text) => text !== '').join(' ');
  return { name: 'Pixel spacing, row × column', value: `${size}, ${sources[spacingSource] ?? spacingSource}`, ...(note === '' ? {} : { note }) };
}

function slicesFact({ slices, spacingMm, sliceThicknessMm, extent }: SeriesSummary): SeriesFact {
  const step = spacingMm?.[2] ?? null;
  const words = [`${slices}`, sliceThicknessMm === null ? 'thickness not stated' : `${number(sliceThicknessMm, 2)} mm thick`, step === null ? '' : `${number(step, 3)} mm apart`, extent && slices > 1 ? `over ${number(extent.toMm - extent.fromMm, 0)} mm` : ''];
  return { name: 'Slices', value: words.filter((text) => text !== '').join(', '), ...(step === null ? {} : { note: 'Distances come from the positions of the slices.' }) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Rows from what decides about lengths to what tells the series from others. `images` null while they are not there. */
export function seriesFacts(series: SeriesSummary, images: SeriesImages | null): readonly SeriesFact[] {
  const kernelClass = kernelClassOf(series.kernel);
  const phase = contrastPhaseOf(series);
  const regions = regionsOfSeries(series);
  const doubt = coverageDoubt(series);
  const plane = planeOf(series);
  const unit = images?.suvFactor === undefined ? (images?.valueUnit ?? '') : 'SUV by body weight, g/ml';
  return [
    spacingFact(series), slicesFact(series),
    { name: 'Plane', value: plane === null ? 'not known' : capital(plane) },
    { name: 'Contrast', value: phase === null ? 'not stated' : phase === 'given' ? 'given, phase not stated' : capital(phase), ...(series.contrast ? { note: `Agent: ${series.contrast}` } : {}) },
    ...(series.kernel === null ? [] : [{ name: 'Kernel', value: `${series.kernel}${kernelClass === null ? '' : `, ${kernelClass}`}` }]),
    { name: 'Shows', value: regions.length === 0 ? 'not stated' : capital(regions.join(', ')), ...(doubt === null ? {} : { note: doubt }) },
    ...(unit === '' ? [] : [{ name: 'Values', value: unit }]),
  ];
}

const rank: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, info: 2 };

/** Findings of a series, the gravest first. */
export const seriesFindings = (series: SeriesSummary): readonly Finding[] => [...series.findings].sort((one, other) => rank[one.severity] - rank[other.severity]);

/** The gravest finding that concerns a reader before measuring; null where there is nothing but information. */
export const gravestFinding = (series: SeriesSummary): Finding | null => seriesFindings(series).find(({ severity }) => severity !== 'info') ?? null;
