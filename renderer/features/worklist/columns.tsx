import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { formatPercentDigits } from '../../../src/recist/index.ts';
import { format, Sparkline } from '../../ui/index.ts';
import { NextCell, StatusCell } from './cells.tsx';
import type { SortColumn } from './worklistOrder.ts';

export const features = tableFeatures({});
const helper = createColumnHelper<typeof features, WorklistRow>();

export type ColumnLook = { readonly head: string; readonly width: string; readonly align: 'left' | 'center' | 'right'; readonly sort?: SortColumn; readonly wideOnly?: boolean };

/** How each column is drawn; timepoint columns are `tp0`, `tp1`, … */
export function columnLook(id: string): ColumnLook {
  switch (id) {
    case 'subject': return { head: 'Subject', width: '100px', align: 'left', sort: 'subject' };
    case 'site': return { head: 'Site', width: 'minmax(56px, 92px)', align: 'left', sort: 'site', wideOnly: true };
    case 'next': return { head: 'Next', width: 'minmax(170px, 1fr)', align: 'left', sort: 'next' };
    case 'sum': return { head: 'Sum', width: '92px', align: 'left' };
    case 'mm': return { head: 'mm', width: '62px', align: 'right', sort: 'sum' };
    case 'change': return { head: 'from BL, %', width: '78px', align: 'right', sort: 'change' };
    default: return { head: id === 'tp0' ? 'BL' : id.toUpperCase(), width: 'minmax(58px, 76px)', align: 'center' };
  }
}

/** Columns for a study whose longest subject has `timepoints` timepoints, the baseline included. */
export function worklistColumns(timepoints: number) {
  const timepointColumns = Array.from({ length: timepoints }, (_, index) =>
    helper.display({ id: `tp${index}`, cell: ({ row }) => <StatusCell cell={row.original.cells[index]} /> }));
  return helper.columns([
    helper.display({ id: 'subject', cell: ({ row }) => <strong>{row.original.code}</strong> }),
    helper.display({ id: 'site', cell: ({ row }) => row.original.site }),
    helper.display({ id: 'next', cell: ({ row }) => <NextCell next={row.original.next} /> }),
    ...timepointColumns,
    helper.display({ id: 'sum', cell: ({ row }) => <Sparkline values={row.original.sums.map((sum) => sum.sumMm)} slots={timepoints} /> }),
    helper.display({ id: 'mm', cell: ({ row }) => format.mm(row.original.latestSumMm) }),
    helper.display({ id: 'change', cell: ({ row }) => row.original.pctFromBaseline === null ? '' : formatPercentDigits(row.original.latestSumMm, row.original.sums[0]?.sumMm ?? null, 'baseline') }),
  ]);
}
