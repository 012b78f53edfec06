/** The limits of RECIST 1.1 as data, in units of 0.0001 mm, and the integer tests on them. */
import { unitsPerMm } from './sizes.ts';

/** Version of the rules as implemented: changes whenever any input could get another answer. Part of every stored or signed result. */
export const engineVersion = 'recist-1.1/1.0.0';

/** a node is disease from 10 mm short axis. */
export const nodeDiseaseUnits = 10 * unitsPerMm;
/** a node is measurable from 15 mm short axis. */
export const nodeMeasurableUnits = 15 * unitsPerMm;
/** */
export const lesionMeasurableUnits = 10 * unitsPerMm;
/** */
export const chestXrayMeasurableUnits = 20 * unitsPerMm;
/** slices up to 5 mm need no larger minimum; an unknown thickness is taken as this. */
export const thinSliceUnits = 5 * unitsPerMm;
/** what a lesion that is too small to measure counts. */
export const tooSmallUnits = 5 * unitsPerMm;
/** least absolute increase over the nadir. */
export const pdAbsoluteUnits = 5 * unitsPerMm;

/** At least 30 % below the baseline sum. */
export const meetsPartialResponse = (sum: number, baselineSum: number): boolean => 10 * sum <= 7 * baselineSum;
/** At least 20 % above the nadir; taken as met for a nadir of 0. */
export const meetsRelativeIncrease = (sum: number, nadir: number): boolean => 5 * sum >= 6 * nadir;
/** At least 5 mm above the nadir. */
export const meetsAbsoluteIncrease = (sum: number, nadir: number): boolean => sum - nadir >= pdAbsoluteUnits;
/** Both limits of progression. */
export const meetsProgression = (sum: number, nadir: number): boolean => meetsRelativeIncrease(sum, nadir) && meetsAbsoluteIncrease(sum, nadir);

/** Largest sum that is a partial response, in steps of `step` units. */
export const partialResponseLimit = (baselineSum: number, step: number): number => Math.floor((7 * baselineSum) / (10 * step)) * step;
/** Smallest sum at least 20 % above the nadir, in steps of `step` units. */
export const relativeProgressionLimit = (nadir: number, step: number): number => Math.ceil((6 * nadir) / (5 * step)) * step;
/** Smallest sum at least 5 mm above the nadir, in steps of `step` units. */
export const absoluteProgressionLimit = (nadir: number, step: number): number => Math.ceil((nadir + pdAbsoluteUnits) / step) * step;
/** Smallest sum that is progression over the nadir, in steps of `step` units. */
export const progressionLimit = (nadir: number, step: number): number => Math.max(relativeProgressionLimit(nadir, step), absoluteProgressionLimit(nadir, step));
