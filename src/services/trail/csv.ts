import { writeCsv, type Column } from '../../common/index.ts';
import { changeWords, entityTitle, eventTitle, partTitle, type TrailRow } from '../../casefile/index.ts';
import type { ChainedEventRow } from '../../store/index.ts';

/** An event with the row that is made of it, all its changes named. */
export type TrailLine = { readonly event: ChainedEventRow; readonly row: TrailRow; readonly showsPlaces: boolean };

/** UTC with its offset: `2026-03-14T09:42:17.000+00:00`. */
const withOffset = (utc: string): string => utc.replace(/Z$/, '+00:00');

/** Columns of the audit trail as CSV; the data dictionary names them. */
export const trailColumns: readonly Column<TrailLine>[] = [
  { name: 'event', cell: ({ row }) => row.seq },
  { name: 'at', cell: ({ row }) => withOffset(row.at) },
  { name: 'person', cell: ({ row }) => row.actor },
  { name: 'role', cell: ({ row }) => row.role },
  { name: 'study', cell: ({ row }) => row.studyCode },
  { name: 'subject', cell: ({ row }) => row.subjectCode },
  { name: 'part', cell: ({ row }) => partTitle(row.part) },
  { name: 'kind', cell: ({ row }) => row.kind },
  { name: 'kindInWords', cell: ({ row }) => eventTitle(row.kind) },
  { name: 'step', cell: ({ row }) => row.what },
  { name: 'record', cell: ({ row }) => entityTitle(row.entityType) },
  { name: 'recordName', cell: ({ row }) => row.entity },
  { name: 'recordKey', cell: ({ row }) => row.entityKey },
  { name: 'changes', cell: ({ row }) => row.changes.map(changeWords).join('; ') },
  { name: 'before', cell: ({ event }) => event.before },
  { name: 'after', cell: ({ event }) => event.after },
  { name: 'reason', cell: ({ row }) => row.reason },
  { name: 'takes', cell: ({ row }) => row.takes },
  { name: 'programVersion', cell: ({ row }) => row.programVersion },
  { name: 'engineVersion', cell: ({ row }) => row.engineVersion },
  { name: 'stepId', cell: ({ event }) => event.command_id },
  { name: 'eventId', cell: ({ row }) => row.id },
  { name: 'revision', cell: ({ event }) => event.revision },
  { name: 'previousHash', cell: ({ event }) => event.previous_hash },
  { name: 'hash', cell: ({ row }) => row.hash },
  { name: 'chainHash', cell: ({ event, showsPlaces }) => (showsPlaces ? event.chain_hash : null) },
];

const options = { forSpreadsheets: true };
export const trailCsvHead = writeCsv(trailColumns, [], options);
/** Lines without the head. */
export const trailCsvLines = (lines: readonly TrailLine[]): string => writeCsv(trailColumns, lines, options).slice(trailCsvHead.length);
