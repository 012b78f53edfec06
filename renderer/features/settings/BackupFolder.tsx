import { useId, useState } from 'react';
import type { BackupOverview, BackupPlan } from '../../../src/api/wire.ts';
import { Button } from '../../ui/index.ts';
import { useAttempt } from '../signIn/index.ts';
import styles from './Fields.module.css';
import own from './BackupsSection.module.css';

/** Where backups go; another folder is taken when the host has found it good. */
export function BackupFolder({ overview: { plan, folder, ownFolder }, setPlan }: { readonly overview: BackupOverview; readonly setPlan: (plan: BackupPlan) => Promise<void> }) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const attempt = useAttempt(async () => {
    await setPlan({ ...plan, place: typed?.trim() ?? null, images: true });
    setTyped(null);
  });
  const goHome = useAttempt(() => setPlan({ ...plan, place: null, images: false }));
  const failure = attempt.failure ?? goHome.failure;
  return (
    <form className={`${styles.field} ${own.place}`} onSubmit={attempt.submit}>
      <span className={styles.name} id={id}>Folder</span>
      {typed === null
        ? <><span className={own.grow}>{folder}</span><Button small onClick={() => setTyped(plan.place ?? '')}>Choose another</Button>{plan.place !== null && <Button small look="ghost" title={ownFolder} onClick={(event) => goHome.submit(event as never)}>Back to the data folder</Button>}</>
        : (
          <span className={own.folder}>
            <input aria-labelledby={id} aria-invalid={failure !== null} autoFocus value={typed} placeholder="A folder that is there, on another disk" onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); setTyped(null); } }} />
            <Button small look="primary" type="submit" disabledReason={typed.trim() === '' ? 'Type its path' : attempt.isBusy ? 'Looking' : null} reasonElsewhere>Use this folder</Button>
            <Button small look="ghost" onClick={() => setTyped(null)}>Cancel</Button>
          </span>
        )}
      {failure !== null && <span className={own.wrong} role="alert">{failure}</span>}
    </form>
  );
}
