/**
 * Encryption of a key list. A random data key encrypts the list (AES-256-GCM); the data key is wrapped by a key from a passphrase (scrypt) or by the key file.
 * What names the study and the list is authenticated with it: a list cannot be put in the place of another.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { NadirError } from '../common/index.ts';
import type { Protection } from './model.ts';

type Sealed = { readonly nonce: string; readonly tag: string; readonly data: string };
type PassphraseWrap = Sealed & { readonly kind: 'passphrase'; readonly salt: string; readonly n: number; readonly r: number; readonly p: number };
type FileWrap = Sealed & { readonly kind: 'keyFile' };
export type Wrap = PassphraseWrap | FileWrap;

/** 128 MB and about half a second per guess (OWASP, 2023). */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
export const keyBytes = 32;
export const leastPassphraseLength = 12;

export function seal(key: Uint8Array, text: Uint8Array, context: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(text), cipher.final()]);
  return { nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

/** Throws when key, context or any bit differs. */
export function unseal(key: Uint8Array, sealed: Sealed, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
}

const derive = (passphrase: string, salt: Buffer, { n, r, p }: { readonly n: number; readonly r: number; readonly p: number }): Promise<Buffer> => new Promise((resolve, reject) => {
  // NFKC: the same passphrase typed on another keyboard gives the same bytes.
  scrypt(passphrase.normalize('NFKC'), salt, keyBytes, { N: n, r, p, maxmem: 256 * n * r }, (error, key) => { if (error) reject(error); else resolve(key); });
});

/** Errors: invalid weakPassphrase. */
export async function wrapWithPassphrase(dataKey: Uint8Array, passphrase: string, context: string): Promise<Wrap> {
  if ([...passphrase].length < leastPassphraseLength) throw new NadirError('invalid', `The passphrase of the key list needs ${leastPassphraseLength} characters or more.`, { reason: 'weakPassphrase' });
  const salt = randomBytes(16);
  return { kind: 'passphrase', salt: salt.toString('base64'), ...cost, ...seal(await derive(passphrase, salt, cost), dataKey, context) };
}

export const wrapWithFile = (dataKey: Uint8Array, fileKey: Uint8Array, context: string): Wrap => ({ kind: 'keyFile', ...seal(fileKey, dataKey, context) });

/** Errors: refused wrongPassphrase. */
export async function unwrapWithPassphrase(wrap: PassphraseWrap, passphrase: string, context: string): Promise<Buffer> {
  const key = await derive(passphrase, Buffer.from(wrap.salt, 'base64'), wrap);
  try {
    return unseal(key, wrap, context);
  } catch (cause) {
    throw new NadirError('refused', 'This is not the passphrase of the key list, or its file is damaged. Nothing was changed.', { reason: 'wrongPassphrase', cause });
  }
}

/** Errors: storage keyFileWrong. */
export function unwrapWithFile(wrap: FileWrap, fileKey: Uint8Array, context: string, file: string): Buffer {
  try {
    return unseal(fileKey, wrap, context);
  } catch (cause) {
    throw new NadirError('storage', `The key file ${file} does not open the key list: it is another one or one of the two is damaged. Put back the copy that belongs to it.`, { reason: 'keyFileWrong', cause });
  }
}

export const protectionOf = (wrap: Wrap): Protection => wrap.kind;
