/** How far the sum is from the next categories, in words. The distances are the engine's. */
import { formatMm, formatSignedMm, type TargetResponse, type Thresholds } from '../../../src/recist/index.ts';

export type ThresholdWord = { readonly to: TargetResponse; readonly text: string };

/** "PD at +3.0 mm (25.0)", "PR at −2.0 mm (42.0)", "CR at −41.0 mm": growth first, CR where nothing else lies below. Empty where the sum decides nothing. */
export function thresholdWords({ up, down, cr }: Thresholds): readonly ThresholdWord[] {
  return [
    ...(up === null ? [] : [{ to: up.to, text: `${up.to} at ${formatSignedMm(up.distanceMm)} mm (${formatMm(up.limitMm)})` }]),
    ...(down === null ? [] : [{ to: down.to, text: `${down.to} at ${formatSignedMm(-down.distanceMm)} mm (${formatMm(down.limitMm)})` }]),
    ...(cr === null || down !== null ? [] : [{ to: 'CR' as const, text: `CR at ${formatSignedMm(-cr.distanceMm)} mm` }]),
  ];
}

/** Both limits of progression by themselves: "+20 % from 79.6, +5 mm from 71.3". Null without a nadir. */
export function progressionLimitWords({ pd }: Thresholds): string | null {
  if (pd === null) return null;
  const relative = pd.relative === null ? '' : `+20\u2009% from ${formatMm(pd.relative.limitMm)}, `;
  return `PD limits: ${relative}+5 mm from ${formatMm(pd.absolute.limitMm)} mm`;
}
