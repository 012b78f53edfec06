/** UIDs of what is written. None is drawn by chance: the same facts have the same UIDs in every export, and other facts have others. */
import { createHash } from 'node:crypto';
import type { Lesion } from '../../casefile/index.ts';

/** A UID under 2.25 from names (PS3.5 B.2); the first 128 bits of a SHA-256. */
export function uidOf(...names: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(['nadir', ...names].join('\u0000')).digest('hex').slice(0, 32);
  return `2.25.${BigInt(`0x${digest}`).toString()}`;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Tracking Unique Identifier of a lesion: the identifier it got when it was created, as a UID (2.25 and the UUID as a decimal). The same at every timepoint and in every report. A fragment (from 1) has its own. */
export function trackingUid(lesionId: string, part: number | null = null): string {
  if (part !== null) return uidOf('fragment', lesionId, part);
  return uuid.test(lesionId) ? `2.25.${BigInt(`0x${lesionId.replaceAll('-', '')}`).toString()}` : uidOf('lesion', lesionId);
}

const prefixes = { target: 'T', nonTarget: 'NT', new: 'NEW' } as const;
/** T01, NT01, NEW01 (interoperability 1.4.1): role and number of the lesion's label; T04.1 for a fragment. */
export function trackingIdentifier({ role, label }: Pick<Lesion, 'role' | 'label'>, part: number | null = null): string {
  const number = /\d+/.exec(label)?.[0] ?? label;
  return `${prefixes[role]}${number.padStart(2, '0')}${part === null ? '' : `.${part}`}`;
}
