/**
 * Images of a study that a person must look at before they may be read (interoperability 5.6): de-identified bytes in a folder of their own, never in the reading
 * database. One file per image, named by its SHA-256, with a JSON beside it that says what it is and why it is held.
 */
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NadirError } from '../common/index.ts';
import type { StoredInstance } from '../dicom/index.ts';
import { stagingPath } from '../store/index.ts';

export type QuarantineReason = { readonly code: string; readonly reason: string };
export type HeldFile = QuarantineReason & { readonly instance: StoredInstance; readonly heldAt: string };
export type ToHold = { readonly from: string; readonly file: HeldFile };

export type Quarantine = {
  holds(sha256: string): Promise<boolean>;
  /** Takes files over. All or none; answers the hashes that are new, so that a failing import can take them back. */
  hold(files: readonly ToHold[]): Promise<readonly string[]>;
  /** By time, then number of the image. */
  list(): Promise<readonly HeldFile[]>;
  /** Path of a held image. Errors: notFound. */
  pathOf(sha256: string): Promise<string>;
  /** A copy for the importer's staging folder; the held one stays until `remove`. */
  copyOut(sha256: string, blobsRoot: string): Promise<string>;
  remove(hashes: readonly string[]): Promise<void>;
};

export const quarantineRoot = (dataFolder: string): string => path.join(dataFolder, 'quarantine');

const namePattern = /^[0-9a-f]{64}$/;

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  await handle.datasync().finally(() => handle.close());
}

export function createQuarantine(dataFolder: string, studyId: string): Quarantine {
  const folder = path.join(quarantineRoot(dataFolder), studyId);
  const imageOf = (sha256: string): string => {
    if (!namePattern.test(sha256)) throw new NadirError('notFound', 'No such image is in quarantine.', { reason: 'quarantine' });
    return path.join(folder, sha256);
  };
  const noteOf = (sha256: string): string => `${imageOf(sha256)}.json`;
  const isThere = (file: string): Promise<boolean> => stat(file).then(() => true, () => false);
  const remove = async (hashes: readonly string[]): Promise<void> => {
    // The note first: an image without one is listed nowhere.
    for (const sha256 of hashes) {
      await rm(noteOf(sha256), { force: true });
      await rm(imageOf(sha256), { force: true });
    }
  };
  return {
    holds: (sha256) => isThere(noteOf(sha256)),
    async hold(files) {
      const held: string[] = [];
      try {
        if (files.length > 0) await mkdir(folder, { recursive: true, mode: 0o700 });
        for (const { from, file } of files) {
          const { sha256 } = file.instance;
          if (await isThere(noteOf(sha256))) continue;
          held.push(sha256);
          await copyFile(from, imageOf(sha256));
          await toDisk(imageOf(sha256));
          const note = `${noteOf(sha256)}.new`;
          await writeFile(note, JSON.stringify(file), { mode: 0o600 });
          await rename(note, noteOf(sha256));
        }
        return held;
      } catch (cause) {
        await remove(held).catch(() => undefined);
        throw cause;
      }
    },
    async list() {
      const names = await readdir(folder).catch(() => [] as string[]);
      const held: HeldFile[] = [];
      for (const name of names.filter((one) => one.endsWith('.json'))) {
        const text = await readFile(path.join(folder, name), 'utf8').catch(() => null);
        if (text === null) continue;
        try {
          held.push(JSON.parse(text) as HeldFile);
        } catch {
          // A note cut off by a full disk: its image is imported again with the next delivery.
        }
      }
      return held.sort((a, b) => a.heldAt.localeCompare(b.heldAt) || (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0) || a.instance.sopInstanceUid.localeCompare(b.instance.sopInstanceUid));
    },
    async pathOf(sha256) {
      const file = imageOf(sha256);
      if (!(await isThere(file))) throw new NadirError('notFound', 'This image is no longer in quarantine.', { reason: 'quarantine' });
      return file;
    },
    async copyOut(sha256, blobsRoot) {
      const staged = stagingPath(blobsRoot);
      await copyFile(imageOf(sha256), staged);
      return staged;
    },
    remove,
  };
}
