/** Heads in thin slices: a face could be made from them, which no change of the header prevents (interoperability 5.6; 113102 is not applied). */
import type { SeriesStack } from '../dicom/index.ts';

const headWords = /\b(head|brain|skull|face|facial|neck|sinus|orbit|cranium|cranial|schädel|kopf|hirn|crâne|cerveau)\b/i;
/** Thinner and longer than this shows a face. */
const thinMm = 3;
const leastSlices = 40;

export function faceNotices(stacks: readonly SeriesStack[]): { readonly code: string; readonly message: string }[] {
  const shown = stacks.filter(({ summary: { modality, slices, sliceThicknessMm, spacingMm, bodyPart, description }, studyDescription }) =>
    (modality === 'CT' || modality === 'MR') && slices >= leastSlices && (sliceThicknessMm ?? spacingMm?.[2] ?? Infinity) <= thinMm && headWords.test(`${bodyPart ?? ''} ${description} ${studyDescription}`));
  return [...Map.groupBy(shown, (stack) => stack.patientId)].map(([subject, ones]) => ({
    code: 'DID-30', message: `${ones.length} thin-slice series of the head of subject ${subject}: a face could be reconstructed from ${ones.length === 1 ? 'it' : 'them'}.`,
  }));
}
