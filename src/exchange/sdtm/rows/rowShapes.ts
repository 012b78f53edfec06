/**
 * Rows of TU, TR and RS, each domain in one shape with every variable it can have: a study has a hundred thousand of them. --SEQ is given when their order is final.
 */
import type { SdtmValue } from '../dataset.ts';
import { studyDay, type RowSource, type RowVisit } from './context.ts';

/** A row on its way into its dataset. */
export type NewRow = Record<string, SdtmValue>;

/** --ORRES to --REASND. */
export type Result = {
  readonly original: string | null; readonly originalUnit: string | null; readonly standard: string | null; readonly number: number | null; readonly unit: string | null;
  readonly status: 'NOT DONE' | null; readonly reason: string | null;
};

export type TrPart = {
  readonly category: string; readonly image: string | null; readonly id: string | null; readonly link: string | null; readonly group: string; readonly code: string; readonly name: string; readonly method: string | null; readonly date: string | null;
};

export const trRow = ({ studyId, usubjid, rfstdtc, assessor }: RowSource, visit: RowVisit, part: TrPart, result: Result): NewRow => ({
  STUDYID: studyId, DOMAIN: 'TR', USUBJID: usubjid, TRSEQ: null, TRGRPID: part.category, TRREFID: part.image, TRSPID: part.id, TRLNKID: part.link, TRLNKGRP: part.group, TRTESTCD: part.code, TRTEST: part.name,
  TRORRES: result.original, TRORRESU: result.originalUnit, TRSTRESC: result.standard, TRSTRESN: result.number, TRSTRESU: result.unit, TRSTAT: result.status, TRREASND: result.reason, TRNAM: assessor.laboratory, TRMETHOD: part.method,
  TREVAL: assessor.eval, TREVALID: assessor.evalId, TRACPTFL: assessor.accepted, VISITNUM: visit.number, VISIT: visit.name, VISITDY: visit.day, TRDTC: part.date, TRDY: studyDay(part.date, rfstdtc),
});

export type TuPart = {
  readonly parent: string | null; readonly image: SdtmValue; readonly id: string; readonly code: string; readonly name: string; readonly category: string;
  readonly location: string | null; readonly laterality: string | null; readonly direction: string | null; readonly portion: string | null; readonly method: SdtmValue; readonly date: string | null;
};

export const tuRow = ({ studyId, usubjid, rfstdtc, assessor }: RowSource, visit: RowVisit, part: TuPart): NewRow => ({
  STUDYID: studyId, DOMAIN: 'TU', USUBJID: usubjid, TUSEQ: null, TUGRPID: part.parent, TUREFID: part.image, TUSPID: part.id, TULNKID: `${assessor.prefix}${part.id}`, TUTESTCD: part.code, TUTEST: part.name,
  TUORRES: part.category, TUSTRESC: part.category, TUNAM: assessor.laboratory, TULOC: part.location, TULAT: part.laterality, TUDIR: part.direction, TUPORTOT: part.portion, TUMETHOD: part.method,
  TUEVAL: assessor.eval, TUEVALID: assessor.evalId, TUACPTFL: assessor.accepted, VISITNUM: visit.number, VISIT: visit.name, VISITDY: visit.day, TUDTC: part.date, TUDY: studyDay(part.date, rfstdtc),
});

export type RsPart = { readonly group: string | null; readonly code: string; readonly name: string; readonly category: string; readonly original: string | null; readonly standard: string; readonly date: string | null };

export const rsRow = ({ studyId, usubjid, rfstdtc, assessor }: RowSource, visit: RowVisit, part: RsPart): NewRow => ({
  STUDYID: studyId, DOMAIN: 'RS', USUBJID: usubjid, RSSEQ: null, RSLNKGRP: part.group, RSTESTCD: part.code, RSTEST: part.name, RSCAT: part.category, RSORRES: part.original, RSSTRESC: part.standard,
  RSNAM: assessor.laboratory, RSEVAL: assessor.eval, RSEVALID: assessor.evalId, RSACPTFL: assessor.accepted, VISITNUM: visit.number, VISIT: visit.name, VISITDY: visit.day, RSDTC: part.date, RSDY: studyDay(part.date, rfstdtc),
});
