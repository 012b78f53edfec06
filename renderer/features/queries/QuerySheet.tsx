import { Modal } from '@mantine/core';
import { useState } from 'react';
import { recordOf, type ReadSlot, type SubjectCase } from '../../../src/casefile/index.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useSession, type ConfirmingCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, toast } from '../../ui/index.ts';
import { PasswordField } from '../signIn/index.ts';
import styles from './Queries.module.css';

type Props = { readonly subject: SubjectCase; /** Timepoint proposed: the one the date rests on. */ readonly timepointId: string | null; readonly slots: readonly ReadSlot[]; readonly isBlinded: boolean; readonly commands: Pick<ConfirmingCommands, 'raise'>; readonly onClose: () => void };

const slotNames: Readonly<Record<ReadSlot, string>> = { site: 'Reader of the site', reader1: 'Reader 1', reader2: 'Reader 2' };

/** Image of a lesion's record at a timepoint: the query leads to its slice. */
function imageOf(subject: SubjectCase, lesionId: string, timepointId: string) {
  const record = lesionId === '' || timepointId === '' ? undefined : recordOf(subject, lesionId, timepointId);
  const caliper = record && 'caliper' in record ? record.caliper : undefined;
  return caliper ? { seriesId: caliper.seriesId, sopInstanceUid: caliper.sopInstanceUid, frameNumber: caliper.frameNumber } : null;
}

function Form({ subject, timepointId: proposed, slots, isBlinded, commands, onClose }: Props) {
  const session = useSession().data;
  const [slot, setSlot] = useState<ReadSlot>(slots.includes(subject.read.slot) ? subject.read.slot : 'site');
  const [timepointId, setTimepoint] = useState(proposed ?? '');
  const [lesionId, setLesion] = useState('');
  const [text, setText] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const hasAccounts = session?.access.accounts === true;
  const missing = isBusy ? 'Storing' : text.trim() === '' ? 'Question is missing' : hasAccounts && password === '' ? 'Password is missing' : null;
  const send = async (): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await commands.raise({ slot, timepointId: timepointId === '' ? null : timepointId, lesionId: lesionId === '' ? null : lesionId, image: imageOf(subject, lesionId, timepointId), text: text.trim(), password });
      toast('Query sent to the reader.');
      onClose();
    } catch (error) {
      setBusy(false);
      setPassword('');
      setRefusal(error);
    }
  };
  return (
    <form className={styles.sheet} aria-label="Query to the reader" onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); if (missing === null) void send(); }}>
      {slots.length > 1 && <label><span className="nd-section">To</span><select value={slot} onChange={(event) => { setSlot(event.currentTarget.value as ReadSlot); setLesion(''); }}>{slots.map((one) => <option key={one} value={one}>{slotNames[one]}</option>)}</select></label>}
      <div className={styles.pair}>
        <label><span className="nd-section">Timepoint</span>
          <select value={timepointId} onChange={(event) => setTimepoint(event.currentTarget.value)}><option value="">The whole read</option>{subject.timepoints.map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}</select>
        </label>
        {slot === subject.read.slot && (
          <label><span className="nd-section">Lesion</span>
            <select value={lesionId} onChange={(event) => setLesion(event.currentTarget.value)}><option value="">No lesion in particular</option>{subject.lesions.map((one) => <option key={one.id} value={one.id}>{one.label} {one.description}</option>)}</select>
          </label>
        )}
      </div>
      <label><span className="nd-section">Question</span><textarea data-autofocus rows={3} maxLength={2000} value={text} placeholder="What is unclear, on which image" onChange={(event) => setText(event.currentTarget.value)} /></label>
      {isBlinded && <p className="nd-small nd-2">The reader is blinded: no arm, site, treatment or outcome in the question.</p>}
      {hasAccounts && <PasswordField label="Password" value={password} onChange={setPassword} wrong={isNadirError(refusal) && refusal.reason === 'wrongPassword'} />}
      {refusal !== null && <Alert severity="block" title={errorText(refusal)} live />}
      <div className={styles.buttons}>
        <span role="status">{missing ?? `Signed as ${session?.user?.name ?? ''}`}</span>
        <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Send query</Button>
      </div>
    </form>
  );
}

/** A question to whoever read, signed where the workstation has accounts. */
export const QuerySheet = (props: Props) => <Modal opened onClose={props.onClose} title={`Query, ${props.subject.code}`} size={560}><Form {...props} /></Modal>;
