import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import type { SortColumn } from '../../../src/casefile/index.ts';
import type { Column } from './columns.tsx';
import { nextWords } from './dueWords.ts';
import styles from './WorklistTable.module.css';

export type Sort = { readonly column: SortColumn; readonly descending: boolean };

export type WorklistTableProps = {
  /** Rows of the look, whether they are here or not. */
  readonly count: number;
  /** The row at a place; null while its page is on its way. */
  readonly rowAt: (place: number) => WorklistRow | null;
  readonly columns: readonly Column[];
  readonly rowHeight: number;
  readonly today: IsoDate;
  readonly selectedPlace: number;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onSelect: (place: number, row: WorklistRow) => void;
  readonly onOpen: (row: WorklistRow, timepointId: string | null) => void;
  /** First and last place on the screen. */
  readonly onRange: (first: number, last: number) => void;
};

function ColumnHead({ column, sort, onSort }: { readonly column: Column; readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  const { sort: by, head, align, id } = column;
  // Two heads order by what is due: the one with the days says so where there is one.
  if (!by || id === 'next') return <span role="columnheader" className={styles.head} data-align={align}>{head}</span>;
  const isOn = sort.column === by;
  const Arrow = sort.descending ? IconChevronDown : IconChevronUp;
  return (
    <span role="columnheader" className={styles.head} data-align={align} aria-sort={isOn ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort({ column: by, descending: isOn && !sort.descending })}>{head}{isOn && <Arrow size={12} stroke={2} aria-hidden="true" />}</button>
    </span>
  );
}

type RowProps = Pick<WorklistTableProps, 'onSelect' | 'onOpen' | 'columns' | 'today'> & {
  readonly row: WorklistRow;
  readonly place: number;
  readonly start: number;
  readonly height: number;
  readonly template: string;
  readonly isSelected: boolean;
};

/** One subject. Drawn again only when it is selected, moved or changed: moving the selection by a held key must not cost a screen of rows. */
const TableRow = memo(function TableRow({ row, place, start, height, columns, template, today, isSelected, onSelect, onOpen }: RowProps) {
  return (
    <div
      id={`worklist-row-${row.subjectId}`} role="row" aria-rowindex={place + 2} aria-selected={isSelected} className={styles.row} data-quiet={nextWords(row, today).isQuiet || undefined}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${start}px)` }} onClick={() => onSelect(place, row)} onDoubleClick={() => onOpen(row, null)}
    >
      {columns.map((column) => {
        const timepoint = column.timepoint === undefined ? undefined : row.cells.find((cell) => cell.index === column.timepoint);
        const opens = timepoint !== undefined && timepoint.status !== 'noImages' && timepoint.closed !== true;
        return (
          <span
            key={column.id} role="gridcell" className={styles.cell} data-align={column.align} data-column={column.id} data-opens={opens || undefined}
            onClick={opens ? (event) => { event.stopPropagation(); onOpen(row, timepoint.timepointId); } : undefined}
          >
            {column.cell(row)}
          </span>
        );
      })}
    </div>
  );
});

/** Subjects × timepoints, only the rows on screen drawn. Focus is on the grid; the selected row is its active descendant. */
export function WorklistTable({ count, rowAt, columns, rowHeight, today, selectedPlace, sort, onSort, onSelect, onOpen, onRange }: WorklistTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 2 });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  useEffect(() => {
    if (selectedPlace >= 0 && selectedPlace < count) virtual.scrollToIndex(selectedPlace, { align: 'auto' });
  }, [selectedPlace, count, virtual]);

  const offset = virtual.scrollOffset ?? 0;
  const first = Math.floor(offset / rowHeight);
  const last = Math.max(0, Math.min(count, Math.floor((offset + (virtual.scrollRect?.height ?? 0) - rowHeight) / rowHeight)) - 1);
  useEffect(() => onRange(first, last), [first, last, onRange]);

  const template = useMemo(() => columns.map((column) => column.width).join(' '), [columns]);
  const selected = rowAt(selectedPlace);
  return (
    <div
      ref={scroller} className={styles.scroller} role="grid" aria-label="Subjects" aria-rowcount={count + 1} tabIndex={0}
      aria-activedescendant={selected ? `worklist-row-${selected.subjectId}` : undefined}
    >
      <div role="presentation" className={styles.wide}>
      <div role="row" aria-rowindex={1} className={styles.heads} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />)}
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          // Keyed by place: a filter fills the rows that are there anew, which costs half of making them.
          const row = rowAt(item.index);
          if (!row) return <div key={item.index} role="row" aria-rowindex={item.index + 2} aria-busy="true" className={styles.row} style={{ height: rowHeight, transform: `translateY(${item.start}px)` }} />;
          return (
            <TableRow
              key={item.index} row={row} place={item.index} start={item.start} height={rowHeight} columns={columns} template={template} today={today}
              isSelected={item.index === selectedPlace} onSelect={onSelect} onOpen={onOpen}
            />
          );
        })}
      </div>
      </div>
    </div>
  );
}
