import { useState } from 'react';
import type { ReadSlot, SubjectCase } from '../../../src/casefile/index.ts';
import { useSession, useStudies } from '../../queries/index.ts';
import { Button, useKeys } from '../../ui/index.ts';
import { QuerySheet } from '../queries/index.ts';
import { ConfirmSheet } from './ConfirmSheet.tsx';
import type { Confirming } from './useConfirming.ts';
import type { OtherDate } from './words.ts';
import styles from './ProgressionPanel.module.css';

type Props = { readonly subject: SubjectCase; readonly restsOn: string | null; readonly choices: readonly OtherDate[]; readonly confirming: Confirming };

/** Reads that may be asked about: where central readers read, a data manager asks them too. */
function useSlots(subject: SubjectCase): readonly ReadSlot[] {
  const user = useSession().data?.user;
  const study = useStudies().data?.find(({ id }) => id === subject.studyId);
  return study?.you?.double && user?.roles.includes('dataManager') ? ['site', 'reader1', 'reader2'] : ['site'];
}

/** Query, another date, confirm: what an investigator does with the date. Each says why it cannot be done. */
export function ConfirmActions({ subject, restsOn, choices, confirming }: Props) {
  const [open, setOpen] = useState<'confirm' | 'other' | 'query' | null>(null);
  const slots = useSlots(subject);
  const { state, may, commands } = confirming;
  const now = state?.now ?? null;
  const isDone = state?.state === 'confirmed' && now !== null && state.history.at(-1)?.contentHash === now.contentHash && state.history.at(-1)?.chosen === null;
  const obstacle = now === null ? 'Baseline is not read yet' : now.obstacles[0] ?? null;
  const reason = isDone ? 'Confirmed, nothing has changed since' : obstacle;
  const scope = 'Confirm';
  useKeys([
    { id: 'confirm.query', key: 'Q', label: 'query', scope, status: 50, enabled: may.ask, run: () => setOpen('query') },
    { id: 'confirm.confirm', key: 'Enter', label: 'confirm', scope, status: 60, enabled: may.confirm && reason === null, run: () => setOpen('confirm') },
  ]);
  if (!may.ask && !may.confirm) return null;
  const close = () => setOpen(null);
  return (
    <div className={styles.actions}>
      {may.ask && <Button keys="confirm.query" onClick={() => setOpen('query')}>Query reader</Button>}
      {may.confirm && <Button look="ghost" disabledReason={obstacle} reasonElsewhere onClick={() => setOpen('other')}>Choose another date</Button>}
      {may.confirm && <span className={styles.why} role="status" title={now?.obstacles.join(', ')} data-done={isDone || undefined}>{isDone ? '' : reason}</span>}
      {may.confirm && <Button look="primary" keys="confirm.confirm" disabledReason={reason} reasonElsewhere onClick={() => setOpen('confirm')}>{isDone ? 'Confirmed' : 'Confirm and sign'}</Button>}
      {open === 'query' && <QuerySheet subject={subject} timepointId={restsOn} slots={slots} isBlinded={subject.protocol.reading?.blinded === true} commands={commands} onClose={close} />}
      {open !== null && open !== 'query' && now && <ConfirmSheet subject={subject} now={now} choices={open === 'other' ? choices : null} read={state?.read ?? null} commands={commands} onClose={close} />}
    </div>
  );
}
