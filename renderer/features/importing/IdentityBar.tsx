import { useState } from 'react';
import { subjectIdWords, type Deidentification } from '../../../src/casefile/index.ts';
import { useKeyCommands, useKeyStatus, type ImportIdentity } from '../../queries/index.ts';
import { Button, errorText, navigate, toast } from '../../ui/index.ts';
import styles from './IdentityBar.module.css';

export type IdentityInput = { readonly subjectId: string; readonly isSecond: boolean; readonly secondReason: string };
export const noIdentity: IdentityInput = { subjectId: '', isSecond: false, secondReason: '' };

export const identityOf = ({ subjectId, isSecond, secondReason }: IdentityInput): ImportIdentity =>
  ({ subjectId: subjectId.trim() === '' ? null : subjectId.trim(), secondPatientReason: isSecond && secondReason.trim() !== '' ? secondReason.trim() : null });

/** Why nothing can be imported yet; null when it can. */
export function identityMissing(setup: Deidentification | null, input: IdentityInput): string | null {
  if (!setup) return null;
  if (setup.subjectIds.kind === 'entered' && input.subjectId.trim() === '') return 'Subject is missing';
  return input.isSecond && input.secondReason.trim() === '' ? 'Reason for a second patient id is missing' : null;
}

/** The key list is locked, or not there: a data manager opens it here. */
function KeyState({ studyId }: { readonly studyId: string }) {
  const status = useKeyStatus(studyId, true);
  const commands = useKeyCommands(studyId);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  if (!status || status.state === 'open' || status.state === 'none') return null;
  if (status.state !== 'locked') return <span className={styles.fault}>The key list is {status.state === 'missing' ? 'missing' : 'not the study\'s own'}. <Button small onClick={() => navigate({ place: 'setup', studyId })}>Protocol</Button></span>;
  const unlock = () => {
    setFailure(null);
    commands.unlock(passphrase).then(() => toast('The key list is open.'), (error: unknown) => setFailure(errorText(error))).finally(() => setPassphrase(''));
  };
  return (
    <form className={styles.keys} onSubmit={(event) => { event.preventDefault(); unlock(); }}>
      <label className={styles.field}><span className={styles.fault}>Key list is locked</span><input type="password" aria-label="Passphrase of the key list" value={passphrase} placeholder="passphrase" autoComplete="current-password" onChange={(event) => setPassphrase(event.currentTarget.value)} /></label>
      <Button small type="submit" disabledReason={passphrase === '' ? 'Passphrase is missing' : null} reasonElsewhere>Open</Button>
      {failure !== null && <span className={styles.fault} role="alert">{failure}</span>}
    </form>
  );
}

/** What will happen to names in what is dropped, and whose images they are where the person says it. */
export function IdentityBar({ studyId, setup, input, onChange }: { readonly studyId: string; readonly setup: Deidentification; readonly input: IdentityInput; readonly onChange: (input: IdentityInput) => void }) {
  const isEntered = setup.subjectIds.kind === 'entered';
  return (
    <div className={styles.bar}>
      <span className={styles.words}><strong>De-identified on import</strong><span className="nd-2">Originals are not kept. Subject ids {subjectIdWords(setup.subjectIds)}.</span></span>
      <KeyState studyId={studyId} />
      <label className={styles.field}><span>Subject</span><input type="text" value={input.subjectId} placeholder={isEntered ? 'subject id' : 'by the rule'} aria-invalid={(isEntered && input.subjectId.trim() === '') || undefined} autoComplete="off" spellCheck={false} onChange={(event) => onChange({ ...input, subjectId: event.currentTarget.value })} /></label>
      <label className={styles.tick}><input type="checkbox" className="nd-check" checked={input.isSecond} onChange={(event) => onChange({ ...input, isSecond: event.currentTarget.checked })} />Second patient id of a subject</label>
      {input.isSecond && <label className={styles.field}><span>Reason</span><input type="text" className={styles.wide} value={input.secondReason} placeholder="two hospital numbers" autoComplete="off" onChange={(event) => onChange({ ...input, secondReason: event.currentTarget.value })} /></label>}
    </div>
  );
}
