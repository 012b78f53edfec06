import { NadirError } from '../common/index.ts';
import { isDirectlyReadable, type ByteRange, type PixelFormat, type StackImages, type StoredInstance } from '../dicom/index.ts';

/** One slice of a volume: the file, its frame's bytes, and how they are encoded. */
export type VolumeSlice = { readonly sopInstanceUid: string; readonly path: string; readonly bytes: readonly ByteRange[]; readonly format: PixelFormat };

/** Everything that the volume stream of a series needs, in series order. */
export type VolumePlan = { readonly slices: readonly VolumeSlice[]; readonly bytesPerSlice: number };

/**
 * Finds the bytes of every slice of a stack. `instances` must hold all instances that the stack names, `pathOf` turns a file hash into a path.
 * Throws `storage` when an instance is missing: the database and the stack disagree.
 */
export function planVolume(images: StackImages, instances: Iterable<StoredInstance>, pathOf: (sha256: string) => string): VolumePlan {
  const byUid = new Map([...instances].map((instance) => [instance.sopInstanceUid, instance]));
  const slices = images.slices.map(({ sopInstanceUid, frameNumber }): VolumeSlice => {
    const instance = byUid.get(sopInstanceUid);
    const frame = instance?.frames[frameNumber - 1];
    if (!instance?.pixels || frame === undefined) throw new NadirError('storage', 'An image of this series is missing from the store. Import the series again.', { reason: 'imageMissing' });
    return { sopInstanceUid, path: pathOf(instance.sha256), bytes: frame.bytes, format: instance.pixels };
  });
  return { slices, bytesPerSlice: images.pixels.bytesPerSlice };
}

/** The slice's bytes in the file are its stored values, but for masking: a positioned read is enough. */
export const isPlain = (slice: VolumeSlice, bytesPerSlice: number): boolean => {
  const [only] = slice.bytes;
  return slice.bytes.length === 1 && only !== undefined && only.length === bytesPerSlice && isDirectlyReadable(slice.format);
};
