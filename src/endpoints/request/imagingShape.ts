/** Shape of the optional facts about images and lesions that the checks of section 14 read; additions to appendix A.4. */
import { bodyRegions, imagePlanes, lesionNatures, measuringMethods, recordedAxes } from '../../recist/index.ts';
import { all, amount, anyText, boolean, list, object, oneOf, optional, text, wrong, type Check } from './shape.ts';

export const method = oneOf(measuringMethods);

/** How a lesion was imaged at one timepoint. */
export const imaging = {
  method: optional(method), sliceThicknessMm: optional(amount), plane: optional(oneOf(imagePlanes)), planeReason: optional(anyText), contrast: optional(boolean),
  petCt: optional(boolean), diagnosticQualityStated: optional(boolean),
};

export const region = optional(oneOf(bodyRegions));
export const regions = optional(list(oneOf(bodyRegions)));

/** What look at. */
export const traits = {
  nature: optional(oneOf(lesionNatures)), softTissueComponent: optional(boolean), previousLocalTherapy: optional(boolean), progressedSinceLocalTherapy: optional(boolean),
};
/** What a lesion of a subject is, and where. */
export const lesionTraits = { ...traits, region };

/** 10 m in 0.1 mm: far beyond any image, and products of two such numbers stay exact. */
const farthest = 100_000;
const coordinate: Check = (value) => (Number.isInteger(value) && Math.abs(value as number) <= farthest ? null : wrong(`a whole number of 0.1 mm from ${-farthest} to ${farthest}`));
const pairOf = (what: string): Check => (value) => (Array.isArray(value) && value.length === 2 ? null : wrong(`a list of two ${what}`));
const segment = all(pairOf('points'), list(all(pairOf('coordinates'), list(coordinate))));

export const axis = optional(oneOf(recordedAxes));
export const caliper = optional(object({ slice: text, longAxis: segment, shortAxis: optional(segment) }));
