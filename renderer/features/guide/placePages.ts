import type { Place } from '../../ui/index.ts';

const pages: Readonly<Record<Place, string>> = {
  start: 'start', worklist: 'worklist', read: 'reading', confirm: 'confirm', adjudicate: 'adjudicate', study: 'study', export: 'export', import: 'import', setup: 'protocol', accounts: 'accounts', audit: 'audit', settings: 'settings', guide: 'index',
};
/** Name of the guide's page about a place. */
export const guidePageOf = (place: Place): string => pages[place];
