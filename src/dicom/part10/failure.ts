import { NadirError } from '../../common/index.ts';

/** A file that cannot be read: `reason` is the stable code (IMP-04, TS-01), `details` say where. The message never holds a path. */
export function unreadable(reason: string, message: string, details: Record<string, unknown> = {}, cause?: unknown): NadirError {
  return new NadirError('unreadable', message, { reason, details, ...(cause === undefined ? {} : { cause }) });
}

/** "(0028,0010)" from dicom-parser's "x00280010". */
export const tagText = (tag: string): string => (/^x[0-9a-f]{8}$/.test(tag) ? `(${tag.slice(1, 5).toUpperCase()},${tag.slice(5).toUpperCase()})` : tag);
