import { useState } from 'react';
import { lateWords, signOffOf, type LateSeries, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { useSubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, format, toast } from '../../ui/index.ts';
import styles from './Timepoints.module.css';

/** "Signed by Dr Ada First on 2026-03-10, version 1". */
const signedWords = (late: LateSeries): string => late.signedReads.map(({ signer, version, at }) => `Signed by ${signer} on ${at.slice(0, 10)}, version ${version}.`).join(' ');

type Props = { readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly mayDecide: boolean };

/** Images that came after a timepoint was signed: what, when, which signatures hold, and the two ways to decide. Nothing is there while none wait. */
export function LateImages({ subject, timepoint, mayDecide }: Props) {
  const waiting = (subject.late ?? []).filter((one) => one.timepointId === timepoint.id && one.state === 'waiting');
  const [way, setWay] = useState<'takeIn' | 'leaveAside' | null>(null);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const commands = useSubjectCommands(subject.subjectId);
  const [first] = waiting;
  if (!first) return null;
  const opens = signOffOf(subject, timepoint.id).state === 'signed' && subject.read.editable;
  const decide = () => {
    if (way === null || reason.trim() === '' || isBusy) return;
    setBusy(true);
    setFailure(null);
    commands[way]({ timepointId: timepoint.id, seriesIds: waiting.map((one) => one.seriesId), reason: reason.trim() })
      .then(() => { toast(way === 'takeIn' ? `Late images of ${timepoint.label} taken in.` : `Late images of ${timepoint.label} left aside.`); setWay(null); setReason(''); })
      .catch((error: unknown) => setFailure(errorText(error)))
      .finally(() => setBusy(false));
  };
  const actions = way === null
    ? <><Button small onClick={() => setWay('takeIn')}>{opens ? 'Take in as amendment' : 'Take in'}</Button><Button small look="ghost" onClick={() => setWay('leaveAside')}>Leave aside</Button></>
    : <><Button small look="primary" onClick={decide} disabledReason={isBusy ? 'Storing' : reason.trim() === '' ? 'Say why' : null}>{way === 'takeIn' ? (opens ? `Open version ${signOffOf(subject, timepoint.id).version + 1}` : 'Take in') : 'Leave aside'}</Button><Button small look="ghost" onClick={() => setWay(null)}>Cancel</Button></>;
  return (
    <Alert severity="warn" title={`${format.counted(waiting.length, 'late series', 'late series')} at ${timepoint.label}`} id="TP-05" actions={mayDecide ? actions : undefined}>
      <ul className={styles.late}>{waiting.map((late) => <li key={late.seriesId}>{lateWords(late)}, came {late.at.slice(0, 10)}, brought by {late.by}</li>)}</ul>
      {signedWords(first)} Nothing of it is changed until this is decided.
      {way !== null && <label className={styles.reason}>Reason<input type="text" maxLength={500} autoComplete="off" autoFocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter') decide(); if (event.key === 'Escape') { event.stopPropagation(); setWay(null); } }} /></label>}
      {failure !== null && <p className={styles.failure} role="alert">{failure}</p>}
    </Alert>
  );
}
