import { useMemo } from 'react';
import type { SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import type { Finding } from '../../../src/common/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import { chooseColumns, tableModel, type TableModel } from '../lesions/index.ts';

/** Room for the lesion's name with the current timepoint, and for each timepoint before it, CSS px at 100 % text. */
const namePx = 262;
const columnPx = 56;

/** Timepoints that fit a panel of this width. Narrow windows show baseline, nadir, current, and the prior when it is another. */
export const columnsThatFit = (panelPx: number): number => Math.min(8, Math.max(3, 1 + Math.floor((panelPx - namePx) / columnPx)));

/** The table for what is on screen; findings of the host mark their values. */
export function useTableModel(subject: SubjectCase, result: SubjectResult | null, current: Timepoint, findings: readonly Finding[], panelPx: number): TableModel {
  return useMemo(() => {
    const most = columnsThatFit(panelPx);
    const lookup = (lesionId: string, timepointId: string) => findings.find((finding) => finding.at?.['lesionId'] === lesionId && finding.at['timepointId'] === timepointId && finding.severity !== 'info')?.message ?? null;
    return tableModel(subject, result, chooseColumns(subject, result, current, most), lookup);
  }, [subject, result, current, findings, panelPx]);
}
