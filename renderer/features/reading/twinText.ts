/** How the twin-finder's answer is said. Pure. */
import { twinWords, type SeriesSummary, type TwinScore } from '../../../src/casefile/index.ts';
import { formatMm } from '../../../src/recist/index.ts';
import type { Wanted } from './seriesChoice.ts';

/** "3.0"; empty where the header does not say it. */
export const thicknessText = (series: Pick<SeriesSummary, 'sliceThicknessMm'>): string => (series.sliceThicknessMm === null ? '' : formatMm(Math.round(series.sliceThicknessMm * 10) / 10));

/** "Match with baseline, series 4, Abdomen portal venous". */
export const twinTitle = ({ series, before }: Wanted): string => `Match with ${before}, ${series.number === null ? 'series' : `series ${series.number}`}, ${series.description || series.modality}`;

/** "Match 92 of 100: same plane, 3.0 mm = 3.0 mm, …": what a row says on hover and to assistive technology. */
export const twinSentence = (twin: TwinScore): string => `${twin.isTwin ? 'Match' : 'No match'}, ${twin.score} of 100: ${twinWords(twin)}`;
