import { Modal } from '@mantine/core';
import { useState } from 'react';
import { signOffOf, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, toast } from '../../ui/index.ts';
import styles from './AmendDialog.module.css';

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly commands: Pick<SubjectCommands, 'amend'>; readonly onClose: () => void; readonly onAmended: () => void };

function Form({ subject, timepoint, commands, onClose, onAmended }: Props) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { version } = signOffOf(subject, timepoint.id);
  const missing = isBusy ? 'Storing' : reason.trim() === '' ? 'Reason is missing' : null;
  const amend = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await commands.amend({ timepointId: timepoint.id, reason: reason.trim() });
      onAmended();
      toast(`${timepoint.label} is open as version ${version + 1}. Version ${version} stays readable.`);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); if (missing === null) void amend(); }}>
      <p>{timepoint.label} opens as version {version + 1} and is signed again. Version {version} stays as it was signed.</p>
      <label><span className="nd-section">Reason</span>
        <textarea value={reason} data-autofocus rows={3} maxLength={2000} placeholder="What was found, and why the read changes" onChange={(event) => setReason(event.currentTarget.value)} />
      </label>
      {failure !== null && <Alert severity="block" title={failure} live />}
      <div className={styles.actions}>
        <span>{missing ?? ''}</span>
        <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Open version {version + 1}</Button>
      </div>
    </form>
  );
}

/** Opens the next version of a signed timepoint, with a reason. */
export const AmendDialog = (props: Props) => (
  <Modal opened onClose={props.onClose} title={`Amend ${props.timepoint.label}`} size={520}><Form {...props} /></Modal>
);
