import { chestXrayMeasurableUnits, lesionMeasurableUnits, nodeMeasurableUnits, thinSliceUnits } from '../criteria.ts';
import { formatMm, unitsText } from '../format.ts';
import type { BaselineTarget } from '../model.ts';
import { toUnits } from '../sizes.ts';

/** Size, slices and smallest measurable size of a target with the rule that sets it, in words. */
export function limitText({ kind, method = 'CT', sizeMm, sliceThicknessMm }: BaselineTarget): { readonly size: string; readonly slices: string; readonly limit: string } {
  const thickness = (method === 'CT' || method === 'MRI') && sliceThicknessMm !== undefined ? toUnits(sliceThicknessMm) : thinSliceUnits;
  const [least, rule] = kind === 'node' ? [nodeMeasurableUnits, 'R-114'] : method === 'chestXray' ? [chestXrayMeasurableUnits, 'R-113'] : [lesionMeasurableUnits, method === 'caliper' ? 'R-112' : 'R-110'];
  const isThick = thickness > thinSliceUnits && 2 * thickness > least;
  return {
    size: formatMm(sizeMm), slices: sliceThicknessMm === undefined || (method !== 'CT' && method !== 'MRI') ? '' : ` on ${formatMm(sliceThicknessMm)} mm slices`,
    limit: `${unitsText(isThick ? 2 * thickness : least)} mm (${isThick ? 'R-111' : rule})`,
  };
}
