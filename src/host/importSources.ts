/** What may be imported: the window names a source by an opaque id and never a path. Uploads are spooled to the data folder first. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asId, isNadirError, NadirError, type ImportSourceId } from '../common/index.ts';
import type { ImportSource } from '../api/wire.ts';

export type SourcePaths = { readonly name: string; readonly paths: readonly string[]; readonly isUpload: boolean };

export type ImportSources = {
  /** Errors: notFound when a path does not exist. */
  register(paths: readonly string[]): Promise<ImportSource>;
  beginUpload(name: string): Promise<ImportSource>;
  /** Errors: notFound; invalid for a path that leaves the source; refused beyond the limits; storage. */
  putUpload(id: ImportSourceId, relativePath: string, body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>;
  /** Errors: notFound. */
  pathsOf(id: ImportSourceId): SourcePaths;
  /** Removes the spooled files of an upload; the originals of a chosen folder are never touched. */
  release(id: ImportSourceId): Promise<void>;
};

export type UploadLimits = { readonly files: number; readonly fileBytes: number; readonly totalBytes: number };

/** Generous for a trial's CT, small enough that a runaway page cannot fill a disk unnoticed. */
export const uploadLimits: UploadLimits = { files: 200_000, fileBytes: 8 * 2 ** 30, totalBytes: 128 * 2 ** 30 };

const maxPathLength = 1024;
const maxPathDepth = 32;
const maxNameLength = 200;

/** `failure`: why an upload ended before it was whole; its files are gone then. */
type Source = { -readonly [Key in keyof SourcePaths]: SourcePaths[Key] } & { files: number; bytes: number; failure?: NadirError };

/** Segments of a relative path from the wire. Errors: invalid for anything absolute, empty, climbing, too deep or with control characters. */
export function relativeSegments(text: string): readonly string[] {
  const segments = text.split(/[\\/]/);
  const isBad = (segment: string): boolean => segment === '' || segment === '.' || segment === '..' || segment.length > 255 || [...segment].some((sign) => sign < ' ' || sign === '\u007f');
  if (text.length > maxPathLength || segments.length > maxPathDepth || /^[A-Za-z]:/.test(text) || segments.some(isBad)) {
    throw new NadirError('invalid', 'The name of an uploaded file must be a plain relative path.', { reason: 'uploadPath' });
  }
  // Names that Windows reserves for devices or cannot store are stored under a harmless one.
  return segments.map((segment) => segment.replaceAll(/[<>:"|?*]/g, '_').replace(/[. ]+$/, '').replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '_$1') || '_');
}

const sourceUnknown = (): NadirError => new NadirError('notFound', 'These files are no longer waiting to be imported. Choose them again.', { reason: 'sourceUnknown' });

const writeFailed = (cause: unknown): unknown => {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new NadirError('storage', 'The disk is full: the files were not taken over. Everything imported before is kept. Free some space and import again.', { reason: 'diskFull', cause });
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR') return new NadirError('invalid', 'Two uploaded files have the same path.', { reason: 'uploadPath', cause });
  return cause;
};

/** An upload that was cancelled or filled the disk is of no use as a part: its bytes must not keep the disk full until the next start. Files still on their way come to the same end. */
async function abandon(source: Source, folder: string, failure: NadirError): Promise<never> {
  source.failure ??= failure;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  throw source.failure;
}

const endsUpload = (error: unknown): error is NadirError => isNadirError(error) && (error.code === 'cancelled' || error.reason === 'diskFull');

/** Counts what passes, against the limits of one file and of the whole upload. */
function counting(source: Source, limits: UploadLimits): Transform {
  let fileBytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      fileBytes += chunk.byteLength;
      source.bytes += chunk.byteLength;
      if (fileBytes > limits.fileBytes || source.bytes > limits.totalBytes) done(new NadirError('refused', 'The upload is larger than the workstation takes over at once. Import it in parts.', { reason: 'uploadTooLarge' }));
      else done(null, chunk);
    },
  });
}

export type ImportSourcesDependencies = { readonly spoolFolder: string; readonly newId: () => string; readonly limits?: UploadLimits };

export function createImportSources({ spoolFolder, newId, limits = uploadLimits }: ImportSourcesDependencies): ImportSources {
  const sources = new Map<ImportSourceId, Source>();
  const find = (id: ImportSourceId): Source => {
    const source = sources.get(id);
    if (!source) throw sourceUnknown();
    return source;
  };
  const add = (id: ImportSourceId, source: Source): ImportSource => {
    sources.set(id, source);
    return { id, name: source.name, files: source.files };
  };

  return {
    async register(paths) {
      for (const chosen of paths) {
        await stat(chosen).catch((cause: unknown) => { throw new NadirError('notFound', `${chosen} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`, { reason: 'pathMissing', cause }); });
      }
      const absolute = paths.map((chosen) => path.resolve(chosen));
      const name = absolute.length === 1 ? path.basename(absolute[0] ?? '') : `${absolute.length} chosen items`;
      return add(asId<ImportSourceId>(newId()), { name, paths: absolute, isUpload: false, files: absolute.length, bytes: 0 });
    },
    async beginUpload(name) {
      const id = asId<ImportSourceId>(newId());
      const folder = path.join(spoolFolder, id);
      await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => { throw writeFailed(cause); });
      return add(id, { name: name.slice(0, maxNameLength), paths: [folder], isUpload: true, files: 0, bytes: 0 });
    },
    async putUpload(id, relativePath, body, signal) {
      const source = find(id);
      const folder = source.paths[0];
      if (!source.isUpload || folder === undefined) throw sourceUnknown();
      if (source.failure) throw source.failure;
      if (source.files >= limits.files) throw new NadirError('refused', `More than ${limits.files} files in one upload. Import them in parts.`, { reason: 'uploadTooManyFiles' });
      source.files += 1;
      const target = path.join(folder, ...relativeSegments(relativePath));
      try {
        await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
        await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), counting(source, limits), createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(target, { force: true }).catch(() => undefined);
        const failure = source.failure ?? (signal.aborted ? new NadirError('cancelled', 'Cancelled.', { cause: error }) : writeFailed(error));
        if (endsUpload(failure)) await abandon(source, folder, failure);
        throw failure;
      }
      if (source.failure) await abandon(source, folder, source.failure);
    },
    pathsOf(id) {
      const source = find(id);
      if (source.failure) throw source.failure;
      return source;
    },
    async release(id) {
      const source = sources.get(id);
      sources.delete(id);
      if (source?.isUpload) for (const folder of source.paths) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Throws away what an interrupted upload left. Only the process that holds the data folder may call it. */
export const clearSpool = (spoolFolder: string): Promise<void> => rm(spoolFolder, { recursive: true, force: true });
