/** Queries as they are stored, and as somebody may see them. */
import { roleNames } from '../../accounts/index.ts';
import type { Json } from '../../common/index.ts';
import { queryStatus, type Query, type QueryMessage, type QueryThread, type ReadSlot, type SubjectCase } from '../../casefile/index.ts';
import { readFactKey, readStream, type Change, type ReadFactRow, type ReadFactSnapshot, type StudyRow } from '../../store/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { assignedSlot, isDoubleRead, viewpointOf } from '../reads/viewpoint.ts';

export type StoredQuery = { readonly subjectId: string; readonly slot: ReadSlot; readonly thread: QueryThread };

/** A query belongs to the stream of the read it asks about: another reader hears nothing of it. */
export function queryChange(kind: string, { subjectId, slot, thread }: StoredQuery): Change {
  const snapshot: ReadFactSnapshot = { subjectId, slot, timepointId: thread.about.timepointId, body: thread as unknown as Json };
  return { stream: readStream(subjectId, slot), kind, type: 'query', key: readFactKey(subjectId, slot, thread.id), after: snapshot as unknown as Json };
}

export const toStored = (row: ReadFactRow): StoredQuery => ({ subjectId: row.subjectId, slot: row.slot as ReadSlot, thread: row.body as unknown as QueryThread });

/** Queries of some subjects, oldest first by the order of the chain. */
export function queriesOf({ store }: ServiceDeps, subjectIds: readonly string[]): readonly StoredQuery[] {
  const rows = store.readFacts.ofType('query', subjectIds);
  const asked = store.log.firstSeqs('query', rows.map(({ key }) => key));
  return rows.toSorted((a, b) => (asked.get(a.key) ?? 0) - (asked.get(b.key) ?? 0)).map(toStored);
}

/** Slots whose reads somebody may ask about: of a study read once its read; where two central readers read, theirs too for a data manager, who reads nothing of it. */
export function slotsToAsk(study: StudyRow, context: RequestContext): readonly ReadSlot[] {
  const { slot, blinded } = viewpointOf(study, context);
  const asks = context.roles.includes('investigator') || context.roles.includes('dataManager');
  if (slot !== 'site' || blinded || !asks) return [];
  return isDoubleRead(study) && context.roles.includes('dataManager') && assignedSlot(study, context.accountId) === null ? ['site', 'reader1', 'reader2'] : ['site'];
}

/** Slots whose queries somebody may see: their own read's, and those they may ask. */
export function slotsToSee(study: StudyRow, context: RequestContext): readonly ReadSlot[] {
  const { slot, outside } = viewpointOf(study, context);
  return slot === null || outside ? [] : [...new Set<ReadSlot>([slot, ...slotsToAsk(study, context)])];
}

/** Whose read it is may answer. */
export const mayAnswer = (study: StudyRow, context: RequestContext, slot: ReadSlot): boolean => {
  const view = viewpointOf(study, context);
  return view.slot === slot && view.why === '';
};

/** A person is named to who may know them; a blinded reader is told the role. */
function shownMessage({ accountId, ...message }: QueryThread['messages'][number], context: RequestContext, isBlinded: boolean): QueryMessage {
  const isOwn = accountId === null ? message.by === context.actor : accountId === context.accountId;
  return isBlinded && !isOwn ? { ...message, by: roleNames[message.role as keyof typeof roleNames] ?? message.role } : message;
}

/** "TP4, T1": what a query is about, by the labels as they are now. */
export function aboutText(subject: SubjectCase | undefined, { timepointId, lesionId }: QueryThread['about']): string {
  const timepoint = subject?.timepoints.find(({ id }) => id === timepointId)?.label;
  const lesion = subject?.lesions.find(({ id }) => id === lesionId)?.label;
  return [timepoint, lesion].filter((word) => word !== undefined).join(', ') || 'the whole read';
}

/** A query as whoever asks may see it; `subject` is the case of its slot. */
export function shownQuery(study: StudyRow, context: RequestContext, subject: SubjectCase | undefined, { subjectId, slot, thread }: StoredQuery): Query {
  const status = queryStatus(thread);
  const { blinded } = viewpointOf(study, context);
  const may = { answer: status !== 'closed' && mayAnswer(study, context, slot), ask: slotsToAsk(study, context).includes(slot) };
  return {
    id: thread.id, subjectId, code: subject?.code ?? '', slot, about: thread.about, aboutText: aboutText(subject, thread.about), status, openedAt: thread.messages[0]?.at ?? '',
    closedAt: status === 'closed' ? (thread.messages.at(-1)?.at ?? null) : null, messages: thread.messages.map((message) => shownMessage(message, context, blinded)), may,
  };
}
