import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { WorklistRow } from '../../../src/api/wire.ts';
import { useAssignReading, type Person } from '../../queries/index.ts';
import { Alert, Button, errorText, toast } from '../../ui/index.ts';
import styles from './Dialogs.module.css';

type Props = { readonly studyId: string; readonly row: WorklistRow; readonly people: readonly Person[]; readonly onClose: () => void };

/** Who is asked to read a subject, or only the timepoint that is next. */
export function AssignDialog({ studyId, row, people, onClose }: Props) {
  const [chosen, choose] = useState(row.assignedTo ?? '');
  const next = row.cells.find((cell) => cell.timepointId === row.next.timepointId);
  const [isWhole, setWhole] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const assign = useAssignReading();
  const readers = people.filter((person) => person.roles.includes('reader'));
  const submit = () => {
    setBusy(true);
    assign(studyId, chosen === '' ? null : chosen, [{ subjectId: row.subjectId, timepointId: isWhole ? null : (next?.timepointId ?? null) }])
      .then(() => {
        const who = readers.find((person) => person.id === chosen)?.fullName;
        toast(`${row.code}${isWhole ? '' : ` ${next?.label ?? ''}`} ${who ? `assigned to ${who}` : 'open to every reader'}.`);
        onClose();
      })
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={onClose} title={`Who reads ${row.code}`} size={420}>
      <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <fieldset className={styles.list}>
          <legend className="nd-hidden">Reader</legend>
          {[{ id: '', fullName: 'Every reader' }, ...readers].map((person, index) => (
            <label key={person.id} className={styles.option} data-selected={person.id === chosen || undefined}>
              <input type="radio" className="nd-check" name="reader" checked={person.id === chosen} {...(index === 0 ? { 'data-autofocus': true } : {})} onChange={() => choose(person.id)} />{person.fullName}
            </label>
          ))}
        </fieldset>
        {next && (
          <fieldset className={styles.scope}>
            <legend className="nd-hidden">What</legend>
            <label className={styles.inline}><input type="radio" className="nd-check" name="scope" checked={isWhole} onChange={() => setWhole(true)} />Every timepoint</label>
            <label className={styles.inline}><input type="radio" className="nd-check" name="scope" checked={!isWhole} onChange={() => setWhole(false)} />{next.label} only</label>
          </fieldset>
        )}
        <p className="nd-small nd-3">An assignment orders the work. It keeps nobody else from reading.</p>
        {failure !== null && <Alert severity="block" title={failure} live />}
        <div className={styles.actions}><span /><Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button><Button look="primary" type="submit" keys="Enter" disabledReason={isBusy ? 'Storing' : null} reasonElsewhere>Assign</Button></div>
      </form>
    </Modal>
  );
}
