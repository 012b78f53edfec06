import { Modal } from '@mantine/core';
import { useMemo, useState } from 'react';
import { displayDate, doseChangeKinds, factFindings, type DoseChange, type StudyProtocol, type SubjectCase } from '../../../src/casefile/index.ts';
import type { IsoDate } from '../../../src/common/index.ts';
import { useSubjectCommands, type SubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, FindingAlert, Segmented, toast } from '../../ui/index.ts';
import { Markers } from '../signing/index.ts';
import { LocalTreatments } from './LocalTreatments.tsx';
import { draftFacts, draftFault, draftOf, draftPatch, factGroups, type FactDraft, type FactInput } from './model.ts';
import styles from './Clinical.module.css';

type Page = 'dates' | 'visits' | 'markers' | 'local';
type Edit = { readonly draft: FactDraft; readonly onChange: (draft: FactDraft) => void };

function Field({ field, draft, onChange, arms, isFirst }: Edit & { readonly field: FactInput; readonly arms: readonly string[]; readonly isFirst: boolean }) {
  const value = draft.values[field.name] ?? '';
  const set = (text: string) => onChange({ ...draft, values: { ...draft.values, [field.name]: text } });
  return (
    <label className={styles.line}><span>{field.label}</span>
      {field.kind === 'arm' && arms.length > 0
        ? <select value={value} onChange={(event) => set(event.currentTarget.value)}><option value="">not recorded</option>{arms.map((arm) => <option key={arm} value={arm}>{arm}</option>)}</select>
        : <input type="text" value={value} maxLength={200} placeholder={field.kind === 'date' ? 'YYYY-MM-DD' : ''} autoComplete="off" data-autofocus={isFirst || undefined} onChange={(event) => set(event.currentTarget.value)} />}
    </label>
  );
}

const noDose: DoseChange = { date: '' as IsoDate, kind: 'reduced', note: '' };

function Doses({ draft, onChange }: Edit) {
  const set = (doses: readonly DoseChange[]) => onChange({ ...draft, doses });
  const change = (at: number, over: Partial<DoseChange>) => set(draft.doses.map((one, index) => (index === at ? { ...one, ...over } : one)));
  return (
    <div>
      {draft.doses.map((dose, at) => (
        <div key={at} className={styles.dose}>
          <input type="text" aria-label={`Dose change ${at + 1}, day`} value={dose.date} placeholder="YYYY-MM-DD" onChange={(event) => change(at, { date: event.currentTarget.value.trim() as IsoDate })} />
          <select aria-label={`Dose change ${at + 1}`} value={dose.kind} onChange={(event) => change(at, { kind: event.currentTarget.value as DoseChange['kind'] })}>{doseChangeKinds.map((kind) => <option key={kind} value={kind}>{kind}</option>)}</select>
          <Button small look="ghost" aria-label={`Remove dose change ${at + 1}`} onClick={() => set(draft.doses.filter((_, index) => index !== at))}>Remove</Button>
        </div>
      ))}
      <Button small look="ghost" onClick={() => set([...draft.doses, noDose])}>Add dose change</Button>
    </div>
  );
}

function Dates({ draft, onChange, subject }: Edit & { readonly subject: SubjectCase }) {
  const arms = ((subject.protocol as StudyProtocol).design?.arms ?? []).map(({ name }) => name);
  return (
    <div className={styles.groups}>
      {factGroups.map((group, at) => (
        <div key={group.title} className={styles.group}>
          <h3 className="nd-section">{group.title}</h3>
          {group.fields.map((field, index) => <Field key={field.name} field={field} draft={draft} onChange={onChange} arms={arms} isFirst={at === 0 && index === 0} />)}
          {group.title === 'Study treatment' && <Doses draft={draft} onChange={onChange} />}
        </div>
      ))}
    </div>
  );
}

function Visits({ draft, onChange, subject }: Edit & { readonly subject: SubjectCase }) {
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">Timepoint</th><th scope="col">Planned</th><th scope="col">Scan</th><th scope="col">Visit</th></tr></thead>
      <tbody>
        {subject.timepoints.map((timepoint) => (
          <tr key={timepoint.id}>
            <th scope="row">{timepoint.label}{timepoint.visitName === '' ? '' : `, ${timepoint.visitName}`}</th><td>{timepoint.plannedDate ?? ''}</td>
            <td>{timepoint.performed ? timepoint.scanDates.length > 0 ? displayDate(timepoint) : '' : 'missed'}</td>
            <td><input type="text" aria-label={`Visit ${timepoint.label}`} value={draft.visits[timepoint.id] ?? ''} placeholder="YYYY-MM-DD" onChange={(event) => onChange({ ...draft, visits: { ...draft.visits, [timepoint.id]: event.currentTarget.value.trim() } })} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MarkerPage({ subject, commands }: { readonly subject: SubjectCase; readonly commands: SubjectCommands }) {
  const [id, setId] = useState(subject.timepoints[0]?.id ?? '');
  const timepoint = subject.timepoints.find((one) => one.id === id);
  const { markers = [] } = subject.protocol as StudyProtocol;
  if (markers.length === 0) return <p className="nd-2">The study follows no tumour markers. They are named in the protocol.</p>;
  return (
    <>
      <label className={styles.line}><span>Timepoint</span><select value={id} onChange={(event) => setId(event.currentTarget.value as typeof id)}>{subject.timepoints.map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}</select></label>
      {timepoint && <Markers key={id} subject={subject} timepoint={timepoint} commands={commands} />}
    </>
  );
}

function Form({ subject, onClose }: { readonly subject: SubjectCase; readonly onClose: () => void }) {
  const commands = useSubjectCommands(subject.subjectId);
  const [page, setPage] = useState<Page>('dates');
  const [draft, setDraft] = useState(() => draftOf(subject));
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const findings = useMemo(() => factFindings(subject, draftFacts(subject.facts, draft)), [subject, draft]);
  const patch = draftPatch(subject, draft);
  const reason = isBusy ? 'Storing' : draftFault(draft, (id) => subject.timepoints.find((one) => one.id === id)?.label ?? '') ?? (patch === null ? 'Nothing changed' : null);
  const submit = () => {
    if (reason !== null || patch === null) return;
    setBusy(true);
    setFailure(null);
    commands.setFacts(patch).then(() => {
      toast(`Clinical facts of ${subject.code} stored.`, { label: 'Undo', run: () => void commands.undo() });
      onClose();
    }).catch((error: unknown) => setFailure(errorText(error))).finally(() => setBusy(false));
  };
  return (
    <form className={styles.sheet} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); submit(); }}>
      <Segmented label="Part" value={page} onChange={setPage} options={[{ value: 'dates', label: 'Dates' }, { value: 'visits', label: 'Visits' }, { value: 'markers', label: 'Markers' }, { value: 'local', label: 'Local treatment' }]} />
      <div className={styles.scroll}>
        {page === 'dates' && <Dates draft={draft} onChange={setDraft} subject={subject} />}
        {page === 'visits' && <Visits draft={draft} onChange={setDraft} subject={subject} />}
        {page === 'markers' && <MarkerPage subject={subject} commands={commands} />}
        {page === 'local' && <LocalTreatments subject={subject} commands={commands} />}
      </div>
      {findings.length > 0 && <div className={styles.findings}>{findings.map((finding) => <FindingAlert key={finding.code + finding.message} finding={finding} />)}</div>}
      {failure !== null && <Alert severity="block" title={failure} live />}
      <div className={styles.foot}>
        <span role="status">{page === 'dates' || page === 'visits' ? (reason ?? (findings.some(({ severity }) => severity === 'block') ? 'Stored with the contradiction, which stands until one date is corrected' : '')) : 'Each is stored as it is recorded'}</span>
        <Button look="ghost" keys="Escape" onClick={onClose}>{page === 'dates' || page === 'visits' ? 'Cancel' : 'Close'}</Button>
        {(page === 'dates' || page === 'visits') && <Button look="primary" type="submit" keys="Enter" disabledReason={reason} reasonElsewhere>Store facts</Button>}
      </div>
    </form>
  );
}

/** What is known of a subject besides images: dates, arm, treatment, visits, markers, local treatment. Visits are planned from the origin: planned days move with it. */
export const ClinicalSheet = (props: { readonly subject: SubjectCase; readonly onClose: () => void }) => (
  <Modal opened onClose={props.onClose} title={`Clinical facts of ${props.subject.code}`} size={980}><Form {...props} /></Modal>
);
