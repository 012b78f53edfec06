/** Decodes single frames of stored files. Runs in a worker thread: codecs are synchronous and may be made to hang. */
import { closeSync, openSync } from 'node:fs';
import { move } from 'piscina';
import { decodeFrame, fileSource, readFrame, readInstance, transferSyntaxOf, type ByteRange, type ByteSource, type PixelFormat } from '../../dicom/index.ts';
import { portable } from './pool.ts';

export type DecodeTask = { readonly path: string; readonly bytes: readonly ByteRange[]; readonly format: PixelFormat };

/** The inflated copy of the last deflated file: its frames follow one another. */
let inflated: { readonly path: string; readonly source: ByteSource } | null = null;

/** Stored values of one frame, moved, not copied. */
export default async function decode(task: DecodeTask): Promise<unknown> {
  try {
    const values = await decodeFrame(frameBytes(task), task.format);
    const exact = values.byteLength === values.buffer.byteLength ? values : values.slice();
    return move(exact.buffer as ArrayBuffer);
  } catch (error) {
    throw portable(error);
  }
}

function frameBytes({ path, bytes, format }: DecodeTask): Uint8Array {
  if (inflated?.path === path) return readFrame(inflated.source, bytes);
  const descriptor = openSync(path, 'r');
  try {
    const file = fileSource(descriptor);
    if (transferSyntaxOf(format.transferSyntaxUid)?.deflated !== true) return readFrame(file, bytes);
    inflated = { path, source: readInstance(file).header.source };
    return readFrame(inflated.source, bytes);
  } finally {
    closeSync(descriptor);
  }
}
