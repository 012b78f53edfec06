import { memo, useEffect, useState } from 'react';
import type { Caliper } from '../../../src/casefile/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { slicePicture, type CropWindow } from './sliceCrop.ts';
import styles from './CaliperPicture.module.css';

type Props = { readonly image: Pick<Caliper, 'seriesId' | 'sopInstanceUid' | 'frameNumber'>; readonly window: CropWindow; readonly width: number; readonly height: number; readonly alt: string };

/** A whole slice, as small as it is asked for (CSS px). */
export const SlicePicture = memo(function SlicePicture({ image, window, width, height, alt }: Props) {
  const images = useSeriesImages(image.seriesId).data;
  const [url, setUrl] = useState<string | null>(null);
  const { sopInstanceUid, frameNumber } = image;
  const { center, width: windowWidth } = window;
  useEffect(() => {
    if (!images) return;
    let current = true;
    let made: string | null = null;
    const ratio = Math.min(2, devicePixelRatio || 1);
    slicePicture({ images, image: { sopInstanceUid, frameNumber }, widthPx: Math.round(width * ratio), heightPx: Math.round(height * ratio), window: { center, width: windowWidth } }).then((picture) => {
      made = picture;
      if (current) setUrl(picture);
      else if (picture) URL.revokeObjectURL(picture);
    }, () => undefined);
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [images, sopInstanceUid, frameNumber, center, windowWidth, width, height]);
  return url === null ? <span className={styles.empty} /> : <img className={styles.picture} src={url} alt={alt} draggable={false} />;
});
