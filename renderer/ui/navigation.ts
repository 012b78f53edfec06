import { useSyncExternalStore } from 'react';

/** Where the window is. One entry per place; the address is the hash, so that reload and both shells need nothing from the server. */
export type Route =
  | { readonly place: 'start' }
  | { readonly place: 'worklist' }
  | { readonly place: 'read'; readonly subjectId: string | null; readonly timepointId: string | null }
  | { readonly place: 'confirm'; readonly subjectId: string | null }
  /** Two reads of a subject, to decide between; null: the list of them. */
  | { readonly place: 'adjudicate'; readonly subjectId: string | null }
  | { readonly place: 'study' }
  /** `subject`: code of the one subject to export. */
  | { readonly place: 'export'; readonly subject?: string }
  | { readonly place: 'settings' }
  /** The protocol of a study; null: of one to be created. */
  | { readonly place: 'setup'; readonly studyId: string | null }
  /** The audit trail, at an event. */
  | { readonly place: 'audit'; readonly eventId: string | null }
  | { readonly place: 'accounts' }
  /** A page of the guide, and a section of it. */
  | { readonly place: 'guide'; readonly page: string; readonly section: string | null }
  | { readonly place: 'import'; readonly jobId: string | null };

export type Place = Route['place'];

const part = (text: string | undefined): string | null => (text ? decodeURIComponent(text) : null);

/** Reads an address (`#/read/ID/ID`). Anything unknown is the worklist. */
export function parseRoute(hash: string): Route {
  const [place, first, second] = hash.replace(/^#?\/?/, '').split('/');
  switch (place) {
    case 'start': return { place };
    case 'read': return { place, subjectId: part(first), timepointId: part(second) };
    case 'confirm': return { place, subjectId: part(first) };
    case 'adjudicate': return { place, subjectId: part(first) };
    case 'study': return { place };
    case 'export': return first ? { place, subject: decodeURIComponent(first) } : { place };
    case 'settings': return { place };
    case 'accounts': return { place };
    case 'audit': return { place, eventId: part(first) };
    case 'setup': return { place, studyId: part(first) };
    case 'guide': return { place, page: part(first) ?? 'index', section: part(second) };
    case 'import': return { place, jobId: part(first) };
    default: return { place: 'worklist' };
  }
}

/** The address of a route. */
export function routeHref(route: Route): string {
  const tail = (...ids: (string | null)[]) => ids.filter((id): id is string => id !== null).map((id) => `/${encodeURIComponent(id)}`).join('');
  switch (route.place) {
    case 'read': return `#/read${tail(route.subjectId, route.subjectId === null ? null : route.timepointId)}`;
    case 'confirm': return `#/confirm${tail(route.subjectId)}`;
    case 'adjudicate': return `#/adjudicate${tail(route.subjectId)}`;
    case 'import': return `#/import${tail(route.jobId)}`;
    case 'audit': return `#/audit${tail(route.eventId)}`;
    case 'setup': return `#/setup${tail(route.studyId)}`;
    case 'guide': return `#/guide${tail(route.page, route.section)}`;
    case 'export': return `#/export${tail(route.subject ?? null)}`;
    default: return `#/${route.place}`;
  }
}

/** Goes to a place. `replace` leaves no entry in the history, for corrections of an address. */
export function navigate(route: Route, options: { readonly replace?: boolean } = {}): void {
  const href = routeHref(route);
  if (href === location.hash) return;
  if (options.replace) {
    history.replaceState(null, '', href);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = href;
  }
}

/** Opens a subject in the Read place; without a timepoint the place chooses the one to read next. */
export const openRead = (subjectId: string, timepointId: string | null = null): void => navigate({ place: 'read', subjectId, timepointId });

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

let parsed: { readonly hash: string; readonly route: Route } = { hash: '\u0000', route: { place: 'worklist' } };
function current(): Route {
  if (parsed.hash !== location.hash) parsed = { hash: location.hash, route: parseRoute(location.hash) };
  return parsed.route;
}

/** Whether a timepoint is still open in the Read place: somebody who has gone elsewhere while an answer was awaited is not called away. */
export function isReading(subjectId: string, timepointId: string): boolean {
  const route = current();
  return route.place === 'read' && route.subjectId === subjectId && route.timepointId === timepointId;
}

/** The route the window shows now. */
export const useRoute = (): Route => useSyncExternalStore(subscribe, current);
