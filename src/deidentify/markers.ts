/** What a de-identified object says about itself (interoperability 5.3, PS3.15 E.1.1, PS3.3 C.7.1.1 and C.7.1.3), and which codes that means. */
import type { DeidentifyContext, DeidentifyReport } from './model.ts';
import type { Element, Encoding } from './tree.ts';

type Code = DeidentifyReport['codes'][number];

/** CID 7050 codes of the applied profile and options, in the order of the standard. */
export function appliedCodes({ profile: { options } }: DeidentifyContext, keptSafePrivate: boolean): readonly Code[] {
  const codes: readonly (readonly [isApplied: boolean, value: string, meaning: string])[] = [
    [true, '113100', 'Basic Application Confidentiality Profile'],
    [options.cleanDescriptors, '113105', 'Clean Descriptors Option'],
    [options.dates === 'full', '113106', 'Retain Longitudinal Temporal Information Full Dates Option'],
    [options.dates === 'modified', '113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
    [options.patientCharacteristics, '113108', 'Retain Patient Characteristics Option'],
    [options.deviceIdentity, '113109', 'Retain Device Identity Option'],
    [options.uids, '113110', 'Retain UIDs Option'],
    [keptSafePrivate, '113111', 'Retain Safe Private Option'],
    [options.institution, '113112', 'Retain Institution Identity Option'],
  ];
  return codes.filter(([isApplied]) => isApplied).map(([, value, meaning]) => ({ value, meaning }));
}

const method = 'Nadir: DICOM PS3.15 Annex E by table E.1-1';
const longitudinal = { full: 'UNMODIFIED', modified: 'MODIFIED', removed: 'REMOVED' } as const;

/** The elements to be written over those of the source, subject id included. Text is UTF-8; the caller names the character set. */
export function markersOf(context: DeidentifyContext, codes: readonly Code[], encoding: Encoding): readonly Element[] {
  const { trial, options } = context.profile;
  const element = (tag: number, vr: string, text: string): Element => ({ tag, vr: encoding.explicit ? vr : '', content: { kind: 'value', bytes: Buffer.from(text, 'utf8') } });
  const items = codes.map(({ value, meaning }) => ({
    undefinedLength: false, elements: [element(0x00080100, 'SH', value), element(0x00080102, 'SH', 'DCM'), element(0x00080104, 'LO', meaning)],
  }));
  return [
    element(0x00100010, 'PN', context.subjectId), element(0x00100020, 'LO', context.subjectId),
    element(0x00120010, 'LO', trial.sponsor), element(0x00120020, 'LO', trial.protocolId), element(0x00120030, 'LO', trial.siteId),
    element(0x00120040, 'LO', context.subjectId), element(0x00120050, 'LO', context.timepointId),
    element(0x00120062, 'CS', 'YES'), element(0x00120063, 'LO', method),
    { tag: 0x00120064, vr: encoding.explicit ? 'SQ' : '', content: { kind: 'items', items, undefinedLength: false } },
    element(0x00280303, 'CS', longitudinal[options.dates]),
  ];
}

/** Why the study's settings cannot be written into an object, or null: empty or over-long texts, separators of DICOM values. */
export function unusable({ profile: { trial }, subjectId, timepointId, secret, shiftDays, profile }: DeidentifyContext): string | null {
  const texts: readonly (readonly [name: string, text: string, mayBeEmpty: boolean])[] = [
    ['Subject id', subjectId, false], ['Sponsor', trial.sponsor, true], ['Protocol id', trial.protocolId, true], ['Site id', trial.siteId, true], ['Timepoint', timepointId, true],
  ];
  for (const [name, text, mayBeEmpty] of texts) {
    if (!mayBeEmpty && text.trim() === '') return `${name} is empty.`;
    if ([...text].length > 64) return `${name} is longer than 64 characters.`;
    if (/[\\\p{Cc}]/u.test(text) || (name === 'Subject id' && /[\^=*?]/.test(text))) return `${name} holds a character that DICOM uses as a separator.`;
  }
  if (secret.length < 16) return 'The study has no secret for new UIDs.';
  return profile.options.dates === 'modified' && (!Number.isInteger(shiftDays) || shiftDays === 0) ? 'The date shift of the subject is not a whole number of days, or 0.' : null;
}
