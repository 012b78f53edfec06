/** The key list of a study: who its pseudonymous subjects are. The one place in the product that holds identity of a de-identifying study. */

export type SourcePatient = { readonly patientId: string; readonly issuer: string; readonly sex: string; readonly birthYear: number | null };

/** One patient of a hospital and the subject it is. Two patients with one subject: somebody with two hospital numbers. */
export type LinkedPatient = SourcePatient & {
  readonly subjectId: string;
  /** Whole days added to every date of the subject; below 0. */
  readonly shiftDays: number;
  readonly linkedAt: string;
};

/** An examination as the hospital knows it. UIDs of single images are not kept: they follow from the secret, and a question to the site names a series. */
export type LinkedExamination = {
  readonly sourceUid: string;
  readonly uid: string;
  readonly subjectId: string;
  /** True study date, YYYY-MM-DD. */
  readonly date: string | null;
  readonly series: readonly { readonly sourceUid: string; readonly uid: string }[];
};

/** A line of the enrolment list. `issuer` null: of whichever hospital. */
export type EnrolmentLine = { readonly patientId: string; readonly issuer: string | null; readonly subjectId: string };

export type KeyList = {
  /** Names this list in the trail; a new one after the old was destroyed has another. */
  readonly keysId: string;
  /** 32 bytes, base64: UIDs, shifts and keyed codes follow from it. */
  readonly secret: string;
  readonly createdAt: string;
  readonly patients: readonly LinkedPatient[];
  readonly examinations: readonly LinkedExamination[];
  readonly enrolment: readonly EnrolmentLine[];
};

export type Protection = 'passphrase' | 'keyFile';

export const patientKey = ({ patientId, issuer }: Pick<SourcePatient, 'patientId' | 'issuer'>): string => `${issuer.trim()}\n${patientId.trim()}`;
export const sameSubject = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
