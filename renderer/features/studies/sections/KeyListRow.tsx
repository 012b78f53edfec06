import { Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import type { KeyListStatus } from '../../../../src/api/wire.ts';
import { useKeyCommands, useKeyStatus, type KeyCommands } from '../../../queries/index.ts';
import { Alert, Button, errorText, format, saveCsv, toast } from '../../../ui/index.ts';
import { Row } from '../Fields.tsx';
import styles from './KeyListRow.module.css';

function stateWords({ state, protection, patients, enrolled, wasDestroyed }: KeyListStatus): string {
  const by = protection === 'passphrase' ? 'protected by a passphrase' : 'protected by the key file';
  switch (state) {
    case 'none': return wasDestroyed ? 'Destroyed. The next import begins a new one.' : 'None yet. The first import begins it.';
    case 'locked': return `Locked; ${by}.`;
    case 'missing': return 'Missing: the study has a key list, its folder does not. Nothing can be imported.';
    case 'stale': return 'Not the study\'s list: it was destroyed, or a copy of another lies in its place. Nothing can be imported.';
    case 'open': return `${patients === null ? 'There' : format.counted(patients, 'patient')}${enrolled ? `, ${format.count(enrolled)} on the enrolment list` : ''}; ${by}.`;
  }
}

type Asking = 'passphrase' | 'unlock' | 'export' | 'destroy';
const titles: Readonly<Record<Asking, string>> = { passphrase: 'Passphrase of the key list', unlock: 'Open the key list', export: 'Export the key list in clear', destroy: 'Destroy the key list' };

function explanation(asking: Asking, code: string): string {
  switch (asking) {
    case 'passphrase': return 'At least 12 characters. It is asked for once after every start before images can be imported. Without it nobody opens the list again: keep it where the site keeps such things.';
    case 'unlock': return 'It stays open until the workstation is closed or you lock it.';
    case 'export': return 'Two CSV files name the patient of every subject, true dates and UIDs. The export is recorded with your name.';
    case 'destroy': return `For good. Subjects of ${code} cannot be traced to patients any more, true dates are gone, and patients who come again are new subjects with other dates. The images stay. Recorded with your name.`;
  }
}

function Dialog({ asking, studyCode, commands, onClose }: { readonly asking: Asking; readonly studyCode: string; readonly commands: KeyCommands; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isSecret = asking === 'passphrase' || asking === 'unlock';
  const missing = isBusy ? 'Working' : asking === 'passphrase' && [...text].length < 12 ? 'At least 12 characters' : asking === 'passphrase' && text !== again ? 'The two differ' : asking === 'unlock' && text === '' ? 'Passphrase is missing' : asking === 'destroy' && text.trim() !== studyCode ? `Type ${studyCode}` : null;
  const work = async (): Promise<string> => {
    switch (asking) {
      case 'passphrase': await commands.protect(text); return 'The key list is protected by the passphrase.';
      case 'unlock': await commands.unlock(text); return 'The key list is open.';
      case 'destroy': await commands.destroy(text.trim()); return 'The key list is destroyed.';
      case 'export': {
        const { name, patients, examinations } = await commands.export();
        saveCsv(`${name}-patients.csv`, patients);
        saveCsv(`${name}-examinations.csv`, examinations);
        return 'The key list was exported. The export is recorded.';
      }
    }
  };
  const run = () => {
    if (missing !== null) return;
    setBusy(true);
    setFailure(null);
    work().then((done) => { toast(done); onClose(); }).catch((error: unknown) => setFailure(errorText(error))).finally(() => setBusy(false));
  };
  const button = { passphrase: 'Set passphrase', unlock: 'Open', export: 'Export', destroy: 'Destroy' }[asking];
  return (
    <Modal opened onClose={onClose} title={titles[asking]} size={520}>
      <form className={styles.dialog} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); run(); }}>
        <p className="nd-2">{explanation(asking, studyCode)}</p>
        {isSecret && <label className={styles.field}><span>Passphrase</span><input type="password" value={text} data-autofocus autoComplete={asking === 'unlock' ? 'current-password' : 'new-password'} onChange={(event) => setText(event.currentTarget.value)} /></label>}
        {asking === 'passphrase' && <label className={styles.field}><span>Once more</span><input type="password" value={again} autoComplete="new-password" onChange={(event) => setAgain(event.currentTarget.value)} /></label>}
        {asking === 'destroy' && <label className={styles.field}><span>Type {studyCode} to confirm</span><input type="text" value={text} data-autofocus autoComplete="off" spellCheck={false} onChange={(event) => setText(event.currentTarget.value)} /></label>}
        {failure !== null && <Alert severity="block" title={failure} live />}
        <div className={styles.actions}>
          <span className="nd-small nd-3">{missing ?? ''}</span>
          <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
          <Button look={asking === 'destroy' ? 'danger' : 'primary'} type="submit" disabledReason={missing} reasonElsewhere>{button}</Button>
        </div>
      </form>
    </Modal>
  );
}

/** The key list of the study: what state it is in, and what a data manager may do with it. */
export function KeyListRow({ studyId, studyCode, usesList }: { readonly studyId: string; readonly studyCode: string; readonly usesList: boolean }) {
  const status = useKeyStatus(studyId, true);
  const commands = useKeyCommands(studyId);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  if (!status) return null;
  const load = async (chosen: File) => {
    setFailure(null);
    await commands.loadEnrolment(await chosen.text()).then(() => toast('The enrolment list is loaded.'), (error: unknown) => setFailure(errorText(error)));
  };
  const { state, protection } = status;
  const isUsable = state === 'open' || state === 'none';
  return (
    <Row label="Key list" meaning={<>Which patient is which subject, date shifts, true dates. Encrypted, in <span className={styles.path}>{status.folder}</span>: not part of backups of the data, so it needs a copy of its own. With the key file, whoever can read both files can open it; with a passphrase, only who knows it.</>}>
      {() => (
        <div className={styles.stack}>
          <span data-severity={state === 'missing' || state === 'stale' ? 'block' : undefined} className={styles.state} role="status">{stateWords(status)}</span>
          {failure !== null && <Alert severity="block" title={failure} live />}
          <div className={styles.buttons}>
            {state === 'locked' && <Button small look="primary" onClick={() => setAsking('unlock')}>Open…</Button>}
            {isUsable && <Button small onClick={() => setAsking('passphrase')}>{protection === 'passphrase' ? 'Other passphrase…' : 'Set passphrase…'}</Button>}
            {state === 'open' && protection === 'passphrase' && <Button small onClick={() => void commands.lock()}>Lock</Button>}
            {isUsable && usesList && <Button small onClick={() => file.current?.click()}>Load enrolment list…</Button>}
            {state === 'open' && <Button small onClick={() => setAsking('export')}>Export…</Button>}
            {(state !== 'none') && <Button small onClick={() => setAsking('destroy')}>Destroy…</Button>}
          </div>
          <input ref={file} type="file" hidden accept=".csv,text/csv,text/plain" aria-label="Enrolment list" onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (chosen) void load(chosen);
          }} />
          {asking !== null && <Dialog asking={asking} studyCode={studyCode} commands={commands} onClose={() => setAsking(null)} />}
        </div>
      )}
    </Row>
  );
}
