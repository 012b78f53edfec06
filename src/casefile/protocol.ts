/** What a study fixes besides the rule parameters: visits, markers, who reads and how, how subjects are named. Plain data; every added member may be missing. */
import type { Deidentification, ImageIdentityRule } from './deidentification.ts';
import type { ExportConfig } from './exportConfig.ts';
import type { ProtocolParameters } from './model.ts';

/** One planned assessment, counted from the time origin of the study. */
export type PlannedVisit = {
  /** "Baseline", "Wk 8". */
  readonly name: string;
  /** Days from the origin; negative before it. */
  readonly day: number;
  /** The window reaches from `day` − before to `day` + after. */
  readonly windowBeforeDays: number;
  readonly windowAfterDays: number;
};

/** Visit 0 is baseline; timepoint n is visit n. After the last named visit `then` repeats until progression. */
export type VisitPlan = {
  readonly visits: readonly PlannedVisit[];
  readonly then: { readonly everyDays: number; readonly windowDays: number } | null;
  /** Day 0: the time origin of the study (R-901, left out too), or the baseline scan. */
  readonly from?: 'origin' | 'baselineScan';
};

/** A laboratory value that is followed. Above `upperLimit` it is elevated; null: no limit of normal is known. */
export type TumourMarker = { readonly name: string; readonly unit: string; readonly upperLimit: number | null };

export type StudyArm = { readonly name: string; /** Share in the randomisation: 2 of 2:1. */ readonly ratio: number };
export const endpointNames = ['PFS', 'TTP', 'OS', 'ORR', 'DCR', 'DOR', 'CBR', 'PFS2'] as const;
export type EndpointName = (typeof endpointNames)[number];

export type StudyDesign = {
  readonly phase: 'I' | 'II' | 'III' | 'other';
  /** One arm: not randomised. */
  readonly arms: readonly StudyArm[];
  readonly primaryEndpoint: EndpointName;
  readonly secondaryEndpoints: readonly EndpointName[];
  /** Whose responses are the result of the trial. */
  readonly evaluatedBy: 'investigator' | 'central';
};

/**
 * How subject codes are made. `patientId`: the patient id of the images is the code. `pattern`: `#` stands for a digit of the running number, `@` for a character
 * of the site, anything else for itself (`@@-####`). `list`: only these codes.
 */
export type SubjectCodeRule =
  | { readonly kind: 'patientId' }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'list'; readonly codes: readonly string[] };

export type StudySite = { readonly code: string; readonly name: string };

/** The whole protocol of a study as it is stored. */
export type StudyProtocol = ProtocolParameters & {
  /** How the study is read; members left out are `single`, false, false. */
  readonly reading?: { readonly scheme?: 'single' | 'double'; readonly sequentialLock?: boolean; readonly blinded?: boolean };
  /** Accounts that read a study of scheme `double`. */
  readonly readers?: { readonly reader1?: string | null; readonly reader2?: string | null; readonly adjudicator?: string | null };
  readonly design?: StudyDesign;
  readonly visits?: VisitPlan;
  readonly markers?: readonly TumourMarker[];
  readonly sites?: readonly StudySite[];
  readonly subjectCodes?: SubjectCodeRule;
  /** Images that say who the patient is: `keep` (left out too) takes them as they come, `refuse` imports none of them, `deidentify` applies `deidentification` before anything is stored. */
  readonly imageIdentity?: ImageIdentityRule;
  /** The profile; kept while `imageIdentity` says something else, so that it can be taken up again. */
  readonly deidentification?: Deidentification;
  /** A read is due this many days after its scan; null or left out: no due date. */
  readonly readWithinDays?: number | null;
  /** How results are written for others; members left out are the defaults (`exportConfigOf`). */
  readonly exporting?: Partial<ExportConfig>;
};

/** Members that may change at any time: how the study is organised, not how it is judged. All others are fixed by the first signature. */
export const organisationMembers = ['readers', 'sites', 'subjectCodes', 'imageIdentity', 'deidentification', 'readWithinDays', 'exporting'] as const;

export const protocolVersion = (protocol: Pick<StudyProtocol, 'version'>): number => protocol.version ?? 1;
export const defaultSubjectCodes: SubjectCodeRule = { kind: 'patientId' };

/** The profile of a study that de-identifies its images on import; null where it does not. */
export const deidentificationOf = (protocol: Pick<StudyProtocol, 'imageIdentity' | 'deidentification'>): Deidentification | null =>
  protocol.imageIdentity === 'deidentify' ? (protocol.deidentification ?? null) : null;

/** The part of a protocol that a subject's case carries: the list of codes alone could be larger than the case. */
export function protocolOfCase({ subjectCodes: _codes, sites: _sites, imageIdentity: _identity, deidentification: _deidentification, exporting: _exporting, ...protocol }: StudyProtocol): StudyProtocol {
  return protocol;
}
