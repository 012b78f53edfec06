/** The window's memory of images, as features see it. */
import type { SeriesImages } from '../../../src/api/wire.ts';
import type { SeriesAhead } from './cacheRules.ts';
import { volumes, type SeriesHold } from './volumeCache.ts';

/** Says which series the reader will want next, most wanted first (the reference timepoint): they load while nothing on screen waits. Replaces what was said before. */
export const setSeriesAhead = (ahead: readonly SeriesAhead[]): void => volumes.setAhead(ahead);

/** Sets how many bytes of images are kept for all panes together; those on screen are never dropped. */
export const setImageMemory = (bytes: number): void => volumes.setLimit(bytes);

/** Loads a series as a pane does and holds it until released. */
export const holdSeries = (images: SeriesImages, from: number): SeriesHold => volumes.hold(images, from);

/** Gives the memory of every series no pane shows back at once. */
export const forgetUnusedSeries = (): void => volumes.forgetUnused();

/** Bytes of all series held now. */
export const heldImageBytes = (): number => volumes.bytes;
