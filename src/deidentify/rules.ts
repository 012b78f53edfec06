/** What becomes of an attribute that table E.1-1 lists, under a profile (interoperability 5.2 and 5.3). */
import type { TableRow } from './facts.ts';
import type { DeidentificationProfile } from './model.ts';

/** `shift` moves dates; `clean` keeps a descriptor whose words are all allowed; `dummy` writes a value that says nothing. */
export type Decision = 'keep' | 'remove' | 'empty' | 'dummy' | 'clean' | 'shift' | 'remap';

/** Of the patient's characteristics only these stay under 113108. */
const keptCharacteristics: ReadonlySet<string> = new Set(['00100040', '00101010', '00101020', '00101030']);

/** The option's rule where the profile has one for this row, else the basic profile's. */
export function decide(row: TableRow, options: DeidentificationProfile['options'], isEnhanced: boolean): Decision {
  const marks = row.options;
  if (marks.uids === 'K' && options.uids) return 'keep';
  if (marks.fullDates === 'K' || marks.modifiedDates === 'C') {
    // A date of a device is a date first: its option never lets a true date stay that the date rule shifts.
    return options.dates === 'full' ? 'keep' : options.dates === 'modified' ? 'shift' : basicDecision(row, isEnhanced);
  }
  if (marks.device !== '-' && options.deviceIdentity) return marks.device === 'K' ? 'keep' : 'clean';
  if (marks.institution === 'K' && options.institution) return 'keep';
  if (marks.patient === 'K' && options.patientCharacteristics && keptCharacteristics.has(row.tag)) return 'keep';
  if (marks.descriptors === 'C' && options.cleanDescriptors) return 'clean';
  return basicDecision(row, isEnhanced);
}

/** Attributes of compound codes that the enhanced multi-frame objects require with a value (type 1, PS3.3 C.7.5.2, C.8.13 and C.8.15), and type 2 there. */
const typeOneInEnhanced: ReadonlySet<string> = new Set(['0008002A', '00080023', '00080033', '00181000']);
const typeTwoInEnhanced: ReadonlySet<string> = new Set(['00400555']);

/**
 * The basic profile's action. A compound code chooses by what the object requires: type 1 a dummy, type 2 empty, type 3 removed. References between
 * images (X/Z/U*) are remapped, because localizer lines and derived images need them.
 */
export function basicDecision(row: TableRow, isEnhanced: boolean): Decision {
  const { basic, tag } = row;
  if (basic === 'X') return 'remove';
  if (basic === 'Z') return 'empty';
  if (basic === 'D') return 'dummy';
  if (basic.startsWith('U') || basic === 'X/Z/U*') return 'remap';
  if (isEnhanced && basic.includes('D') && typeOneInEnhanced.has(tag)) return 'dummy';
  if (isEnhanced && basic.includes('Z') && typeTwoInEnhanced.has(tag)) return 'empty';
  return basic.includes('X') ? 'remove' : 'empty';
}

const enhanced = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:2\.[12]|4\.[134]|128\.1|130|12\.[12]\.1|13\.1\.\d|6\.2|77\.1\.6)$/;
export const isEnhancedClass = (sopClassUid: string): boolean => enhanced.test(sopClassUid);

/** UIDs that name kinds of things and never an instance (interoperability 5.5): SOP classes, coding schemes, context groups, transfer syntaxes. */
const classUids: ReadonlySet<number> = new Set([
  0x00080016, 0x0008001a, 0x0008001b, 0x00080062, 0x0008010c, 0x00080117, 0x00080118, 0x0008115a, 0x00081150, 0x00083002, 0x00041510, 0x00041512, 0x0004151a, 0x00020010,
]);
export const namesAKind = (tag: number): boolean => classUids.has(tag);

/** Geometry, calibration and pixel facts measurements depend on (interoperability 5.2): never removed for looking like an identifier. Group 0028 as a whole is among them. */
const measuring: ReadonlySet<number> = new Set([
  0x00080008, 0x00080016, 0x00080060, 0x00180050, 0x00180060, 0x00180088, 0x00181100, 0x00181110, 0x00181111, 0x00181114, 0x00181120, 0x00181130, 0x00181140, 0x00181164, 0x00182010, 0x00185100, 0x00189306,
  0x00189307, 0x00200032, 0x00200037, 0x00201041,
]);
export const mustSurvive = (tag: number): boolean => tag >>> 16 === 0x0028 || measuring.has(tag);

/** Private elements known to be safe (113111): creator, element within the creator's block, VR. */
const safePrivate = {
  'philips-suv': { group: 0x7053, creator: /^philips pet private group$/i, elements: { 0x00: 'DS', 0x09: 'DS' } },
  'ge-bvalue': { group: 0x0043, creator: /^GEMS_PARM_01$/, elements: { 0x39: 'IS' } },
  'siemens-bvalue': { group: 0x0019, creator: /^SIEMENS MR HEADER$/, elements: { 0x0c: 'IS' } },
  'philips-bvalue': { group: 0x2001, creator: /^philips imaging dd 001$/i, elements: { 0x03: 'FL' } },
  'united-bvalue': { group: 0x0065, creator: /^image private header$/i, elements: { 0x09: 'FD' } },
} as const satisfies Record<string, { group: number; creator: RegExp; elements: Readonly<Record<number, string>> }>;

/** What `profile.options.safePrivate` may name. */
export const safePrivateNames: readonly string[] = Object.keys(safePrivate);

/** The VR of a private element on the study's safe list, or undefined. `creator` is the text of its private creator element. */
export function safePrivateVr(tag: number, creator: string, names: readonly string[]): string | undefined {
  for (const name of names) {
    const block = safePrivate[name as keyof typeof safePrivate];
    const vrs: Readonly<Record<number, string>> | undefined = block?.elements;
    if (block?.group === tag >>> 16 && block.creator.test(creator)) return vrs?.[tag & 0xff];
  }
  return undefined;
}

