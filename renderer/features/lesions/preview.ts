/** What records of a lesion would change, before they are made: the engine asked once more with them in the case (R-507). Pure. */
import { withRecords, type RecordAt, type SubjectCase } from '../../../src/casefile/index.ts';
import type { OverallResponse, SubjectResult } from '../../../src/recist/index.ts';
import { evaluateCase } from '../../state/index.ts';

export type PreviewRow = { readonly timepointId: string; readonly label: string; readonly before: OverallResponse | null; readonly after: OverallResponse };
export type Preview = {
  /** Timepoints whose assigned response would be another, oldest first. */
  readonly rows: readonly PreviewRow[];
  /** Date of progression now and then; null where there is none. */
  readonly pdBefore: string | null;
  readonly pdAfter: string | null;
  /** The rule that would give the date or, without one, the response; null where nothing changes. */
  readonly rule: string | null;
  /** Progression would be dated to an earlier scan than the one that decides it (R-507). */
  readonly datesBack: boolean;
};

const overallAt = (result: SubjectResult | null, timepointId: string): OverallResponse | null => result?.timepoints.find(({ id }) => id === timepointId)?.overall ?? null;

/** The rule behind what changes: of dating back where it applies, else the most decisive of the timepoint that changes. */
function ruleOf(after: SubjectResult | null, changed: readonly PreviewRow[]): string | null {
  const dated = after?.progression?.backdatedFrom !== undefined ? after.timepoints.find(({ id }) => id === after.progression?.timepointId) : undefined;
  if (dated?.rules.includes('R-507')) return 'R-507';
  const last = changed.at(-1);
  return after?.timepoints.find(({ id }) => id === last?.timepointId)?.rules.find((rule) => !rule.startsWith('R-6')) ?? null;
}

export function previewOf(subject: SubjectCase, lesionId: string, records: readonly RecordAt[]): Preview {
  const [before, after] = [evaluateCase(subject), evaluateCase(withRecords(subject, lesionId, records))];
  const rows = (after?.timepoints ?? []).flatMap(({ id, overall }): readonly PreviewRow[] => {
    const was = overallAt(before, id);
    return was === overall ? [] : [{ timepointId: id, label: subject.timepoints.find((one) => one.id === id)?.label ?? '', before: was, after: overall }];
  });
  const [pdBefore, pdAfter] = [before?.progression?.date ?? null, after?.progression?.date ?? null];
  const isChanged = rows.length > 0 || pdBefore !== pdAfter;
  return { rows, pdBefore, pdAfter, rule: isChanged ? ruleOf(after, rows) : null, datesBack: pdAfter !== null && pdAfter !== pdBefore && after?.progression?.backdatedFrom !== undefined };
}

/** "TP2 SD → PD, PD dated 2025-02-18 instead of 2025-04-16 (R-507)": a preview as one line, for assistive technology and small places. */
export function previewText({ rows, pdBefore, pdAfter, rule }: Preview): string {
  const responses = rows.map(({ label, before, after }) => `${label} ${before === null ? '' : `${before} → `}${after}`);
  const dates = pdBefore === pdAfter ? [] : [pdAfter === null ? `no progression, was ${pdBefore ?? ''}` : `PD dated ${pdAfter}${pdBefore === null ? '' : ` instead of ${pdBefore}`}`];
  const all = [...responses, ...dates];
  return all.length === 0 ? 'no response changes' : `${all.join(', ')}${rule === null ? '' : ` (${rule})`}`;
}
