import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { openSettings } from '../features/settings/index.ts';
import { useBackupState, useMay } from '../queries/index.ts';
import { Button, format } from '../ui/index.ts';
import styles from './BackupBanner.module.css';

/** Says that backups fail, to whoever works here; who may look opens the reason. Put away, it comes back with the next failure. */
export function BackupBanner() {
  const failure = useBackupState().data?.failure ?? null;
  const canLook = useMay()('GET /backups');
  const [putAway, setPutAway] = useState<string | null>(null);
  if (failure === null || failure.since === putAway) return null;
  return (
    <div role="alert" className={styles.banner} data-screen-only>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <strong>{failure.reason === 'diskFull' ? 'Backups fail: the disk is full.' : failure.reason === 'backupPlace' ? 'Backups fail: their folder cannot be used.' : 'Backups fail.'}</strong>
      <span>Since {format.localMinute(failure.since)}. Older backups are kept, and it is tried again. {canLook ? '' : 'Tell the administrator.'}</span>
      {canLook && <Button small onClick={() => openSettings('backups')}>Why, and what to do</Button>}
      <Button small look="ghost" onClick={() => setPutAway(failure.since)}>Hide</Button>
    </div>
  );
}
