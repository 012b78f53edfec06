import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import type { TrailChange, TrailRow } from '../../../src/api/wire.ts';
import { changeWords, eventTitle } from '../../../src/casefile/index.ts';
import { localSecond, roleTitle, utcSecond, whereWords } from './words.ts';
import styles from './AuditPlace.module.css';

/** Old and new beside each other; a deletion is struck through, so that it needs no colour. */
export function Change({ change: { label, was, is } }: { readonly change: TrailChange }) {
  return (
    <span className={styles.change}>
      <span className="nd-3">{label}</span>{' '}
      {was !== null && <del>{was}</del>}{was !== null && is !== null && <span aria-hidden="true"> → </span>}
      {is !== null && <ins>{is}</ins>}{is === null && <span className="nd-3"> removed</span>}
    </span>
  );
}

type RowProps = { readonly row: TrailRow; readonly place: number; readonly start: number; readonly height: number; readonly isSelected: boolean; readonly onSelect: (place: number) => void };

const EventRow = memo(function EventRow({ row, place, start, height, isSelected, onSelect }: RowProps) {
  return (
    <div id={`audit-${row.id}`} role="row" aria-rowindex={place + 2} aria-selected={isSelected} className={styles.row} style={{ height, transform: `translateY(${start}px)` }} onClick={() => onSelect(place)}>
      <span role="gridcell" className={styles.cell} title={localSecond(row.at)}><span className={styles.first}>{utcSecond(row.at)}</span><span className={styles.second}>{row.seq === null ? '' : `event ${row.seq}`}</span></span>
      <span role="gridcell" className={styles.cell} title={`${row.actor}, ${roleTitle(row.role)}`}><span className={styles.first}>{row.actor}</span><span className={styles.second}>{roleTitle(row.role)}</span></span>
      <span role="gridcell" className={styles.cell} title={[whereWords(row), row.entity].filter((one) => one !== '').join(', ')}><span className={styles.first}>{whereWords(row)}</span><span className={styles.second}>{row.entity}</span></span>
      <span role="gridcell" className={styles.cell} title={`${row.what}, ${eventTitle(row.kind)}`}><span className={styles.first}>{row.what}</span><span className={styles.second}>{eventTitle(row.kind)}{row.takes === null ? '' : `, ${row.takes}`}</span></span>
      <span role="gridcell" className={styles.cell} title={row.changes.map(changeWords).join('; ')}>{row.changes.slice(0, 2).map((change) => <Change key={change.label} change={change} />)}</span>
      <span role="gridcell" className={styles.cell} title={row.reason ?? undefined}><span className={styles.why}>{row.reason ?? ''}</span></span>
      <span role="gridcell" className={styles.cell} data-wide title={`${row.programVersion}, ${row.engineVersion}`}><span className={styles.first}>{row.programVersion}</span><span className={styles.second}>{row.engineVersion}</span></span>
      <span role="gridcell" className={`${styles.cell} nd-code`} data-wide title={row.hash}><span className={styles.first}>{row.hash.slice(0, 12)}</span></span>
    </div>
  );
});

export type AuditTableProps = { readonly rows: readonly TrailRow[]; readonly hasMore: boolean; readonly onMore: () => void; readonly selected: number; readonly onSelect: (place: number) => void; readonly rowHeight: number; readonly total: number | undefined };

/** Events newest first, only those on screen drawn; the next page is asked for before its end is reached. */
export function AuditTable({ rows, hasMore, onMore, selected, onSelect, rowHeight, total }: AuditTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  useEffect(() => { if (selected >= 0 && selected < rows.length) virtual.scrollToIndex(selected, { align: 'auto' }); }, [selected, rows.length, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => { if (hasMore && last > rows.length - 30) onMore(); }, [hasMore, last, rows.length, onMore]);
  const current = rows[selected];
  return (
    <div ref={scroller} className={styles.scroller} role="grid" aria-label="Audit trail" aria-rowcount={(total ?? rows.length) + 1} tabIndex={0} aria-activedescendant={current ? `audit-${current.id}` : undefined}>
      <div role="row" aria-rowindex={1} className={styles.heads}>
        <span role="columnheader" title="When (UTC)">When (UTC)</span><span role="columnheader" title="Who">Who</span><span role="columnheader" title="Where">Where</span><span role="columnheader" title="What">What</span><span role="columnheader" title="Old and new">Old and new</span><span role="columnheader" title="Why">Why</span>
        <span role="columnheader" data-wide title="Program, engine">Program, engine</span><span role="columnheader" data-wide title="Hash">Hash</span>
      </div>
      <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          return row && <EventRow key={row.id} row={row} place={item.index} start={item.start} height={rowHeight} isSelected={item.index === selected} onSelect={onSelect} />;
        })}
      </div>
    </div>
  );
}
