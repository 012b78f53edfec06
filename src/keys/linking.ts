/** Who a patient of the images is in the study: decided from the key list and the study's rule, without changing either (interoperability 5.5). */
import { createHmac } from 'node:crypto';
import { nextSubjectId, type SubjectIdRule } from '../casefile/index.ts';
import { patientKey, sameSubject, type EnrolmentLine, type KeyList, type LinkedPatient, type SourcePatient } from './model.ts';

/** Codes: DID-20 no patient id, 21 not on the list, 22 patient linked to another subject, 23 another patient is the subject, 24 no number left, 25 no subject given, 26 not a subject code, 27 sex or birth year differ. */
export type LinkDecision =
  | { readonly kind: 'linked'; readonly link: LinkedPatient; readonly isNew: boolean; readonly warnings: readonly LinkWarning[] }
  | { readonly kind: 'leftOut'; readonly code: string; readonly reason: string };
export type LinkWarning = { readonly code: string; readonly message: string };

export type LinkQuestion = {
  /** Patients linked so far, those of this import included. */
  readonly patients: readonly LinkedPatient[];
  readonly enrolment: readonly EnrolmentLine[];
  readonly secret: Uint8Array;
  readonly rule: SubjectIdRule;
  readonly siteId: string;
  /** Subject ids that are taken in the study besides those linked. */
  readonly taken: readonly string[];
  /** The subject the person gave for this import; null: none. */
  readonly given: string | null;
  /** Why a second patient of a subject is the same person; null: not said. */
  readonly secondPatientReason: string | null;
  readonly isSubjectId: (text: string) => boolean;
  readonly shiftOf: (patient: Pick<SourcePatient, 'issuer' | 'patientId'>) => number;
  readonly nowIso: string;
};

const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight characters (40 bits) of HMAC-SHA-256 with the study's secret: the same patient has the same code, and nobody without the secret can try patient ids out. */
export function keyedCode(secret: Uint8Array, prefix: string, { issuer, patientId }: Pick<SourcePatient, 'issuer' | 'patientId'>): string {
  const bytes = createHmac('sha256', secret).update(`subject\n${patientKey({ issuer, patientId })}`).digest();
  let bits = 0n;
  for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte);
  return prefix + Array.from({ length: 8 }, (_, at) => base32[Number((bits >> BigInt(35 - 5 * at)) & 31n)] ?? '').join('');
}

const leftOut = (code: string, reason: string): LinkDecision => ({ kind: 'leftOut', code, reason });

const onList = (enrolment: readonly EnrolmentLine[], patient: SourcePatient): EnrolmentLine | undefined => {
  const ofPatient = enrolment.filter((line) => line.patientId.trim() === patient.patientId.trim());
  return ofPatient.find((line) => line.issuer !== null && line.issuer.trim() === patient.issuer.trim()) ?? ofPatient.find((line) => line.issuer === null);
};

function newSubjectId(patient: SourcePatient, question: LinkQuestion): string | { code: string; reason: string } {
  const { rule, given, enrolment, secret, siteId, taken, patients } = question;
  if (rule.kind === 'list') {
    const line = onList(enrolment, patient);
    if (!line) return { code: 'DID-21', reason: 'The patient is not on the study\'s enrolment list. Add the patient to the list and import again.' };
    return given === null || sameSubject(given, line.subjectId) ? line.subjectId : { code: 'DID-22', reason: `The enrolment list says that this patient is subject ${line.subjectId}, not ${given}.` };
  }
  if (given !== null) return given;
  if (rule.kind === 'entered') return { code: 'DID-25', reason: 'The study takes subject ids as they are given: say which subject these images are of.' };
  if (rule.kind === 'keyedCode') return keyedCode(secret, rule.prefix, patient);
  return nextSubjectId(rule.pattern, siteId, [...taken, ...patients.map((one) => one.subjectId), ...enrolment.map((line) => line.subjectId)])
    ?? { code: 'DID-24', reason: `The numbers of the rule ${rule.pattern} are used up. Widen it in the study's protocol.` };
}

/** Differences to what is known of the subject: named, never with their values. */
function mismatches(patient: SourcePatient, known: readonly SourcePatient[], subjectId: string): LinkWarning[] {
  const differs = (member: 'sex' | 'birthYear'): boolean => Boolean(patient[member]) && known.some((one) => Boolean(one[member]) && one[member] !== patient[member]);
  const words = [...(differs('sex') ? ['sex'] : []), ...(differs('birthYear') ? ['year of birth'] : [])];
  return words.length === 0 ? [] : [{ code: 'DID-27', message: `Images of subject ${subjectId} differ in ${words.join(' and ')} from earlier ones. Check that they are of one person.` }];
}

/** Decides. A patient that is linked stays with its subject, whatever the rule says now. */
export function decideLink(patient: SourcePatient, question: LinkQuestion): LinkDecision {
  const { patients, given, secondPatientReason, isSubjectId, shiftOf, nowIso } = question;
  const isNamed = patient.patientId.trim() !== '';
  if (!isNamed && given === null) return leftOut('DID-20', 'The images name no patient id. Import them alone and give the subject.');
  const known = isNamed ? patients.find((one) => patientKey(one) === patientKey(patient)) : undefined;
  if (known) {
    if (given !== null && !sameSubject(given, known.subjectId)) return leftOut('DID-22', `This patient is subject ${known.subjectId} of the study, not ${given}. One patient is one subject.`);
    return { kind: 'linked', link: known, isNew: false, warnings: mismatches(patient, [known], known.subjectId) };
  }
  const made = newSubjectId(patient, question);
  if (typeof made !== 'string') return leftOut(made.code, made.reason);
  const subjectId = made.trim();
  if (!isSubjectId(subjectId)) return leftOut('DID-26', `${subjectId} is not a subject code of this study.`);
  const others = patients.filter((one) => sameSubject(one.subjectId, subjectId));
  if (others.length > 0 && isNamed && secondPatientReason === null) return leftOut('DID-23', `Subject ${subjectId} is another patient already. If both are one person with two hospital numbers, import again with the reason.`);
  const [first] = others;
  const link: LinkedPatient = {
    ...patient, subjectId: first?.subjectId ?? subjectId, linkedAt: nowIso,
    // One shift per subject: a second hospital number keeps the intervals. Without a patient id the subject itself gives it.
    shiftDays: first?.shiftDays ?? shiftOf(isNamed ? patient : { issuer: 'subject', patientId: subjectId }),
  };
  return { kind: 'linked', link, isNew: isNamed, warnings: mismatches(patient, others, link.subjectId) };
}

/** The list with what an import learned. Null: meanwhile somebody else linked one of the patients or took one of the subject ids. */
export function withLearned(list: KeyList, learned: Pick<KeyList, 'patients' | 'examinations'>, knownBefore: ReadonlySet<string>): KeyList | null {
  for (const link of learned.patients) {
    if (list.patients.some((one) => patientKey(one) === patientKey(link) && !sameSubject(one.subjectId, link.subjectId))) return null;
    if (list.patients.some((one) => sameSubject(one.subjectId, link.subjectId) && patientKey(one) !== patientKey(link) && !knownBefore.has(patientKey(one)))) return null;
  }
  const fresh = learned.patients.filter((link) => !list.patients.some((one) => patientKey(one) === patientKey(link)));
  const examinations = new Map(list.examinations.map((one) => [one.sourceUid, one]));
  let grew = fresh.length > 0;
  for (const one of learned.examinations) {
    const known = examinations.get(one.sourceUid);
    const series = one.series.filter((each) => !known?.series.some((other) => other.sourceUid === each.sourceUid));
    if (known && series.length === 0) continue;
    grew = true;
    examinations.set(one.sourceUid, known ? { ...known, series: [...known.series, ...series] } : one);
  }
  return grew ? { ...list, patients: [...list.patients, ...fresh], examinations: [...examinations.values()] } : list;
}
