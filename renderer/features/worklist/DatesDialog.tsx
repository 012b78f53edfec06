import { Modal } from '@mantine/core';
import { useState } from 'react';
import { isIsoDate } from '../../../src/common/index.ts';
import type { SubjectCase } from '../../../src/casefile/index.ts';
import { useSubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, toast } from '../../ui/index.ts';
import styles from './Dialogs.module.css';

const fields = [
  { name: 'randomisationDate', label: 'Randomisation' }, { name: 'enrolmentDate', label: 'Enrolment' }, { name: 'firstDoseDate', label: 'First dose' }, { name: 'newTherapyStartDate', label: 'New therapy' },
  { name: 'clinicalProgressionDate', label: 'Clinical progression' }, { name: 'lastKnownAliveDate', label: 'Last known alive' }, { name: 'deathDate', label: 'Death' },
] as const;
type Dates = Record<(typeof fields)[number]['name'], string>;

/** Clinical dates of a subject. The visits count from the origin: planned days move with it, in the same step. */
export function DatesDialog({ subject, onClose }: { readonly subject: SubjectCase; readonly onClose: () => void }) {
  const stored = Object.fromEntries(fields.map(({ name }) => [name, subject.facts[name] ?? ''])) as Dates;
  const [dates, setDates] = useState(stored);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const commands = useSubjectCommands(subject.subjectId);
  const wrong = fields.find(({ name }) => dates[name] !== '' && !isIsoDate(dates[name]));
  const changed = fields.filter(({ name }) => dates[name] !== stored[name]);
  const reason = isBusy ? 'Storing' : wrong ? `${wrong.label}: write it as YYYY-MM-DD` : changed.length === 0 ? 'Nothing changed' : null;
  const submit = () => {
    if (reason !== null) return;
    setBusy(true);
    commands.setFacts(Object.fromEntries(changed.map(({ name }) => [name, dates[name] === '' ? null : dates[name]])))
      .then(() => {
        toast(`Dates of ${subject.code} stored.`, { label: 'Undo', run: () => void commands.undo() });
        onClose();
      })
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Modal opened onClose={onClose} title={`Dates of ${subject.code}`} size={420}>
      <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
        {fields.map(({ name, label }, index) => (
          <label key={name} className={styles.date}><span>{label}</span>
            <input type="text" value={dates[name]} placeholder="YYYY-MM-DD" autoComplete="off" {...(index === 0 ? { 'data-autofocus': true } : {})} onChange={(event) => setDates({ ...dates, [name]: event.currentTarget.value.trim() })} />
          </label>
        ))}
        {failure !== null && <Alert severity="block" title={failure} live />}
        <div className={styles.actions}><span className="nd-small nd-3">{reason ?? ''}</span><Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button><Button look="primary" type="submit" keys="Enter" disabledReason={reason} reasonElsewhere>Store dates</Button></div>
      </form>
    </Modal>
  );
}
