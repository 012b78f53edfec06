import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useBackupState, useConnection, useSession } from '../queries/index.ts';
import { format, KeyCap, routeHref, useShownKeys, type KeyBinding } from '../ui/index.ts';
import { usePlaceIsOpen } from './usePlaceIsOpen.ts';
import styles from './StatusBar.module.css';

/** The keys of the status bar: the last screen's version of each key, in its order, `?` last. */
export function statusKeys(bindings: readonly KeyBinding[], most = 7): readonly KeyBinding[] {
  const byKey = new Map<string, KeyBinding>();
  for (const binding of bindings) if (binding.enabled !== false) byKey.set(binding.key, binding);
  const shown = [...byKey.values()].filter((binding) => binding.status !== undefined).sort((a, b) => (a.status ?? 0) - (b.status ?? 0));
  const help = shown.filter((binding) => binding.key === '?');
  const others = shown.filter((binding) => binding.key !== '?');
  return [...others.slice(0, most - help.length), ...help];
}

function SavedState() {
  const { state, pending, savedAt } = useConnection();
  if (state === 'lost' || state === 'refused') return <span className={styles.lost}><IconAlertTriangle size={13} stroke={2} aria-hidden="true" />Host not reached</span>;
  if (pending > 0) return <span>Saving</span>;
  return <span><IconCheck size={13} stroke={2} className={styles.ok} aria-hidden="true" />{savedAt ? `Saved ${format.clockTime(savedAt)}` : 'Ready'}</span>;
}

/** The newest automatic backup, or what stands in its way. */
function BackupWords() {
  const state = useBackupState().data;
  if (!state) return null;
  if (state.failure !== null) return <span className={styles.lost}><IconAlertTriangle size={13} stroke={2} aria-hidden="true" />Backup failed</span>;
  if (state.isRunning) return <span>Backing up</span>;
  if (!state.isOn) return <span>Backups off</span>;
  return <span>{state.lastAt === null ? 'No backup yet' : `Backup ${format.recentMinute(state.lastAt, new Date())}`}</span>;
}

/** Events, and whether their chain was found whole since the start; the way to the trail for whoever may look through it. */
function AuditState() {
  const session = useSession().data;
  const isOpen = usePlaceIsOpen()('audit');
  if (!session) return <span />;
  const words = `Audit chain${session.auditChain === 'whole' ? ' whole' : session.auditChain === 'broken' ? ' damaged' : ''}, ${format.counted(session.auditEvents, 'event')}`;
  return isOpen ? <a href={routeHref({ place: 'audit', eventId: null })} className={styles.link}>{words}</a> : <span>{words}</span>;
}

export function StatusBar() {
  const keys = statusKeys(useShownKeys());
  return (
    <footer className={styles.bar} data-screen-only>
      <SavedState />
      <AuditState />
      <BackupWords />
      <span>Local only, no network</span>
      <span className={styles.keys}>
        {keys.map((binding) => <span key={binding.id} className={styles.key}><KeyCap keys={binding.key} />{binding.label}</span>)}
      </span>
    </footer>
  );
}
