import { useState, type KeyboardEvent } from 'react';
import { isLocked, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectResult } from '../../../src/recist/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Button, errorText, toast } from '../../ui/index.ts';
import { revisableCr } from './reviewModel.ts';
import styles from './Derivation.module.css';

type Props = {
  readonly subject: SubjectCase;
  readonly timepoint: Timepoint;
  readonly result: SubjectResult | null;
  readonly commands: Pick<SubjectCommands, 'reviseCr' | 'amend'>;
  readonly onOpenTimepoint: (timepointId: string) => void;
};

function Form({ subject, earlier, commands, onOpenTimepoint, onClose }: Pick<Props, 'subject' | 'commands' | 'onOpenTimepoint'> & { readonly earlier: Timepoint; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isSigned = isLocked(subject, earlier.id);
  const missing = isBusy ? 'Storing' : reason.trim() === '' ? 'No reason yet' : null;
  const revise = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      if (isSigned) await commands.amend({ timepointId: earlier.id, reason: reason.trim() });
      await commands.reviseCr({ timepointId: earlier.id, revised: true, reason: reason.trim() });
      toast(`CR at ${earlier.label} revised to PR.${isSigned ? ` ${earlier.label} needs its signature again.` : ''}`, { label: `Open ${earlier.label}`, run: () => onOpenTimepoint(earlier.id) });
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && event.target instanceof HTMLInputElement) { event.preventDefault(); if (missing === null) void revise(); }
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onClose(); }
  };
  return (
    <div className={styles.form} role="group" aria-label={`Revise the CR at ${earlier.label}`} onKeyDown={pressed}>
      <label>Why disease was still there at {earlier.label}
        <input type="text" value={reason} maxLength={2000} autoComplete="off" autoFocus data-mantine-stop-propagation="true" onChange={(event) => setReason(event.currentTarget.value)} />
      </label>
      {isSigned && <p className={styles.note}>{earlier.label} is signed: it is opened as a new version with this reason and signed again.</p>}
      {failure !== null && <p className={styles.failure} role="alert">{failure}</p>}
      <div className={styles.actions}>
        <Button small disabledReason={missing} onClick={() => void revise()}>Revise {earlier.label} to PR</Button>
        <Button small look="ghost" onClick={onClose}>Cancel</Button>
      </div>
    </div>
  );
}

/** Disease after CR: the reappearance is confirmed by a reason, or an earlier CR had been PR (R-623). */
export function ReviseCr(props: Props) {
  const { subject, result, timepoint } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const earlier = revisableCr(subject, result, timepoint);
  const found = earlier.find(({ id }) => id === chosen);
  if (found) return <Form {...props} earlier={found} onClose={() => setChosen(null)} />;
  return <div className={styles.actions}>{earlier.map(({ id, label }) => <Button key={id} small onClick={() => setChosen(id)}>{label} was PR…</Button>)}</div>;
}
