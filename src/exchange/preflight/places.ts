/** Who and where a finding is about. */
import type { Timepoint } from '../../casefile/index.ts';
import type { ExportFinding, ExportRead, ExportSubject } from '../model.ts';

type Said = Pick<ExportFinding, 'severity' | 'code' | 'message' | 'remedy'>;
const nowhere = { subject: null, slot: null, timepointId: null, timepoint: null, lesionId: null, file: null } as const;

/** About the study or one of its files. */
export const aboutStudy = (said: Said, file: string | null = null): ExportFinding => ({ ...said, ...nowhere, file });
export const aboutSubject = (said: Said, subject: Pick<ExportSubject, 'code'>): ExportFinding => ({ ...said, ...nowhere, subject: subject.code });
export const aboutRead = (said: Said, subject: Pick<ExportSubject, 'code'>, { slot }: Pick<ExportRead, 'slot'>, timepoint: Pick<Timepoint, 'id' | 'label'> | null = null, lesionId: string | null = null): ExportFinding =>
  ({ ...said, ...nowhere, subject: subject.code, slot, timepointId: timepoint?.id ?? null, timepoint: timepoint?.label ?? null, lesionId });

/** " (reader 1)": whose read it is, where a subject has several. */
export function ofRead({ reads }: Pick<ExportSubject, 'reads'>, { evaluator, readerNumber }: Pick<ExportRead, 'evaluator' | 'readerNumber'>): string {
  if (reads.length < 2) return '';
  return evaluator === 'investigator' ? ' (the site’s read)' : ` (reader ${readerNumber ?? ''})`;
}
