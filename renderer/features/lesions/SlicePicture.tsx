import { memo, useEffect, useState } from 'react';
import type { Caliper, LesionRole } from '../../../src/casefile/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { roleColor, roleDash, slicePicture, type CropWindow } from './sliceCrop.ts';
import styles from './CaliperPicture.module.css';

/** A calliper to draw on the picture, in the style of its lesion. */
export type DrawnCaliper = { readonly caliper: Caliper; readonly role: LesionRole };

type Props = { readonly image: Pick<Caliper, 'seriesId' | 'sopInstanceUid' | 'frameNumber'>; readonly window: CropWindow; readonly width: number; readonly height: number; readonly alt: string; readonly calipers?: readonly DrawnCaliper[] };

const none: readonly DrawnCaliper[] = [];

/** A whole slice with what is drawn on it, as small as it is asked for (CSS px). */
export const SlicePicture = memo(function SlicePicture({ image, window, width, height, alt, calipers = none }: Props) {
  const images = useSeriesImages(image.seriesId).data;
  const [url, setUrl] = useState<string | null>(null);
  const { sopInstanceUid, frameNumber } = image;
  const { center, width: windowWidth } = window;
  const drawn = JSON.stringify(calipers);
  useEffect(() => {
    if (!images) return;
    let current = true;
    let made: string | null = null;
    const ratio = Math.min(2, devicePixelRatio || 1);
    slicePicture({ images, image: { sopInstanceUid, frameNumber }, widthPx: Math.round(width * ratio), heightPx: Math.round(height * ratio), window: { center, width: windowWidth }, calipers: (JSON.parse(drawn) as readonly DrawnCaliper[]).map(({ caliper, role }) => ({ caliper, color: roleColor(role), dash: roleDash[role] })) }).then((picture) => {
      made = picture;
      if (current) setUrl(picture);
      else if (picture) URL.revokeObjectURL(picture);
    }, () => undefined);
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [images, sopInstanceUid, frameNumber, center, windowWidth, width, height, drawn]);
  return url === null ? <span className={styles.empty} /> : <img className={styles.picture} src={url} alt={alt} draggable={false} />;
});
