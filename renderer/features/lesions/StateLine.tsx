import { useState } from 'react';
import type { Lesion, LocalTreatment, OtherTechnique, SubjectCase, Timepoint } from '../../../src/casefile/index.ts';
import { Alert, Button, DateEntry } from '../../ui/index.ts';
import { recordAt, timepointOf } from './caseFacts.ts';
import { stateWords, techniqueNames, treatmentKinds } from './stateWords.ts';
import styles from './PlacementPanel.module.css';

/** How the sum treats a lesion in a special state; nothing for one that was simply measured. */
export function StateLine({ subject, lesion, timepoint, actions }: { readonly subject: SubjectCase; readonly lesion: Lesion; readonly timepoint: Timepoint; readonly actions?: React.ReactNode }) {
  const words = stateWords(subject, lesion, timepoint);
  return words && <Alert severity="info" title={words.title} id={words.rule} actions={actions}>{words.text}</Alert>;
}

type TechniqueProps = { readonly subject: SubjectCase; readonly lesion: Lesion; readonly timepoint: Timepoint; readonly onKeep: (technique: OtherTechnique | null) => void; readonly onClose: () => void };

/** Measured by another technique than at baseline: what differs, and why the value can be compared. */
export function TechniqueForm({ subject, lesion, timepoint, onKeep, onClose }: TechniqueProps) {
  const record = recordAt(subject, lesion.id, timepoint.id);
  const known = record?.state === 'measured' ? record.otherTechnique : undefined;
  const [what, setWhat] = useState<OtherTechnique['what']>(known?.what ?? 'modality');
  const [reason, setReason] = useState(known?.reason ?? '');
  const keep = () => { if (reason.trim() !== '') { onKeep({ what, reason: reason.trim() }); onClose(); } };
  return (
    <section className={styles.panel} aria-label={`${lesion.label} by another technique`}>
      <div className={styles.head}><h2>{lesion.label}</h2><span>measured by another technique than at baseline</span><span className={styles.end}>R-213</span></div>
      <div className={styles.quick} role="radiogroup" aria-label="What differs">
        {(Object.keys(techniqueNames) as OtherTechnique['what'][]).map((one) => <button key={one} type="button" role="radio" aria-checked={what === one} onClick={() => setWhat(one)}>{techniqueNames[one]}</button>)}
      </div>
      <label className={styles.field}>Why it can be compared
        <input
          type="text" autoFocus value={reason} maxLength={500} autoComplete="off" onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); keep(); } if (event.key === 'Escape') { event.stopPropagation(); onClose(); } }}
        />
      </label>
      <div className={styles.actions}>
        <Button small look="primary" keys="Enter" disabledReason={reason.trim() === '' ? 'No reason yet' : undefined} onClick={keep}>Keep</Button>
        {known && <Button small onClick={() => { onKeep(null); onClose(); }}>Same technique after all</Button>}
        <Button small look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
      </div>
      <p className={styles.hint}>A value that cannot be compared is not evaluable (U, other technique).</p>
    </section>
  );
}

type TreatmentProps = { readonly subject: SubjectCase; readonly lesion: Lesion; readonly onChange: (treatment: LocalTreatment | null) => void };

/** When and how a lesion was treated locally since baseline; what is said is kept when the field is left. */
export function TreatmentForm({ subject, lesion, onChange }: TreatmentProps) {
  const { treated } = lesion;
  const [note, setNote] = useState(treated?.note ?? '');
  if (!treated) return null;
  const from = timepointOf(subject, treated.from)?.label ?? '';
  return (
    <div className={styles.treatment} role="group" aria-label={`Local treatment of ${lesion.label}`}>
      <div className={styles.quick} role="radiogroup" aria-label={`Treatment before ${from}`}>
        {treatmentKinds.map(({ value, label }) => <button key={value} type="button" role="radio" aria-checked={treated.kind === value} onClick={() => onChange({ ...treated, kind: value })}>{label}</button>)}
      </div>
      <div className={styles.pair}>
        <label className={styles.field}>Date<DateEntry value={treated.date} onChange={(date) => onChange({ ...treated, date })} /></label>
        <label className={styles.field}>Note<input type="text" value={note} maxLength={500} autoComplete="off" onChange={(event) => setNote(event.currentTarget.value)} onBlur={() => { if (note.trim() !== treated.note) onChange({ ...treated, note: note.trim() }); }} onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} /></label>
      </div>
      <label className={styles.check}><input type="checkbox" checked={treated.planned} onChange={(event) => onChange({ ...treated, planned: event.currentTarget.checked })} />The protocol plans it and goes on assessing the lesion</label>
      <div className={styles.actions}><Button small onClick={() => onChange(null)}>Not treated after all</Button></div>
    </div>
  );
}
