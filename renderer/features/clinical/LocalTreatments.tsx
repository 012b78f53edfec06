import { useState } from 'react';
import type { Lesion, LocalTreatment, SubjectCase } from '../../../src/casefile/index.ts';
import { isIsoDate } from '../../../src/common/index.ts';
import type { SubjectCommands } from '../../queries/index.ts';
import { Button, errorText, Mark } from '../../ui/index.ts';
import styles from './Clinical.module.css';

const kinds = ['resected', 'irradiated', 'ablated', 'other'] as const satisfies readonly LocalTreatment['kind'][];

function Row({ subject, lesion, commands }: { readonly subject: SubjectCase; readonly lesion: Lesion; readonly commands: Pick<SubjectCommands, 'treatLesion'> }) {
  const { treated } = lesion;
  const [kind, setKind] = useState<LocalTreatment['kind'] | ''>(treated?.kind ?? '');
  const [from, setFrom] = useState<string>(treated?.from ?? '');
  const [date, setDate] = useState<string>(treated?.date ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const isSame = kind === (treated?.kind ?? '') && from === (treated?.from ?? '') && date === (treated?.date ?? '');
  const missing = isSame ? (treated ? 'Recorded' : 'Nothing chosen') : kind !== '' && from === '' ? 'First timepoint after it is missing' : date !== '' && !isIsoDate(date) ? 'Write the day as YYYY-MM-DD' : null;
  const record = () => {
    setFailure(null);
    commands.treatLesion({ lesionId: lesion.id, treatment: kind === '' ? null : { kind, from, date: date === '' ? null : date, planned: treated?.planned ?? false, note: treated?.note ?? '' } }).catch((error: unknown) => setFailure(errorText(error)));
  };
  return (
    <>
      <tr>
        <th scope="row"><Mark label={lesion.label} role={lesion.role} /> {lesion.description}</th>
        <td><select aria-label={`${lesion.label}, local treatment`} value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}><option value="">none</option>{kinds.map((one) => <option key={one} value={one}>{one}</option>)}</select></td>
        <td><input type="text" aria-label={`${lesion.label}, day of the treatment`} value={date} placeholder="YYYY-MM-DD" onChange={(event) => setDate(event.currentTarget.value.trim())} /></td>
        <td><select aria-label={`${lesion.label}, first timepoint after it`} value={from} onChange={(event) => setFrom(event.currentTarget.value)}><option value="">choose</option>{subject.timepoints.filter(({ index }) => index > 0).map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}</select></td>
        <td><Button small disabledReason={missing} reasonElsewhere onClick={record}>{kind === '' && treated ? 'Take back' : 'Record'}</Button></td>
      </tr>
      {failure !== null && <tr><td colSpan={5} className={styles.wrap}><span className={styles.problem} role="alert">{failure}</span></td></tr>}
    </>
  );
}

/** Lesions resected, irradiated or ablated since baseline: not evaluable from the first timepoint after it. */
export function LocalTreatments({ subject, commands }: { readonly subject: SubjectCase; readonly commands: Pick<SubjectCommands, 'treatLesion'> }) {
  const lesions = subject.lesions.filter(({ role }) => role !== 'new');
  if (lesions.length === 0) return <p className="nd-2">No lesions are recorded yet.</p>;
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">Lesion</th><th scope="col">Treatment</th><th scope="col">Day</th><th scope="col">Not evaluable from</th><th scope="col"><span className="nd-hidden">Record</span></th></tr></thead>
      <tbody>{lesions.map((lesion) => <Row key={`${lesion.id} ${lesion.treated?.kind ?? ''}`} subject={subject} lesion={lesion} commands={commands} />)}</tbody>
    </table>
  );
}
