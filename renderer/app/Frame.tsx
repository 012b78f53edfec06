import { Suspense } from 'react';
import { openGuide } from '../features/guide/index.ts';
import { useAppliedSettings } from '../features/settings/index.ts';
import { useSession } from '../queries/index.ts';
import { navigate, routeHref, useKeys, useRoute, type Place } from '../ui/index.ts';
import { BackupBanner } from './BackupBanner.tsx';
import { ChainBanner } from './ChainBanner.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { KeyMap, useKeyMap } from './KeyMap.tsx';
import { Palette, openPalette } from './Palette.tsx';
import { NotForRole } from './NotForRole.tsx';
import { placeNames, PlaceScreen } from './places.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useStudyChoice } from './studyChoice.ts';
import { usePlaceIsOpen } from './usePlaceIsOpen.ts';

/** Top bar, the place, status bar. The place owns every pixel between the bars. */
export function Frame() {
  const route = useRoute();
  const keyMap = useKeyMap();
  const isKnown = useSession().data !== undefined;
  const placeIsOpen = usePlaceIsOpen();
  const isOpen = (place: Place): boolean => !isKnown || placeIsOpen(place);
  useStudyChoice(route);
  useAppliedSettings();
  useKeys([
    { id: 'frame.keys', key: '?', label: 'all keys', scope: 'Everywhere', status: 1000, inDialogs: keyMap.isOpen, run: keyMap.toggle },
    { id: 'frame.palette', key: 'Ctrl+K', label: 'find subject, timepoint or command', scope: 'Everywhere', inFields: true, run: openPalette },
    { id: 'frame.worklist', key: 'Alt+1', label: 'worklist', scope: 'Everywhere', inFields: true, enabled: isOpen('worklist'), run: () => navigate({ place: 'worklist' }) },
    { id: 'frame.read', key: 'Alt+2', label: 'read', scope: 'Everywhere', inFields: true, enabled: isOpen('read'), run: () => navigate({ place: 'read', subjectId: null, timepointId: null }) },
    { id: 'frame.confirm', key: 'Alt+3', label: 'confirm', scope: 'Everywhere', inFields: true, enabled: isOpen('confirm'), run: () => navigate({ place: 'confirm', subjectId: null }) },
    { id: 'frame.export', key: 'Alt+4', label: 'export', scope: 'Everywhere', inFields: true, enabled: isOpen('export'), run: () => navigate({ place: 'export' }) },
    { id: 'frame.import', key: 'Alt+5', label: 'import', scope: 'Everywhere', inFields: true, enabled: isOpen('import'), run: () => navigate({ place: 'import', jobId: null }) },
    { id: 'frame.adjudicate', key: 'Alt+6', label: 'adjudicate', scope: 'Everywhere', inFields: true, enabled: placeIsOpen('adjudicate'), run: () => navigate({ place: 'adjudicate', subjectId: null }) },
    { id: 'frame.study', key: 'Alt+7', label: 'study', scope: 'Everywhere', inFields: true, enabled: isOpen('study'), run: () => navigate({ place: 'study' }) },
    { id: 'frame.guide', key: 'F1', label: 'guide', scope: 'Everywhere', inFields: true, enabled: route.place !== 'guide', run: () => openGuide(route) },
    { id: 'frame.audit', key: 'Alt+8', label: 'audit', scope: 'Everywhere', inFields: true, enabled: isOpen('audit'), run: () => navigate({ place: 'audit', eventId: null }) },
    { id: 'frame.settings', key: 'Alt+0', label: 'settings', scope: 'Everywhere', inFields: true, run: () => navigate({ place: 'settings' }) },
  ]);
  return (
    <div className={styles.frame}>
      <TopBar route={route} />
      <ConnectionBanner />
      <BackupBanner />
      <ChainBanner />
      <main className={styles.place} aria-label={placeNames[route.place]}>
        {route.place !== 'start' && <h1 className="nd-hidden">{placeNames[route.place]}</h1>}
        <ErrorBoundary key={route.place} address={routeHref(route)} what={placeNames[route.place]}>
          <Suspense fallback={null}>
            {isOpen(route.place) ? <PlaceScreen route={route} /> : <NotForRole place={route.place} />}
          </Suspense>
        </ErrorBoundary>
      </main>
      <StatusBar />
      <KeyMap isOpen={keyMap.isOpen} close={keyMap.close} route={route} />
      <Palette />
    </div>
  );
}
