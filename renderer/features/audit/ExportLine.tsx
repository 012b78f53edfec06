import { Button, format, ProgressBar, useKeys } from '../../ui/index.ts';
import styles from './AuditPlace.module.css';

/** An export that is being written: how far it is, and the way out. `events`: how many it will have; null while that is not known. */
export function ExportLine({ done, events, onCancel }: { readonly done: number; readonly events: number | null; readonly onCancel: () => void }) {
  useKeys([{ id: 'audit.cancel', key: 'Escape', label: 'cancel the export', scope: 'Audit', status: 10, run: onCancel }]);
  return (
    <div className={styles.exporting}>
      <div className={styles.exportLine}>
        <strong>Exporting</strong>
        <span className="nd-2" role="status">{events === null ? format.counted(done, 'event') : `${format.count(done)} of ${format.counted(events, 'event')}`}</span>
        <Button small keys="Escape" onClick={onCancel}>Cancel</Button>
      </div>
      <ProgressBar thin done={done} total={events} label="Exporting" />
    </div>
  );
}
