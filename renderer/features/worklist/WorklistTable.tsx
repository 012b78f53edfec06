import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTable, type ReactTable, type Row } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { columnLook, features, worklistColumns, type ColumnLook } from './columns.tsx';
import type { Sort } from './worklistOrder.ts';
import styles from './WorklistTable.module.css';

export type WorklistTableProps = {
  readonly rows: readonly WorklistRow[];
  /** Number of timepoint columns, the baseline included. */
  readonly timepoints: number;
  readonly selectedId: string | null;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onSelect: (row: WorklistRow) => void;
  readonly onOpen: (row: WorklistRow, timepointId: string | null) => void;
  /** First and last row on the screen, counted from 1. */
  readonly onRange: (first: number, last: number) => void;
};

function ColumnHead({ look, sort, onSort }: { readonly look: ColumnLook; readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  const { sort: column } = look;
  if (!column) return <span role="columnheader" className={styles.head} data-align={look.align}>{look.head}</span>;
  const isOn = sort.column === column;
  const Arrow = sort.descending ? IconChevronDown : IconChevronUp;
  return (
    <span role="columnheader" className={styles.head} data-align={look.align} aria-sort={isOn ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => onSort({ column, descending: isOn && !sort.descending })}>
        {look.head}{isOn && column !== 'next' && <Arrow size={12} stroke={2} aria-hidden="true" />}
      </button>
    </span>
  );
}

type TableRowProps = Pick<WorklistTableProps, 'onSelect' | 'onOpen'> & {
  readonly row: Row<typeof features, WorklistRow>;
  readonly table: ReactTable<typeof features, WorklistRow>;
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly ids: readonly string[];
  readonly template: string;
  readonly isSelected: boolean;
};

/** One subject. Drawn again only when it is selected, moved or changed: moving the selection by a held key must not cost a screen of rows. */
const TableRow = memo(function TableRow({ row, table, index, start, height, ids, template, isSelected, onSelect, onOpen }: TableRowProps) {
  return (
    <div
      id={`worklist-row-${row.id}`} role="row" aria-rowindex={index + 2} aria-selected={isSelected} className={styles.row} data-quiet={row.original.next.kind === 'nothing' || undefined}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${start}px)` }} onClick={() => onSelect(row.original)} onDoubleClick={() => onOpen(row.original, null)}
    >
      {row.getAllCells().filter((cell) => ids.includes(cell.column.id)).map((cell) => {
        const timepoint = cell.column.id.startsWith('tp') ? row.original.cells[Number(cell.column.id.slice(2))] : undefined;
        const opens = timepoint !== undefined && timepoint.status !== 'noImages';
        return (
          <span
            key={cell.id} role="gridcell" className={styles.cell} data-align={columnLook(cell.column.id).align} data-column={cell.column.id} data-opens={opens || undefined}
            onClick={opens ? (event) => { event.stopPropagation(); onOpen(row.original, timepoint.timepointId); } : undefined}
          >
            <table.FlexRender cell={cell} />
          </span>
        );
      })}
    </div>
  );
});

/** Subjects × timepoints, only the rows on screen drawn. Focus is on the grid; the selected row is its active descendant. */
export function WorklistTable({ rows, timepoints, selectedId, sort, onSort, onSelect, onOpen, onRange }: WorklistTableProps) {
  const isWide = useMediaQuery('(min-width: 1600px)', true, { getInitialValueInEffect: false });
  const rowHeight = isWide ? 35 : 33;
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => worklistColumns(timepoints), [timepoints]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns, data, getRowId: (row: WorklistRow) => row.subjectId });
  const tableRows = table.getRowModel().rows;
  const virtual = useVirtualizer({ count: tableRows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10 });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const selectedIndex = rows.findIndex((row) => row.subjectId === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  const first = rows.length === 0 ? 0 : Math.floor((virtual.scrollOffset ?? 0) / rowHeight) + 1;
  const last = Math.min(rows.length, Math.floor(((virtual.scrollOffset ?? 0) + (virtual.scrollRect?.height ?? 0)) / rowHeight));
  useEffect(() => onRange(first, last), [first, last, onRange]);

  const ids = useMemo(() => columns.map((column) => column.id ?? '').filter((id) => isWide || !columnLook(id).wideOnly), [columns, isWide]);
  const template = useMemo(() => ids.map((id) => columnLook(id).width).join(' '), [ids]);
  return (
    <div
      ref={scroller} className={styles.scroller} role="grid" aria-label="Subjects" aria-rowcount={rows.length + 1} tabIndex={0}
      aria-activedescendant={selectedIndex >= 0 ? `worklist-row-${selectedId}` : undefined}
    >
      <div role="row" aria-rowindex={1} className={styles.heads} style={{ gridTemplateColumns: template }}>
        {ids.map((id) => <ColumnHead key={id} look={columnLook(id)} sort={sort} onSort={onSort} />)}
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = tableRows[item.index];
          if (!row) return null;
          return (
            <TableRow
              key={row.id} row={row} table={table} index={item.index} start={item.start} height={rowHeight} ids={ids} template={template}
              isSelected={row.original.subjectId === selectedId} onSelect={onSelect} onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
