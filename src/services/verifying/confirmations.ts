/** Confirmed dates of progression, and decisions between two reads: each rests on what its hash says. */
import { createHash } from 'node:crypto';
import { confirmationText, type Confirmation, type ConfirmedContent } from '../../casefile/index.ts';
import { canonicalJson, type Json } from '../../common/index.ts';
import { adjudicationStream, readStream, shown, studyStream, type Faults, type ReadFactRow, type ReadingStore } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { twoReads, type StoredDecision } from '../reads/reading.ts';
import { isDoubleRead } from '../reads/viewpoint.ts';
import { placeInWords } from './names.ts';

const same = (one: unknown, other: unknown): boolean => canonicalJson((one ?? null) as Json) === canonicalJson((other ?? null) as Json);

function faultOfConfirmation(confirmation: Confirmation, content: ConfirmedContent | undefined): string | null {
  if (!content) return 'what was confirmed is not there';
  const { labels: _names, ...facts } = content;
  if (createHash('sha256').update(confirmationText(facts)).digest('hex') !== confirmation.contentHash) return 'what was confirmed does not match the hash that was signed';
  return same(confirmation.outcome.progression, facts.progression) ? null : 'the confirmed date is not the one that was frozen with it';
}

/** Answers how many confirmations there are. */
export function checkConfirmations(store: ReadingStore, faults: Faults): number {
  let count = 0;
  for (const row of store.readFacts.every('confirmation')) {
    count += 1;
    const confirmation = row.body as unknown as Confirmation;
    const why = faultOfConfirmation(confirmation, store.readFacts.byKey('confirmedContent', row.key)?.body as unknown as ConfirmedContent | undefined);
    if (why !== null) faults.add({ check: 'confirmation', table: 'read_fact', row: `confirmation/${row.key}`, column: 'body', subjectId: row.subjectId, was: shown(confirmation.contentHash), message: `Confirmation ${confirmation.number} of ${placeInWords(store, row.subjectId, row.slot, null)}: ${why}.` });
  }
  return count;
}

/** Whether anything a decision may rest on was written after it. */
function hasMovedSince(store: ReadingStore, studyId: string, subjectId: string, row: ReadFactRow): boolean {
  const decided = store.log.eventsOfStream(adjudicationStream(subjectId)).findLast((event) => event.entity_key === row.key)?.seq ?? 0;
  const streams = [subjectId, readStream(subjectId, 'reader1'), readStream(subjectId, 'reader2'), studyStream(studyId)];
  return streams.some((stream) => (store.log.eventsOfStream(stream).at(-1)?.seq ?? 0) > decided);
}

/** Answers how many decisions there are. A decision after which nothing was written must rest on what is there. */
export function checkDecisions(deps: Omit<ServiceDeps, 'store'>, store: ReadingStore, faults: Faults): number {
  let count = 0;
  for (const study of store.studies.list().filter(isDoubleRead)) {
    const ids = store.subjects.ofStudy(study.id).map((one) => one.id);
    const rows = store.readFacts.ofType('adjudication', ids).filter((row) => !row.key.endsWith('/order'));
    count += rows.length;
    const decided = Map.groupBy(rows, (row) => row.subjectId);
    const reads = decided.size === 0 ? new Map() as ReturnType<typeof twoReads> : twoReads({ ...deps, store: store as ServiceDeps['store'] }, study, [...decided.keys()]);
    for (const [subjectId, own] of decided) {
      const last = own.toSorted((a, b) => (a.body as unknown as StoredDecision).round - (b.body as unknown as StoredDecision).round).at(-1);
      const now = reads.get(subjectId);
      if (!last || !now || (last.body as unknown as StoredDecision).basis === now.basis || hasMovedSince(store, study.id, subjectId, last)) continue;
      faults.add({ check: 'decision', table: 'read_fact', row: `adjudication/${last.key}`, column: 'body', subjectId, was: shown((last.body as unknown as StoredDecision).basis), is: shown(now.basis), message: `The decision between the reads of ${placeInWords(store, subjectId, 'adjudication', null)} does not rest on what both readers signed.` });
    }
  }
  return count;
}
