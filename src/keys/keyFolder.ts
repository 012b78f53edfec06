/** Where key lists lie: a folder of their own, apart from the data, one encrypted file per study, readable by this account alone. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isNadirError, NadirError } from '../common/index.ts';
import { isRunning } from '../system/index.ts';
import { keyBytes, protectionOf, seal, unseal, unwrapWithFile, unwrapWithPassphrase, wrapWithFile, wrapWithPassphrase, type Wrap } from './cipher.ts';
import type { KeyList, Protection } from './model.ts';

type Envelope = { readonly format: 'nadir-keys'; readonly version: 1; readonly studyId: string; readonly keysId: string; readonly wrap: Wrap; readonly nonce: string; readonly tag: string; readonly data: string };

/** Opens one key list; held in memory only. */
export type DataKey = { readonly studyId: string; readonly keysId: string; readonly bytes: Buffer };

export type KeyFolder = {
  readonly path: string;
  /** What can be known without opening it; null when the study has none. Errors: storage keysDamaged. */
  state(studyId: string): { readonly keysId: string; readonly protection: Protection } | null;
  /** `passphrase` null: by the key file. Errors: notFound noKeys; refused keysLocked, wrongPassphrase; storage keysDamaged, keyFileMissing, keyFileWrong. */
  unlock(studyId: string, passphrase: string | null): Promise<DataKey>;
  /** Errors: as unlock; conflict keysReplaced when another list has taken its place. */
  read(key: DataKey): KeyList;
  /** Makes the study's list. Errors: refused keysExist; invalid weakPassphrase; storage. */
  create(studyId: string, list: KeyList, passphrase: string | null): Promise<DataKey>;
  /** Changes the list while nobody else can, whole or not at all. Errors: as read; conflict keysBusy; whatever `change` throws. */
  update(key: DataKey, change: (list: KeyList) => KeyList): Promise<KeyList>;
  /** Another passphrase, or the key file. The list itself stays as it is. Errors: as read; invalid weakPassphrase. */
  protect(key: DataKey, passphrase: string | null): Promise<void>;
  /** Overwrites and removes the list; needs no key. False: there was none. */
  destroy(studyId: string): Promise<boolean>;
};

const contextOf = (studyId: string, keysId: string): string => `nadir-keys/1/${studyId}/${keysId}`;
const namePattern = /^[A-Za-z0-9-]{1,64}$/;

function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new NadirError('storage', `The key list cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Check the folder ${path.dirname(file)}; nothing was changed.`, { reason: 'keysFolder', cause });
  }
}

const lockTries = 100;
const lockWaitMs = 50;

/** One writer per list over all processes. The lock of a process that is gone counts for nothing. */
async function locked<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  for (let left = lockTries; ; left -= 1) {
    try {
      const descriptor = openSync(lock, 'wx', 0o600);
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw new NadirError('storage', `The folder of key lists ${path.dirname(file)} cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`, { reason: 'keysFolder', cause });
      const holder = Number(readOr(lock, '0'));
      if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
      else if (left === 0) throw new NadirError('conflict', 'Another program is writing the key list of this study. Try again in a moment.', { reason: 'keysBusy' });
      else await wait(lockWaitMs);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function isEnvelope(value: unknown, studyId: string): value is Envelope {
  const one = value as Partial<Envelope> | null;
  return one?.format === 'nadir-keys' && one.version === 1 && one.studyId === studyId && typeof one.keysId === 'string' && typeof one.data === 'string' && typeof one.nonce === 'string' && typeof one.tag === 'string' && typeof one.wrap === 'object';
}

/** `keyFile`: 32 random bytes in base64, made when it is first needed; by default in the folder itself. */
export function openKeyFolder(folder: string, keyFile: string = path.join(folder, 'key-file')): KeyFolder {
  const fileOf = (studyId: string): string => {
    if (!namePattern.test(studyId)) throw new NadirError('defect', 'A study id cannot be the name of a file.', { reason: 'badStudyId' });
    return path.join(folder, `${studyId}.keys`);
  };
  const damaged = (studyId: string, cause?: unknown): NadirError =>
    new NadirError('storage', `The key list ${fileOf(studyId)} is damaged. Put back a copy of it; without one the list can only be destroyed, and later imports begin a new one.`, { reason: 'keysDamaged', cause });

  function envelope(studyId: string): Envelope | null {
    const file = fileOf(studyId);
    if (!existsSync(file)) return null;
    try {
      const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isEnvelope(read, studyId)) return read;
    } catch (cause) {
      throw damaged(studyId, cause);
    }
    throw damaged(studyId);
  }
  function required(studyId: string): Envelope {
    const found = envelope(studyId);
    if (!found) throw new NadirError('notFound', `There is no key list of this study in ${folder}.`, { reason: 'noKeys' });
    return found;
  }
  function fileKey(mayMake: boolean): Buffer {
    if (mayMake && !existsSync(keyFile)) {
      mkdirSync(path.dirname(keyFile), { recursive: true, mode: 0o700 });
      writeWhole(keyFile, randomBytes(keyBytes).toString('base64'));
    }
    const key = Buffer.from(readOr(keyFile, ''), 'base64');
    if (key.length !== keyBytes) throw new NadirError('storage', `The key file ${keyFile} is missing or damaged: the key list cannot be opened without it. Put back its copy.`, { reason: 'keyFileMissing' });
    return key;
  }
  function open(key: DataKey): { envelope: Envelope; list: KeyList } {
    const found = required(key.studyId);
    if (found.keysId !== key.keysId) throw new NadirError('conflict', 'The key list of this study has been replaced meanwhile. Open it again.', { reason: 'keysReplaced' });
    try {
      return { envelope: found, list: JSON.parse(unseal(key.bytes, found, contextOf(found.studyId, found.keysId)).toString('utf8')) as KeyList };
    } catch (cause) {
      throw damaged(key.studyId, cause);
    }
  }
  const put = (found: Pick<Envelope, 'studyId' | 'keysId' | 'wrap'>, dataKey: Buffer, list: KeyList): void => {
    const { studyId, keysId, wrap } = found;
    const sealed = seal(dataKey, Buffer.from(JSON.stringify(list)), contextOf(studyId, keysId));
    writeWhole(fileOf(studyId), JSON.stringify({ format: 'nadir-keys', version: 1, studyId, keysId, wrap, ...sealed } satisfies Envelope));
  };
  const wrapFor = async (studyId: string, keysId: string, dataKey: Buffer, passphrase: string | null): Promise<Wrap> =>
    (passphrase === null ? wrapWithFile(dataKey, fileKey(true), contextOf(studyId, keysId)) : wrapWithPassphrase(dataKey, passphrase, contextOf(studyId, keysId)));
  const prepare = (): void => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new NadirError('storage', `The folder of key lists ${folder} cannot be made (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Choose one with --keys or NADIR_KEYS.`, { reason: 'keysFolder', cause });
    }
  };

  return {
    path: folder,
    state(studyId) {
      const found = envelope(studyId);
      return found && { keysId: found.keysId, protection: protectionOf(found.wrap) };
    },
    async unlock(studyId, passphrase) {
      const { keysId, wrap } = required(studyId);
      if (wrap.kind === 'passphrase' && passphrase === null) throw new NadirError('refused', 'The key list of this study is locked. A data manager opens it with its passphrase.', { reason: 'keysLocked' });
      const bytes = wrap.kind === 'passphrase' ? await unwrapWithPassphrase(wrap, passphrase ?? '', contextOf(studyId, keysId)) : unwrapWithFile(wrap, fileKey(false), contextOf(studyId, keysId), keyFile);
      const key = { studyId, keysId, bytes };
      open(key);
      return key;
    },
    read: (key) => open(key).list,
    async create(studyId, list, passphrase) {
      prepare();
      const bytes = randomBytes(keyBytes);
      const wrap = await wrapFor(studyId, list.keysId, bytes, passphrase);
      return locked(fileOf(studyId), () => {
        if (existsSync(fileOf(studyId))) throw new NadirError('refused', 'This study has a key list already.', { reason: 'keysExist' });
        put({ studyId, keysId: list.keysId, wrap }, bytes, list);
        return { studyId, keysId: list.keysId, bytes };
      });
    },
    update: (key, change) => locked(fileOf(key.studyId), () => {
      const found = open(key);
      const list = change(found.list);
      if (list !== found.list) put(found.envelope, key.bytes, list);
      return list;
    }),
    async protect(key, passphrase) {
      const wrap = await wrapFor(key.studyId, key.keysId, key.bytes, passphrase);
      await locked(fileOf(key.studyId), () => {
        const found = open(key);
        put({ ...found.envelope, wrap }, key.bytes, found.list);
      });
    },
    async destroy(studyId) {
      const file = fileOf(studyId);
      if (!existsSync(file)) return false;
      return locked(file, () => {
        try {
          const { size } = statSync(file);
          const descriptor = openSync(file, 'r+');
          writeSync(descriptor, randomBytes(size));
          fsyncSync(descriptor);
          closeSync(descriptor);
          rmSync(file);
        } catch (cause) {
          if (isNadirError(cause)) throw cause;
          throw new NadirError('storage', `The key list ${file} cannot be destroyed (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Check the folder's permissions.`, { reason: 'keysFolder', cause });
        }
        return true;
      });
    },
  };
}
