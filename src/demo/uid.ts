import { createHash } from 'node:crypto';

/** A DICOM UID under 2.25 from a name (PS3.5 B.2): the same name gives the same UID on every machine. At most 44 characters. */
export function uidOf(name: string): string {
  const digest = createHash('sha256').update(`nadir demo ${name}`).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`).toString()}`;
}
