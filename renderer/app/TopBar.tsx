import { Menu } from '@mantine/core';
import { IconAdjustments, IconEyeOff, IconPlus, IconSearch, IconSelector } from '@tabler/icons-react';
import { AccountMenu } from '../features/signIn/index.ts';
import { useMay, useStudies } from '../queries/index.ts';
import { KeyCap, Logo, navigate, routeHref, useCurrentStudy, type Place, type Route } from '../ui/index.ts';
import { openPalette } from './Palette.tsx';
import { placeNames } from './places.tsx';
import { usePlaceIsOpen } from './usePlaceIsOpen.ts';
import styles from './TopBar.module.css';

const tabs: readonly Route[] = [
  { place: 'worklist' },
  { place: 'read', subjectId: null, timepointId: null },
  { place: 'confirm', subjectId: null },
  { place: 'adjudicate', subjectId: null },
  { place: 'study' },
  { place: 'export' },
  { place: 'import', jobId: null },
  { place: 'audit', eventId: null },
];

function StudySwitch() {
  const studies = useStudies().data ?? [];
  const { studyId, choose } = useCurrentStudy();
  const current = studies.find((study) => study.id === studyId);
  const may = useMay();
  return (
    <Menu position="bottom-start" width={320}>
      <Menu.Target>
        <button type="button" className={styles.study} aria-label={`Study: ${current?.code ?? 'none'}`}>
          {current?.code ?? 'No study'}
          <IconSelector size={14} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {studies.map((study) => (
          <Menu.Item key={study.id} onClick={() => choose(study.id)} data-current={study.id === studyId || undefined}>
            <span className={styles.studyItem}><strong>{study.code}</strong><span className="nd-3">{study.title}</span></span>
          </Menu.Item>
        ))}
        {may('POST /study/create') && <Menu.Item leftSection={<IconPlus size={14} stroke={1.75} />} onClick={() => navigate({ place: 'setup', studyId: null })}>New study</Menu.Item>}
        {current && <Menu.Item leftSection={<IconAdjustments size={14} stroke={1.75} />} onClick={() => navigate({ place: 'setup', studyId: current.id })}>Protocol of {current.code}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The places that exist; the one shown is underlined and named to assistive technology. */
function Places({ place }: { readonly place: Place }) {
  const isOpen = usePlaceIsOpen();
  return (
    <nav aria-label="Places" className={styles.places}>
      {tabs.filter((tab) => isOpen(tab.place)).map((tab) => (
        <a key={tab.place} href={routeHref(tab)} className={styles.place} aria-current={tab.place === place ? 'page' : undefined}>{placeNames[tab.place]}</a>
      ))}
    </nav>
  );
}

/** What is kept from this person in the study, where it is always seen (R-J02). */
function Blinding({ place }: { readonly place: Place }) {
  const { studyId } = useCurrentStudy();
  const you = useStudies().data?.find((study) => study.id === studyId)?.you;
  const isShown = you?.blinded === true && (place === 'read' || place === 'confirm' || place === 'adjudicate' || place === 'worklist');
  if (!isShown) return null;
  const words = you.double && you.slot !== 'adjudicator' ? 'Identity, arm and the other read hidden' : you.slot === 'adjudicator' ? 'Readers, identity and arm hidden' : 'Identity and arm hidden';
  return <span className={styles.blinding} title={`${words}: the host leaves them out (R-J02)`}><IconEyeOff size={15} stroke={1.75} aria-hidden="true" /><span>{words}</span></span>;
}

export function TopBar({ route }: { readonly route: Route }) {
  return (
    <header className={styles.bar} data-screen-only>
      <a href={routeHref({ place: 'start' })} className={styles.brand} aria-label="Nadir, start page"><Logo />Nadir</a>
      <span className={styles.divider} />
      <StudySwitch />
      <Places place={route.place} />
      <button type="button" className={styles.search} onClick={openPalette} aria-label="Find subject, timepoint or command">
        <IconSearch size={15} stroke={1.75} aria-hidden="true" />
        <span>Subject, timepoint or command</span>
        <KeyCap keys="Ctrl+K" joined />
      </button>
      <Blinding place={route.place} />
      <span className={styles.divider} data-after-search />
      <AccountMenu />
    </header>
  );
}
