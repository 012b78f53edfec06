import { useMay, useSession } from '../../queries/index.ts';
import { defaultSettings } from '../../state/index.ts';
import { Button, useKeys } from '../../ui/index.ts';
import { BackupsSection } from './BackupsSection.tsx';
import { KeysSection } from './KeysSection.tsx';
import { LookSection } from './LookSection.tsx';
import { MemorySection } from './MemorySection.tsx';
import { MouseSection } from './MouseSection.tsx';
import { useShownSection } from './shownSection.ts';
import { useSettingsChange } from './useSettingsChange.ts';
import { WindowsSection } from './WindowsSection.tsx';
import styles from './SettingsPlace.module.css';

const sections = [
  { id: 'keys', name: 'Keys', text: 'Every action and the key that does it', key: '1' },
  { id: 'mouse', name: 'Mouse and wheel', text: 'What each button does on an image', key: '2' },
  { id: 'windows', name: 'Windows', text: 'Centre and width of the presets', key: '3' },
  { id: 'look', name: 'Look', text: 'Text, overlays and colours', key: '4' },
  { id: 'memory', name: 'Memory', text: 'Room for images', key: '5' },
  { id: 'backups', name: 'Backups', text: 'Of this workstation, every day', key: '6' },
] as const;
type SectionId = (typeof sections)[number]['id'];

/** How this person works: keys, mouse, windows, look, memory; for whoever sets the workstation up, its backups. Every change holds at once and is kept; there is nothing to save. */
export function SettingsPlace() {
  const may = useMay();
  const known = sections.filter(({ id }) => id !== 'backups' || may('GET /backups'));
  const wanted = useShownSection((state) => state.shown);
  const section = known.find(({ id }) => id === wanted) ?? sections[0];
  const shown: SectionId = section.id;
  const show = (id: SectionId): void => useShownSection.setState({ shown: id });
  const { settings, change } = useSettingsChange();
  const person = useSession().data?.user?.name ?? '';
  useKeys(known.map(({ id, key, name }, index) => ({ id: `settings.${id}`, key, label: name.toLowerCase(), scope: 'Settings', status: 10 + index, run: () => show(id) })));
  const resets: Readonly<Record<Exclude<SectionId, 'backups'>, () => void>> = {
    keys: () => change({ keys: defaultSettings.keys }), mouse: () => change({ mouse: defaultSettings.mouse, wheel: defaultSettings.wheel }),
    windows: () => change({ presets: defaultSettings.presets }), look: () => change({ text: defaultSettings.text, overlay: defaultSettings.overlay, palette: defaultSettings.palette }),
    memory: () => change({ imageMemory: defaultSettings.imageMemory }),
  };
  return (
    <div className={styles.place}>
      <nav className={styles.nav} aria-label="Settings">
        {known.map(({ id, name, text }) => (
          <button key={id} type="button" className={styles.tab} aria-current={id === shown ? 'page' : undefined} onClick={() => show(id)}><b>{name}</b><small>{text}</small></button>
        ))}
        <p className={styles.note}>{shown === 'backups' ? 'Holds for everybody here and is in the audit trail.' : person === '' ? 'Kept on this workstation.' : `Kept for ${person}.`} Changes hold at once.</p>
      </nav>
      <section className={styles.section} aria-label={section.name}>
        <div className={styles.head}><h2 className="nd-title">{section.name}</h2><span className="nd-3">{section.text}</span>{shown !== 'backups' && <Button small onClick={resets[shown]}>Reset {section.name.toLowerCase()}</Button>}</div>
        <div className={styles.body} role="region" aria-label={`${section.name}, all`} tabIndex={0}>
          {shown === 'keys' && <KeysSection keys={settings.keys} onChange={(keys) => change({ keys })} />}
          {shown === 'mouse' && <MouseSection settings={settings} onChange={change} />}
          {shown === 'windows' && <WindowsSection presets={settings.presets} onChange={(presets) => change({ presets })} />}
          {shown === 'look' && <LookSection settings={settings} onChange={change} />}
          {shown === 'backups' && <BackupsSection />}
          {shown === 'memory' && <MemorySection settings={settings} onChange={change} />}
        </div>
      </section>
    </div>
  );
}
