import { memo, useEffect, useState } from 'react';
import type { Caliper, LesionRole } from '../../../src/casefile/index.ts';
import { useSeriesImages } from '../../queries/index.ts';
import { windowPresets } from '../../viewer/index.ts';
import { cropPicture, roleColor, type CropWindow } from './sliceCrop.ts';
import styles from './CaliperPicture.module.css';

type Props = { readonly caliper: Caliper; readonly role: LesionRole; readonly organWindow: CropWindow; readonly largestLongAxisMm: number; readonly width: number; readonly height: number; readonly alt: string };

/** Pictures made, by what they show. A few kilobytes each; a subject has tens. */
const made = new Map<string, Promise<string | null>>();

/** The lung is looked at in its own window; everything else in soft tissue. */
export function windowForOrgan(organ: string): CropWindow {
  const preset = windowPresets.find((candidate) => candidate.key === (organ === 'lung' ? '2' : organ === 'liver' ? '4' : organ === 'bone' ? '3' : organ === 'brain' ? '5' : '1'));
  return preset ?? { center: 40, width: 400 };
}

/** A measured slice cut around its calliper. */
export const CaliperPicture = memo(function CaliperPicture({ caliper, role, organWindow, largestLongAxisMm, width, height, alt }: Props) {
  const images = useSeriesImages(caliper.seriesId).data;
  const [url, setUrl] = useState<string | null>(null);
  const key = JSON.stringify([caliper, role, organWindow, largestLongAxisMm, width, height]);
  useEffect(() => {
    if (!images) return;
    let current = true;
    const ratio = Math.min(2, devicePixelRatio || 1);
    const color = roleColor(role);
    let picture = made.get(key);
    if (!picture) {
      // A calliper is drawn again with every correction: wait until the hand has come to rest, and after the panes.
      picture = new Promise<void>((rest) => setTimeout(rest, 250)).then(() => cropPicture({ images, caliper, largestLongAxisMm, widthPx: Math.round(width * ratio), heightPx: Math.round(height * ratio), window: organWindow, color }));
      made.set(key, picture);
      picture.catch(() => made.delete(key));
    }
    picture.then((made) => { if (current) setUrl(made); }, () => undefined);
    return () => { current = false; };
    // The key holds every value the picture depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, images]);
  return url === null ? <span className={styles.empty} /> : <img className={styles.picture} src={url} alt={alt} draggable={false} />;
});
