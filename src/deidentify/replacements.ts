/** New values for UIDs and dates that may have several parts, separated by backslashes. */
import { isTime, localDateTime, shiftDate, shiftDateTime } from './dates.ts';
import { namesAKind } from './rules.ts';
import { isRegisteredUid, isUid, remapUid } from './uids.ts';

/**
 * The UIDs of a value, each replaced unless it is of the standard's registry or names a kind of thing (SOP class, coding scheme). With `secret` null they are
 * only checked. Null when a part that must stay is no UID.
 */
export function remappedUids(tag: number, text: string, secret: Uint8Array | null, ownUids: ReadonlySet<string>): { readonly text: string; readonly isSame: boolean } | null {
  const parts = text.split('\\').map((part) => part.trim());
  const stays = (part: string): boolean => part === '' || isRegisteredUid(part) || (namesAKind(tag) && isUid(part) && !ownUids.has(part));
  if (secret === null) return parts.every((part) => part === '' || isUid(part)) ? { text, isSame: true } : null;
  if (parts.every(stays)) return { text, isSame: true };
  return { text: parts.map((part) => (stays(part) ? part : remapUid(secret, part))).join('\\'), isSame: false };
}

/** DA or DT values moved by whole days (0: only without their time zone offset); null when one of them is none. */
export function movedDates(text: string, vr: string, days: number): string | null {
  const parts = text.split('\\').map((part) => {
    const trimmed = part.trim();
    if (vr === 'DA') return shiftDate(trimmed, days);
    return days === 0 ? (trimmed === '' || localDateTime(trimmed) !== null ? trimmed : null) : shiftDateTime(trimmed, days);
  });
  return parts.every((part) => part !== null) ? parts.join('\\') : null;
}

export const keptTime = (text: string): boolean => text.split('\\').every((part) => part.trim() === '' || isTime(part.trim()));
