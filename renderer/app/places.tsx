import { lazy } from 'react';
import { WorklistPlace } from '../features/worklist/index.ts';
import type { Place, Route } from '../ui/index.ts';
import { GuidePlace } from '../features/guide/index.ts';
import { SettingsPlace } from '../features/settings/index.ts';

/** The places as the top bar, the window title and assistive technology name them. */
export const placeNames: Readonly<Record<Place, string>> = { start: 'Start', worklist: 'Worklist', read: 'Read', confirm: 'Confirm', adjudicate: 'Adjudicate', study: 'Study', export: 'Export', import: 'Import', setup: 'Study protocol', accounts: 'Accounts', audit: 'Audit', settings: 'Settings', guide: 'Guide' };

/** The route that each place stands on: who may not call it does not see the place. Null: open to everybody. */
export const placeNeeds: Readonly<Record<Place, string | null>> = {
  start: 'GET /worklist', worklist: 'GET /worklist/page', read: 'GET /subject/:id/case', confirm: 'GET /subject/:id/case', adjudicate: 'POST /adjudication/case', study: 'GET /study/analysis', export: 'GET /export/csv', import: 'POST /import/upload/begin', setup: 'GET /study/:id/detail', accounts: 'GET /accounts/list', audit: 'GET /audit/page', settings: null, guide: null,
};

const Start = lazy(() => import('../features/firstStart/index.ts').then((room) => ({ default: room.FirstStart })));
const Read = lazy(() => import('../features/reading/index.ts').then((room) => ({ default: room.ReadPlace })));
const Confirm = lazy(() => import('../features/timeline/index.ts').then((room) => ({ default: room.ConfirmPlace })));
const Adjudicate = lazy(() => import('../features/adjudication/index.ts').then((room) => ({ default: room.AdjudicatePlace })));
const Study = lazy(() => import('../features/study/index.ts').then((room) => ({ default: room.StudyPlace })));
const Export = lazy(() => import('../features/exporting/index.ts').then((room) => ({ default: room.ExportPlace })));
const Setup = lazy(() => import('../features/studies/index.ts').then((room) => ({ default: room.StudySetupPlace })));
const Accounts = lazy(() => import('../features/accounts/index.ts').then((room) => ({ default: room.AccountsPlace })));
const Audit = lazy(() => import('../features/audit/index.ts').then((room) => ({ default: room.AuditPlace })));
const Import = lazy(() => import('../features/importing/index.ts').then((room) => ({ default: room.ImportPlace })));

/** The screen of a route. */
export function PlaceScreen({ route }: { readonly route: Route }) {
  switch (route.place) {
    case 'start': return <Start />;
    // Not fetched when it is asked for: it is where every window begins.
    case 'worklist': return <WorklistPlace />;
    case 'read': return <Read subjectId={route.subjectId} timepointId={route.timepointId} />;
    case 'confirm': return <Confirm subjectId={route.subjectId} />;
    case 'adjudicate': return <Adjudicate subjectId={route.subjectId} />;
    case 'study': return <Study />;
    case 'export': return <Export />;
    case 'setup': return <Setup studyId={route.studyId} />;
    case 'accounts': return <Accounts />;
    case 'audit': return <Audit eventId={route.eventId} />;
    case 'settings': return <SettingsPlace />;
    case 'guide': return <GuidePlace page={route.page} section={route.section} />;
    case 'import': return <Import jobId={route.jobId} />;
  }
}
