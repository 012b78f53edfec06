import { isIsoDate, NadirError } from '../../common/index.ts';
import { kindsOfGroup, type TrailQuery } from '../../casefile/index.ts';
import type { TrailFilter } from '../../store/index.ts';
import type { Places } from './places.ts';

/** Subjects that the words of a search may name; more would ask for a narrower word. */
const mostSubjects = 500;

function dayOf(text: string, name: string): string {
  if (!isIsoDate(text)) throw new NadirError('invalid', `${name} ${text} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'date' });
  return text;
}

const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString();

/** Streams of what is asked for: a subject's, a study's; an undefined answer is all of them. Neither must exist: nothing is then found. */
function streamsOf({ study, subject }: TrailQuery, places: Places): readonly string[] | undefined {
  if (subject !== undefined) return study === undefined || places.subject(subject)?.studyId === study ? places.streamsOfSubject(subject) : [];
  return study === undefined ? undefined : places.streamsOfStudy(study);
}

/** What is asked of the store. Errors: invalid date, group. */
export function filterOf(query: TrailQuery, places: Places): TrailFilter {
  const kinds = query.kind !== undefined ? [query.kind] : query.group === undefined ? undefined : kindsOfGroup(query.group);
  if (kinds === null) throw new NadirError('invalid', `"${query.group}" is no group of events.`, { reason: 'group' });
  const words = query.text?.trim() ?? '';
  return {
    streams: streamsOf(query, places), actor: query.person, role: query.role, kinds, entityTypes: query.entityType === undefined ? undefined : [query.entityType], entityKey: query.entityKey,
    from: query.from === undefined ? undefined : `${dayOf(query.from, 'From')}T00:00:00.000Z`, to: query.to === undefined ? undefined : nextDay(dayOf(query.to, 'To')),
    withReason: query.reason, undo: query.undo, text: words === '' ? undefined : { words, streams: places.subjectsLike(words, mostSubjects).flatMap(({ id }) => places.streamsOfSubject(id)) },
  };
}
