import { IconFileDownload, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { TrailQuery } from '../../../src/api/wire.ts';
import { useMay, useStudies, useTrail, useTrailChoices, useTrailCount, useTrailEvent } from '../../queries/index.ts';
import { Alert, Button, EmptyState, errorText, format, Still, useKeys, useTextScale } from '../../ui/index.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { CheckLine } from './CheckLine.tsx';
import { EventPanel } from './EventPanel.tsx';
import { ExportLine } from './ExportLine.tsx';
import { useCheck, useTrailExport } from './useTrailJobs.ts';
import styles from './AuditPlace.module.css';

/** Who changed what, when and why, with proof. `eventId`: the event that an address leads to. */
export function AuditPlace({ eventId }: { readonly eventId: string | null }) {
  const [query, setQuery] = useState<TrailQuery>({});
  const asked = useDeferredValue(query);
  const [selected, setSelected] = useState(0);
  const [led, setLed] = useState(eventId);
  useEffect(() => setLed(eventId), [eventId]);
  const studies = useStudies().data ?? [];
  const may = useMay();
  const pages = useTrail(asked);
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const total = useTrailCount(asked).data;
  const choices = useTrailChoices(asked.study).data;
  const event = useTrailEvent(led ?? rows[selected]?.id ?? null);
  const check = useCheck();
  const csv = useTrailExport();
  const field = useRef<HTMLInputElement>(null);
  const textScale = useTextScale();

  const look = useCallback((next: TrailQuery) => { setQuery(next); setSelected(0); setLed(null); }, []);
  const select = useCallback((place: number) => { setSelected(place); setLed(null); }, []);
  const move = (by: number) => select(Math.max(0, Math.min(rows.length - 1, selected + by)));
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = pages;
  const more = useCallback(() => { if (!isFetchingNextPage) void fetchNextPage(); }, [isFetchingNextPage, fetchNextPage]);
  const exportCsv = (): void => csv.start(query, total ?? null);
  const mayCancel = check.job !== null && may('POST /job/:id/cancel');
  const scope = 'Audit';
  useKeys([
    { id: 'audit.up', key: 'ArrowUp', label: 'newer event', scope, run: () => move(-1) },
    { id: 'audit.down', key: 'ArrowDown', label: 'older event', scope, status: 20, run: () => move(1) },
    { id: 'audit.pageUp', key: 'PageUp', label: 'a page newer', scope, run: () => move(-15) },
    { id: 'audit.pageDown', key: 'PageDown', label: 'a page older', scope, run: () => move(15) },
    { id: 'audit.first', key: 'Home', label: 'newest event', scope, run: () => select(0) },
    { id: 'audit.filter', key: '/', label: 'filter', scope, status: 30, run: () => field.current?.focus() },
    { id: 'audit.check', key: 'C', label: 'check the trail', scope, enabled: check.job === null, run: check.start },
    // An export that is being written has Escape first.
    { id: 'audit.cancelCheck', key: 'Escape', label: 'cancel the check', scope, status: 10, enabled: mayCancel && !csv.isRunning, run: check.cancel },
    { id: 'audit.export', key: 'E', label: 'export the filtered events', scope, enabled: !csv.isRunning, run: exportCsv },
  ]);
  const found = total === undefined ? '' : `${format.counted(total, 'event')}${query.study === undefined && choices && choices.events > total ? ` of ${format.count(choices.events)}` : ''}`;
  return (
    <div className={styles.place}>
      <div className={styles.list}>
        <AuditFilters query={query} onChange={(over) => look({ ...query, ...over })} onReset={() => look({})} choices={choices} studies={studies} field={field} />
        <div className={styles.line}>
          <span className={styles.found} role="status">{found}</span>
          <CheckLine check={check.check} job={check.job} />
          {mayCancel
            ? <Button small {...(csv.isRunning ? {} : { keys: 'Escape' })} onClick={check.cancel}>Cancel check</Button>
            : <Button small icon={<IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />} disabledReason={check.job ? 'Being checked' : null} reasonElsewhere onClick={check.start}>Check the trail</Button>}
          <Button small icon={<IconFileDownload size={15} stroke={1.75} aria-hidden="true" />} disabledReason={csv.isRunning ? 'Being written' : rows.length === 0 ? 'Nothing to export' : null} reasonElsewhere={csv.isRunning} onClick={exportCsv}>Export CSV</Button>
        </div>
        {csv.isRunning && <ExportLine done={csv.done} events={csv.events} onCancel={csv.cancel} />}
        {pages.isError && <div className={styles.message}><Alert severity="block" title="The audit trail could not be read" actions={<Button small onClick={() => void pages.refetch()}>Try again</Button>} live>{errorText(pages.error)}</Alert></div>}
        {pages.isPending && <div className={styles.loading} aria-busy="true">{Array.from({ length: 10 }, (_, index) => <Still key={index} height={28} />)}</div>}
        {pages.isSuccess && rows.length === 0 && <EmptyState title="No event matches" actions={<Button onClick={() => look({})}>Show all</Button>}>Events are found by words, person, kind and day (UTC).</EmptyState>}
        {rows.length > 0 && <AuditTable rows={rows} hasMore={hasNextPage} onMore={more} selected={led === null ? selected : -1} onSelect={select} rowHeight={Math.round(44 * textScale)} total={total} />}
      </div>
      <aside className={styles.panel} aria-label="Event" tabIndex={0}>
        {event.isError && <div className={styles.message}><Alert severity="warn" title="This event cannot be shown">{errorText(event.error)}</Alert></div>}
        {event.data && !event.isError && rows.length > 0 && <EventPanel event={event.data} onFilter={look} mayOpen={may('GET /subject/:id/case')} />}
      </aside>
    </div>
  );
}
