/** What the tabulation says of a subject as a whole, at no visit: progression without imaging, and what the adjudicator decided. Pure. */
import type { ExportSubject } from '../model.ts';
import { textOf, type DatasetRow, type Text } from './datasetRow.ts';

export type SubjectRecords = {
  readonly deterioration: { readonly text: Text; readonly date: Text } | null;
  readonly adjudication: { readonly response: Text; readonly date: Text; readonly accepted: string; readonly progressionDate: Text; readonly reason: string; readonly signer: string; /** UTC instant. */ readonly at: string } | null;
};

/** The records of one subject, from the rows of RS without a visit. */
export function subjectRecords({ adjudication }: Pick<ExportSubject, 'adjudication'>, rs: readonly DatasetRow[]): SubjectRecords {
  const find = (test: string): DatasetRow | undefined => rs.find((row) => row['RSTESTCD'] === test && textOf(row, 'VISITNUM') === null);
  const [deterioration, best] = [find('SYMPTDTR'), find('BESTRESP')];
  const decision = best && adjudication?.state === 'decided' ? adjudication.decisions.at(-1) : undefined;
  return {
    deterioration: deterioration ? { text: textOf(deterioration, 'RSORRES'), date: textOf(deterioration, 'RSDTC') } : null,
    adjudication: best && decision ? {
      response: textOf(best, 'RSSTRESC'), date: textOf(best, 'RSDTC'), accepted: decision.accepted === 'reader1' ? 'R1' : 'R2', progressionDate: decision.outcome.progressionDate, reason: decision.reason, signer: decision.by, at: decision.at,
    } : null,
  };
}
