/** UIDs that are replaced, and by what (interoperability 5.5). */
import { createHmac } from 'node:crypto';
import type { ShiftRange } from './model.ts';

/** UIDs of the standard's registry: SOP classes, transfer syntaxes, well-known frames of reference, palettes, context groups. Instances never look like that. */
const registered = /^1\.2\.840\.10008(?:\.(?:0|[1-9]\d{0,3})){1,9}$/;
export const isRegisteredUid = (uid: string): boolean => registered.test(uid);

/** Dotted decimal, at most 64 characters (PS3.5 9.1). */
export const isUid = (text: string): boolean => text.length <= 64 && /^[0-2](?:\.(?:0|[1-9]\d*))+$/.test(text);

const digest = (secret: Uint8Array, text: string): Buffer => createHmac('sha256', secret).update(text, 'utf8').digest();

/**
 * "2.25." and the first 128 bits of HMAC-SHA-256(secret, uid) in decimal: at most 44 characters, the same for the same study. UIDs of the standard's
 * registry come back as they are.
 */
export function remapUid(secret: Uint8Array, uid: string): string {
  return isRegisteredUid(uid) ? uid : `2.25.${BigInt(`0x${digest(secret, uid).toString('hex', 0, 16)}`)}`;
}

/**
 * The subject's date shift in whole days, within the range (both ends included) and never 0: HMAC-SHA-256 over issuer and patient id, so that every import of
 * the same patient gives the same. Throws RangeError when the range holds no day but 0.
 */
export function shiftDaysFor(secret: Uint8Array, issuer: string, patientId: string, range: ShiftRange): number {
  const least = Math.ceil(Math.min(range.least, range.most));
  const most = Math.floor(Math.max(range.least, range.most));
  const holdsZero = least <= 0 && most >= 0;
  const count = most - least + 1 - (holdsZero ? 1 : 0);
  if (!(count >= 1)) throw new RangeError('The range of the date shift holds no whole day but 0.');
  const drawn = digest(secret, `date shift\0${issuer}\0${patientId}`).readUIntBE(0, 6) % count;
  const days = least + drawn;
  return holdsZero && days >= 0 ? days + 1 : days;
}
