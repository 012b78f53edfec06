import type { ReactNode } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import type { SortColumn } from '../../../src/casefile/index.ts';
import { formatPercentDigits } from '../../../src/recist/index.ts';
import { format, Sparkline } from '../../ui/index.ts';
import { DueCell, NextCell, StatusCell } from './cells.tsx';

export type Column = {
  readonly id: string;
  readonly head: string;
  /** A track of the grid. */
  readonly width: string;
  readonly align: 'left' | 'center' | 'right';
  readonly sort?: SortColumn;
  /** Timepoint index of a timepoint column. */
  readonly timepoint?: number;
  readonly cell: (row: WorklistRow) => ReactNode;
};

export type ColumnOptions = {
  /** Highest timepoint index of the study. */
  readonly last: number;
  /** Wide windows show the site; narrow ones leave it to the filter. */
  readonly isWide: boolean;
  readonly hasDue: boolean;
  readonly hasSites: boolean;
  /** Cells say where each of two readers stands, beside what they say themselves. */
  readonly hasReaders: boolean;
  readonly today: IsoDate;
};

/** "04" of "04 Basel": the number is enough in a row, the name stands in filters and beside the subject. Names without a number stay whole. */
export const siteShort = (site: string): string => /^(\S*\d\S*)\s/.exec(site)?.[1] ?? site;

/** Columns for a study; timepoint columns are `tp0`, `tp1`, … */
export function worklistColumns({ last, isWide, hasDue, hasSites, hasReaders, today }: ColumnOptions): readonly Column[] {
  const timepoints = Array.from({ length: Math.max(0, last) + 1 }, (_, index): Column => ({
    id: `tp${index}`, head: index === 0 ? 'BL' : `TP${index}`, width: hasReaders ? 'minmax(6.625rem, 7.25rem)' : 'minmax(3.625rem, 4.75rem)', align: 'center', timepoint: index, cell: (row) => <StatusCell row={row} index={index} today={today} />,
  }));
  const all: readonly (Column | false)[] = [
    { id: 'subject', head: 'Subject', width: '6.25rem', align: 'left', sort: 'subject', cell: (row) => <strong>{row.code}</strong> },
    isWide && hasSites && { id: 'site', head: 'Site', width: 'minmax(2.75rem, 4rem)', align: 'left', sort: 'site', cell: (row) => <span title={row.site}>{siteShort(row.site)}</span> },
    { id: 'next', head: 'Next', width: 'minmax(10.625rem, 1fr)', align: 'left', sort: 'due', cell: (row) => <NextCell row={row} today={today} /> },
    hasDue && { id: 'due', head: 'Due', width: '4.625rem', align: 'left', sort: 'due', cell: (row) => <DueCell row={row} today={today} /> },
    ...timepoints,
    { id: 'sum', head: 'Sum', width: '5.75rem', align: 'left', cell: (row) => <Sparkline values={row.sums.map((sum) => sum.sumMm)} slots={last + 1} /> },
    { id: 'mm', head: 'mm', width: '3.875rem', align: 'right', sort: 'sum', cell: (row) => format.mm(row.latestSumMm) },
    { id: 'change', head: 'from BL, %', width: '4.875rem', align: 'right', sort: 'change', cell: (row) => (row.pctFromBaseline === null ? '' : formatPercentDigits(row.latestSumMm, row.sums[0]?.sumMm ?? null, 'baseline')) },
  ];
  return all.filter((column) => column !== false);
}
