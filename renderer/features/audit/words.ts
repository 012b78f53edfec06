import { roleNames, type Role } from '../../../src/accounts/index.ts';
import { partTitle } from '../../../src/casefile/index.ts';
import type { TrailRow } from '../../../src/api/wire.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-03-14 09:42:17 +00:00`: UTC with its offset. */
export const utcSecond = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} +00:00`;

/** The same instant where the window stands, with its offset. */
export function localSecond(at: string): string {
  const day = new Date(at);
  const minutes = -day.getTimezoneOffset();
  const offset = `${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())} ${two(day.getHours())}:${two(day.getMinutes())}:${two(day.getSeconds())} ${offset} local`;
}

/** A role in words; who had not signed in has none. */
export const roleTitle = (role: string): string => (Object.hasOwn(roleNames, role) ? roleNames[role as Role] : role === 'none' ? 'Not signed in' : role);

/** Where it belongs: "05-012, reader 2". */
export function whereWords({ subjectCode, studyCode, part }: TrailRow): string {
  if (subjectCode !== null) return part === 'site' ? subjectCode : `${subjectCode}, ${partTitle(part).toLowerCase()}`;
  return part === 'study' ? (studyCode ?? 'Study') : partTitle(part);
}
