/** An earlier export as an anchor: what its manifest wrote down of the audit streams must still be there. It tells a chain that was written anew as a whole, which no database can tell of itself. */
import { createHash } from 'node:crypto';
import { NadirError } from '../../common/index.ts';
import { auditStreamNames, namedStream, type AuditStreamName, type Faults, type ReadingStore } from '../../store/index.ts';

export type AnchorReport = {
  /** Streams of the manifest that were compared. */
  readonly streams: number;
  /** When the manifest's export stands in the audit trail, and who made it; null where it does not. */
  readonly export: { readonly seq: number; readonly at: string; readonly by: string } | null;
};

type Subject = { readonly code: string; readonly audit: readonly { readonly stream: AuditStreamName; readonly events: number; readonly hash: string }[] };
type Written = { readonly study?: { readonly code?: string }; readonly data?: { readonly subjects?: readonly Subject[] } };

/** Errors: invalid manifest. */
function parse(text: string): Required<Written> {
  let read: Written | null = null;
  try {
    read = JSON.parse(text) as Written | null;
  } catch { /* told below */ }
  const isKnown = (subject: Partial<Subject> | null): boolean => typeof subject?.code === 'string' && Array.isArray(subject.audit) && subject.audit.every((one) => auditStreamNames.includes(one?.stream));
  if (!read?.study?.code || !Array.isArray(read.data?.subjects) || !read.data.subjects.every(isKnown)) throw new NadirError('invalid', 'This is not the manifest.json of an export of Nadir. Name the one in the folder or ZIP of an earlier export.', { reason: 'manifest' });
  return read as Required<Written>;
}

/** Faults: `anchor`, one for each stream that does not have the event the manifest names. Errors: invalid manifest; notFound study. */
export function checkAnchor(store: ReadingStore, manifest: string, faults: Faults): AnchorReport {
  const { study, data } = parse(manifest);
  const code = study.code ?? '';
  const row = store.studies.byCode(code);
  if (!row) throw new NadirError('notFound', `The manifest is of study ${code}, which is not in this database.`, { reason: 'study' });
  let streams = 0;
  for (const subject of data.subjects ?? []) {
    const subjectId = store.subjects.byCode(row.id, subject.code)?.id ?? null;
    for (const { stream, events, hash } of subject.audit) {
      streams += 1;
      const event = subjectId === null ? null : store.log.eventAt(namedStream(subjectId, stream), events);
      if (event?.hash === hash) continue;
      const now = subjectId === null ? 'there is no such subject now' : event ? `event ${events} of it has the hash ${event.hash.slice(0, 12)}… now` : 'so many are not there now';
      faults.add({ check: 'anchor', table: 'event', row: event ? String(event.seq) : null, seq: event?.seq ?? null, subjectId, was: hash, is: event?.hash ?? null, message: `The export of ${code} wrote down ${events} audit events of subject ${subject.code} (${stream}), ending in ${hash.slice(0, 12)}…; ${now}.` });
    }
  }
  const sha256 = createHash('sha256').update(manifest).digest('hex');
  const act = store.log.eventsOfStream(`study:${row.id}`).find((event) => event.kind === 'ExportCreated' && event.after?.includes(sha256) === true);
  if (!act) faults.add({ check: 'anchor', table: 'event', is: sha256, message: `No export of ${code} with this manifest is in the audit trail: it was made with another database, its record was removed, or the manifest was changed.` });
  return { streams, export: act ? { seq: act.seq, at: act.at, by: act.actor } : null };
}
