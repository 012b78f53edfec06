import type { SeriesImages } from '../../../src/api/wire.ts';
import type { Caliper, SubjectCase } from '../../../src/casefile/index.ts';
import { seriesOf } from './caseFacts.ts';

/** "Ser 4 Img 96" of an image; without the image number while the series' images are not known. */
export function sliceName(subject: SubjectCase, image: Pick<Caliper, 'seriesId' | 'sopInstanceUid' | 'frameNumber'>, images: SeriesImages | undefined): string {
  const series = seriesOf(subject, image.seriesId);
  if (!series) return '';
  const at = images?.series.id === series.id ? images.slices.findIndex((slice) => slice.sopInstanceUid === image.sopInstanceUid && slice.frameNumber === image.frameNumber) : -1;
  return `${series.number === null ? series.modality : `Ser ${series.number}`}${at < 0 ? '' : ` Img ${at + 1}`}`;
}
