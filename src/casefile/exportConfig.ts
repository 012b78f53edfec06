/** How a study's results are written for others (interoperability 1.1): stored with the study, named by every export. Plain data and its checks. */
import type { EdcMapping } from './edcMapping.ts';
import type { StudyProtocol } from './protocol.ts';
import { plannedNumber, timepointLabel, isUnscheduled, unscheduledName } from './visitNumbers.ts';
import { visitAt } from './visits.ts';

export const trTests = ['DIAMETER', 'LDIAM_LPERP', 'BOTH'] as const;
export const independentRoles = ['INDEPENDENT ASSESSOR', 'READER', 'RADIOLOGIST'] as const;
export const readerIdentifiers = ['READER', 'RADIOLOGIST'] as const;
export const adjudicatorIdentifiers = ['ADJUDICATOR 1', 'ADJUDICATOR 2', 'ADJUDICATOR 3'] as const;
export const linkPrefixes = ['independent', 'always', 'never'] as const;
export const methodRules = ['plain', 'contrastSpecific'] as const;
export const rsdtcRules = ['pdEarliestElseLatest', 'latest', 'readDate'] as const;
export const referenceStarts = ['firstDose', 'randomisation', 'enrolment', 'none'] as const;
export const srIdentifierForms = ['plain', 'viewers'] as const;
export const flatDateFormats = ['iso', 'ddMMMyyyy', 'dd/MM/yyyy'] as const;
export const flatEncodings = ['utf-8', 'utf-8-bom', 'windows-1252'] as const;

/** One row of the visit map: what a timepoint is called downstream. */
export type MappedVisit = { readonly index: number; readonly visitNumber: number; readonly visit: string };

export type ExportConfig = {
  /** Which rows of TR a measured lesion has. */
  readonly trTest: (typeof trTests)[number];
  /** --EVAL of central readers (C78735). */
  readonly evalIndependent: (typeof independentRoles)[number];
  /** --EVALID of central readers, before their number (C96777). */
  readonly evalIdReader: (typeof readerIdentifiers)[number];
  /** --EVALID of the adjudicator (C96777). */
  readonly evalIdAdjudicator: (typeof adjudicatorIdentifiers)[number];
  /** R1-, R2-, ADJ- in front of --LNKID and --LNKGRP: of independent reads, of every read (site reads: INV-), of none. */
  readonly linkPrefix: (typeof linkPrefixes)[number];
  readonly method: (typeof methodRules)[number];
  readonly rsdtcRule: (typeof rsdtcRules)[number];
  /** Date of the subject that study days count from (RFSTDTC); `none` leaves --DY empty. */
  readonly referenceStart: (typeof referenceStarts)[number];
  /** USUBJID from `{study}`, `{site}` and `{subject}`. */
  readonly usubjid: string;
  /** TUNAM, TRNAM, RSNAM of central reads; empty: left out. */
  readonly laboratory: string;
  /** SUMDIAM also where a target was not evaluable, marked in SUPPTR as PARTSUM (1.4.7). */
  readonly partialSums: boolean;
  /** Timepoints named and numbered otherwise than by the visit plan. */
  readonly visitMap: readonly MappedVisit[];
  /** Tracking Identifier in DICOM SR: T01, or the form by which Cornerstone-based viewers take a lesion as a drawing of theirs (3.7). */
  readonly srIdentifiers: (typeof srIdentifierForms)[number];
  /** Of the flat CSV (2.5). */
  readonly flatDates: (typeof flatDateFormats)[number];
  readonly flatEncoding: (typeof flatEncodings)[number];
  /** Names and codes of the receiving system (2.3); null: our own. */
  readonly mapping: EdcMapping | null;
};

/** Package of CDISC controlled terminology that the code lists come from. */
export const terminologyPackage = '2025-03-25';
/** Standard result of a lesion too small to measure, mm: the value the rules count, so that exported sums are sums of exported values. */
export const tooSmallMm = 5;

export const defaultExportConfig: ExportConfig = {
  trTest: 'DIAMETER', evalIndependent: 'INDEPENDENT ASSESSOR', evalIdReader: 'READER', evalIdAdjudicator: 'ADJUDICATOR 1', linkPrefix: 'independent', method: 'plain',
  rsdtcRule: 'pdEarliestElseLatest', referenceStart: 'firstDose', usubjid: '{study}-{site}-{subject}', laboratory: '', partialSums: false, visitMap: [],
  srIdentifiers: 'plain', flatDates: 'iso', flatEncoding: 'utf-8', mapping: null,
};

/** What a study's exports go by: what the protocol says, defaults for the rest. */
export const exportConfigOf = (protocol: Pick<StudyProtocol, 'exporting'>): ExportConfig => ({ ...defaultExportConfig, ...protocol.exporting });

/** VISITNUM and VISIT of the timepoint with a visit number: from the visit map, else the plan, else its label. The same for every subject of the study, so that both stay one-to-one. */
export function exportedVisit(protocol: Pick<StudyProtocol, 'visits' | 'exporting'>, index: number): { readonly visitNumber: number; readonly visit: string } {
  const mapped = protocol.exporting?.visitMap?.find((one) => one.index === index);
  if (mapped) return { visitNumber: mapped.visitNumber, visit: mapped.visit };
  if (isUnscheduled(index)) return { visitNumber: index, visit: unscheduledName(index) };
  const planned = protocol.visits ? visitAt(protocol.visits, plannedNumber(index)) : null;
  return { visitNumber: index, visit: (planned?.name ?? timepointLabel(index)).replace(/^Wk\b/i, 'Week').toUpperCase() };
}

/** USUBJID of a subject. */
export const usubjidOf = ({ usubjid }: Pick<ExportConfig, 'usubjid'>, subject: { readonly study: string; readonly site: string; readonly subject: string }): string =>
  usubjid.replace(/\{(study|site|subject)\}/g, (_, name: 'study' | 'site' | 'subject') => subject[name]).replace(/--+/g, '-').replace(/^-|-$/g, '');

/** What each member is called where studies are set up. */
export const exportTitles: Readonly<Record<keyof ExportConfig, string>> = {
  trTest: 'Rows of a diameter', evalIndependent: 'Evaluator of central reads', evalIdReader: 'Reader identifiers', evalIdAdjudicator: 'Adjudicator identifier', linkPrefix: 'Prefix of lesion links',
  method: 'Method', rsdtcRule: 'Date of a response', referenceStart: 'Study days count from', usubjid: 'Unique subject identifier', laboratory: 'Central laboratory', partialSums: 'Partial sums', visitMap: 'Visit map',
  srIdentifiers: 'Lesions in DICOM SR', flatDates: 'Dates of the flat CSV', flatEncoding: 'Encoding of the flat CSV', mapping: 'Names of the receiving system',
};

/** What each choice is called. */
export const exportChoices = {
  trTest: { DIAMETER: 'DIAMETER alone', LDIAM_LPERP: 'LDIAM, for nodes LPERP', BOTH: 'DIAMETER, LDIAM and LPERP' },
  evalIndependent: { 'INDEPENDENT ASSESSOR': 'INDEPENDENT ASSESSOR', READER: 'READER', RADIOLOGIST: 'RADIOLOGIST' },
  evalIdReader: { READER: 'READER 1, READER 2', RADIOLOGIST: 'RADIOLOGIST 1, RADIOLOGIST 2' },
  evalIdAdjudicator: { 'ADJUDICATOR 1': 'ADJUDICATOR 1', 'ADJUDICATOR 2': 'ADJUDICATOR 2', 'ADJUDICATOR 3': 'ADJUDICATOR 3' },
  linkPrefix: { independent: 'On independent reads', always: 'Always', never: 'Never' },
  method: { plain: 'CT SCAN', contrastSpecific: 'CONTRAST ENHANCED CT SCAN' },
  rsdtcRule: { pdEarliestElseLatest: 'PD earliest scan, else latest', latest: 'Latest scan', readDate: 'Day of the signature' },
  referenceStart: { firstDose: 'First dose', randomisation: 'Randomisation', enrolment: 'Enrolment', none: 'Not given' },
  srIdentifiers: { plain: 'T01', viewers: 'As drawings of OHIF and Cornerstone' },
  flatDates: { iso: '2026-02-19', ddMMMyyyy: '19 Feb 2026', 'dd/MM/yyyy': '19/02/2026' },
  flatEncoding: { 'utf-8': 'UTF-8', 'utf-8-bom': 'UTF-8 with byte order mark', 'windows-1252': 'Windows-1252' },
} as const satisfies { readonly [Member in keyof ExportConfig]?: Readonly<Record<string, string>> };

/** A member's value as a person reads it. */
export function exportWords<Member extends keyof ExportConfig>(member: Member, value: ExportConfig[Member]): string {
  const choices = (exportChoices as Partial<Record<keyof ExportConfig, Readonly<Record<string, string>>>>)[member];
  if (choices) return choices[String(value)] ?? String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value === '' ? 'none' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'by the visit plan' : (value as readonly MappedVisit[]).map((one) => `${timepointLabel(one.index)}: ${one.visitNumber} ${one.visit}`).join(', ');
  const mapping = value as EdcMapping | null;
  return mapping === null ? 'our own' : `mapped: ${Object.keys(mapping.items ?? {}).length} items, ${mapping.columns?.length ?? 0} columns`;
}
