/** Why an assessment cannot be changed, and who signed it. Pure. */
import { signOffOf, type SignatureMeaning, type SignedVersion, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';

/** What a signature says, as the signer chooses it. */
export const meaningNames: Readonly<Record<SignatureMeaning, string>> = { assessed: 'Reader assessment', reviewed: 'Review', approved: 'Approval' };

/** Local date of an instant, `2026-03-14`. */
export function localDate(utc: string): string {
  const instant = new Date(utc);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** "Signed by Dr Miriam Keller 2024-08-30". */
export const signedText = ({ signer, at }: Pick<SignedVersion, 'signer' | 'at'>): string => `Signed by ${signer} ${localDate(at)}`;

/** Why nothing of the timepoint can be changed here, as a sentence with what to do; null when it can. */
export function lockReason(subject: SubjectCase, timepoint: Timepoint): string | null {
  const { state, signed } = signOffOf(subject, timepoint.id);
  if (!subject.read.editable) return subject.read.why;
  if (timepoint.closed) return `${timepoint.label} opens when the timepoint before it is signed (R-J01).`;
  if (state === 'signed' && signed) return `${timepoint.label} is signed by ${signed.signer}. Amend it to change a value.`;
  return null;
}

/** A SHA-256 short enough for a line: its beginning and end. */
export const shortHash = (hex: string): string => (hex.length > 20 ? `${hex.slice(0, 12)}…${hex.slice(-4)}` : hex);
