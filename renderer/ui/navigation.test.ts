import { expect, it } from 'vitest';
import { parseRoute, routeHref, type Route } from './navigation.ts';

const routes: readonly Route[] = [
  { place: 'start' }, { place: 'worklist' }, { place: 'export' }, { place: 'export', subject: '04/0117 ä' },
  { place: 'read', subjectId: null, timepointId: null }, { place: 'read', subjectId: 'a/b %', timepointId: null }, { place: 'read', subjectId: 's', timepointId: 't' },
  { place: 'confirm', subjectId: 's' }, { place: 'import', jobId: null }, { place: 'import', jobId: 'j' }, { place: 'setup', studyId: null }, { place: 'setup', studyId: 's' }, { place: 'audit', eventId: null }, { place: 'audit', eventId: 'e' }, { place: 'adjudicate', subjectId: null }, { place: 'adjudicate', subjectId: 's' }, { place: 'guide', page: 'index', section: null }, { place: 'guide', page: 'reading', section: 'follow-up' },
];

it.each(routes)('comes back to the same place after a reload: %o', (route) => {
  expect(parseRoute(routeHref(route))).toEqual(route);
});

it('shows the worklist for an address that means nothing', () => {
  expect(parseRoute('')).toEqual({ place: 'worklist' });
  expect(parseRoute('#/nowhere/1')).toEqual({ place: 'worklist' });
});
