/** One read of a subject with what all its rows share: names, visits, links, dates, and the engine's view of every timepoint. */
import { isRead, parametersOf, signOffOf, timepointLabel, toEngineInput, type SubjectCase, type Timepoint } from '../../../casefile/index.ts';
import { daysBetween, isIsoDate, type IsoDate } from '../../../common/index.ts';
import { assessTimepoints, withDefaults, type AssessedTimepoint, type SubjectInput } from '../../../recist/index.ts';
import type { ExportRead, ExportStudy, ExportSubject } from '../../model.ts';
import { cleanText, longestText, toAscii } from '../text.ts';

/** What every row of a subject and assessor begins with. */
export type RowSource = { readonly studyId: string; readonly usubjid: string; readonly rfstdtc: IsoDate | null; readonly assessor: Assessor };

/** Who made the rows: --EVAL, --EVALID, --NAM, the prefix of links, --ACPTFL. */
export type Assessor = { readonly eval: string; readonly evalId: string | null; readonly laboratory: string | null; readonly prefix: string; readonly accepted: 'Y' | null };

/** VISITNUM, VISIT, VISITDY. */
export type RowVisit = { readonly number: number | null; readonly name: string | null; readonly day: number | null };
export const noVisit: RowVisit = { number: null, name: null, day: null };

/** A timepoint as it is exported: its place in time order, its visit, its date of imaging. */
export type ExportedTimepoint = {
  readonly timepoint: Timepoint;
  /** --LNKGRP: "R1-A2". */
  readonly group: string;
  readonly visit: RowVisit;
  /** Day of imaging by the study's rule, latest day of imaging; null where nothing was imaged. */
  readonly scanned: IsoDate | null;
  readonly lastScan: IsoDate | null;
  /** Null at baseline. */
  readonly assessed: AssessedTimepoint | null;
};

export type ReadContext = {
  readonly study: ExportStudy;
  readonly subject: ExportSubject;
  readonly read: ExportRead;
  readonly case: SubjectCase;
  readonly assessor: Assessor;
  readonly source: RowSource;
  /** What the engine was given; null while there is no baseline. */
  readonly input: SubjectInput | null;
  readonly timepoints: readonly ExportedTimepoint[];
};

/** --EVAL and --EVALID of a read, or of the adjudicator (`null`). */
export function evaluatorOf({ config }: Pick<ExportStudy, 'config'>, read: Pick<ExportRead, 'evaluator' | 'readerNumber'> | null): { readonly eval: string; readonly evalId: string | null } {
  if (read === null || read.evaluator === 'adjudicator') return { eval: config.evalIndependent, evalId: config.evalIdAdjudicator };
  return read.evaluator === 'investigator' ? { eval: 'INVESTIGATOR', evalId: null } : { eval: config.evalIndependent, evalId: `${config.evalIdReader} ${read.readerNumber ?? 1}` };
}

/** "R1-", "ADJ-", "INV-" or nothing, in front of --LNKID and --LNKGRP (interoperability 1.4.1). */
export function prefixOf({ config }: Pick<ExportStudy, 'config'>, read: Pick<ExportRead, 'evaluator' | 'readerNumber'>): string {
  if (config.linkPrefix === 'never') return '';
  if (read.evaluator === 'investigator') return config.linkPrefix === 'always' ? 'INV-' : '';
  return read.evaluator === 'adjudicator' ? 'ADJ-' : `R${read.readerNumber ?? 1}-`;
}

/** The accepted flag exists only where more than one independent assessor read the subject, and only once they agree or an adjudicator has decided (1.4.3). */
export function assessorOf(study: ExportStudy, subject: ExportSubject, read: ExportRead): Assessor {
  const independent = subject.reads.filter(({ evaluator }) => evaluator !== 'investigator').length;
  const isCentral = read.evaluator !== 'investigator';
  const isSettled = subject.adjudication === null || subject.adjudication.state === 'agreed' || subject.adjudication.state === 'decided';
  return {
    ...evaluatorOf(study, read), prefix: prefixOf(study, read), laboratory: isCentral ? cleanText(study.config.laboratory) : null,
    accepted: isCentral && independent > 1 && isSettled && read.accepted ? 'Y' : null,
  };
}

/**
 * The planned study day (VISITDY) of a day counted from the time origin: there is no day 0. Null where the plan counts from the baseline scan, which is no reference of study days, and for
 * a baseline planned as a window before the origin.
 */
function plannedStudyDay({ protocol }: ExportStudy, index: number, day: number | null): number | null {
  if (day === null || protocol.visits?.from === 'baselineScan' || (index === 0 && day === 0)) return null;
  return day >= 0 ? day + 1 : day;
}

function visitOf(study: ExportStudy, { index }: Timepoint): RowVisit {
  const visit = study.visits.find((one) => one.index === index);
  return { number: visit?.number ?? index, name: rowKey(visit?.name ?? timepointLabel(index)), day: plannedStudyDay(study, index, visit?.plannedDay ?? null) };
}

/** Everything the rows of one read are made from. Timepoints that nobody read are left out; links count all of them, so that they stay when a later one is read. */
export function contextOf(study: ExportStudy, subject: ExportSubject, read: ExportRead): ReadContext {
  const assessor = assessorOf(study, subject, read);
  const input = toEngineInput(read.case);
  const assessment = input === null ? null : assessTimepoints(input, withDefaults(parametersOf(read.case)), {});
  const byId = new Map(assessment?.timepoints.map((one) => [one.facts.input.id, one]));
  const timepoints = read.case.timepoints.flatMap((timepoint, at): readonly ExportedTimepoint[] => {
    const assessed = byId.get(timepoint.id) ?? null;
    if (input === null || (timepoint.index > 0 ? assessed === null : !isRead(read.case, timepoint))) return [];
    const isScanned = timepoint.performed && timepoint.scanDates.length > 0;
    return [{
      timepoint, group: `${assessor.prefix}A${at + 1}`, visit: visitOf(study, timepoint), assessed,
      scanned: isScanned ? (timepoint.date ?? timepoint.scanDates.at(-1) ?? null) : null, lastScan: isScanned ? (timepoint.scanDates.at(-1) ?? null) : null,
    }];
  });
  return { study, subject, read, case: read.case, assessor, source: sourceOf(study, subject, assessor), input, timepoints };
}

/** Study day of a date: no day 0; null unless both dates are complete (1.4.10). */
export function studyDay(date: string | null, reference: IsoDate | null): number | null {
  if (date === null || reference === null || !isIsoDate(date)) return null;
  const days = daysBetween(reference, date);
  return days >= 0 ? days + 1 : days;
}

/** An identifier as every file has it: rows of different files are joined by it, so it is ASCII in all of them. */
export const rowKey = (identifier: string): string => toAscii(cleanText(identifier) ?? '-').slice(0, longestText);

export const sourceOf = (study: ExportStudy, subject: ExportSubject, assessor: Assessor): RowSource => ({ studyId: rowKey(study.code), usubjid: rowKey(subject.usubjid), rfstdtc: subject.rfstdtc, assessor });

/** Day of the signature that holds (UTC); null where none does. */
export const signedOn = (context: ReadContext, { timepoint }: ExportedTimepoint): string | null => signOffOf(context.case, timepoint.id).signed?.at.slice(0, 10) ?? null;
