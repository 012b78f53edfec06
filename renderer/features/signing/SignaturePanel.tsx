import { useEffect, useId, useRef, useState } from 'react';
import { signatureMeanings, signOffOf, type SignatureMeaning, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { isNadirError } from '../../../src/common/index.ts';
import { useSession, type SubjectCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, format, useKeys } from '../../ui/index.ts';
import { PasswordField, SetUpAccounts } from '../signIn/index.ts';
import { meaningNames, shortHash } from './lockWords.ts';
import { coveredText, versionOf } from './reviewModel.ts';
import { useContentHash } from './useContentHash.ts';
import styles from './SignaturePanel.module.css';

type Props = {
  readonly subject: SubjectCase;
  readonly timepoint: Timepoint;
  /** What stands in the way, most pressing first. */
  readonly obstacles: readonly string[];
  readonly commands: Pick<SubjectCommands, 'sign'>;
  /** Said beside the title: what the signature does. */
  readonly consequence: string;
  readonly focused: boolean;
  /** The timepoint to sign before this one, and the way to its review; null: none. */
  readonly before: { readonly label: string; readonly run: () => void } | null;
  readonly onSigned: (meaning: SignatureMeaning) => void;
  readonly onBack: () => void;
  /** The dialog of the first account is open: Escape belongs to it. */
  readonly onSetUp: (isOpen: boolean) => void;
};

/** The signature: statement, name, meaning, password, and the hash of what is signed. Ctrl Enter signs. */
export function SignaturePanel({ subject, timepoint, obstacles, commands, consequence, focused, before, onSigned, onBack, onSetUp }: Props) {
  const session = useSession().data;
  const hasAccounts = session?.access.accounts === true;
  const [meaning, setMeaning] = useState<SignatureMeaning>('assessed');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isSettingUp, setSettingUp] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const hash = useContentHash(subject, timepoint);
  const version = versionOf(subject, timepoint);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const setUp = (isOpen: boolean) => { setSettingUp(isOpen); onSetUp(isOpen); };

  const missing = isBusy ? 'Signing' : obstacles[0] ?? (hasAccounts && password === '' ? 'Password is missing' : null);
  const sign = async (): Promise<void> => {
    if (missing !== null) return;
    setBusy(true);
    setRefusal(null);
    try {
      await commands.sign({ timepointId: timepoint.id, meaning, password });
      onSigned(meaning);
    } catch (error) {
      setBusy(false);
      setPassword('');
      if (isNadirError(error) && error.reason === 'accountNeeded') return setUp(true);
      setRefusal(error);
      form.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
    }
  };
  useKeys([{ id: 'sign.sign', key: 'Ctrl+Enter', label: 'sign', scope: 'Review', inFields: true, inDialogs: true, enabled: !isSettingUp, run: () => void sign() }]);
  // An account that was just made signs next: the password is all that is left.
  const hadAccounts = useRef(hasAccounts);
  useEffect(() => {
    if (hasAccounts && !hadAccounts.current) form.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
    hadAccounts.current = hasAccounts;
  }, [hasAccounts]);

  return (
    <>
    <form ref={form} className={styles.panel} aria-label={`Sign ${timepoint.label}`} onSubmit={(event) => { event.preventDefault(); void sign(); }}>
      <div className={styles.head}><h3>Sign {timepoint.label}{version > 1 ? `, version ${version}` : ''}</h3><span>{consequence}</span></div>
      <p className={styles.statement}>I have read all series listed and this assessment is mine.</p>
      <div className={styles.pair}>
        <div className={styles.field}><span className="nd-section">Name</span><span className={styles.name}>{session?.user?.name ?? ''}</span></div>
        <div className={styles.field}>
          <label htmlFor={`${id}-meaning`} className="nd-section">Meaning</label>
          <select id={`${id}-meaning`} value={meaning} onChange={(event) => setMeaning(event.currentTarget.value as SignatureMeaning)}>
            {signatureMeanings.map((one) => <option key={one} value={one}>{meaningNames[one]}</option>)}
          </select>
        </div>
      </div>
      {hasAccounts
        ? <PasswordField label="Password" value={password} onChange={setPassword} wrong={isNadirError(refusal) && refusal.reason === 'wrongPassword'} focused={focused} />
        : <p className={styles.statement}>A signature names a person. The first one asks for your name, a username and a password.</p>}
      {refusal !== null && <Alert severity="block" title={errorText(refusal)} live />}
      <p className={styles.hash}><span title={hash ?? undefined}>sha256 {hash === null ? '…' : shortHash(hash)}</span><span>{coveredText(subject, timepoint)}</span></p>
      <div className={styles.foot}>
        <Button look="ghost" keys="Escape" onClick={onBack}>Back to images</Button>
        <span className={styles.missing}>
          <span role="status" title={obstacles.join(', ')}>{isBusy || obstacles.length > 0 ? missing : ''}{obstacles.length > 1 ? `, ${obstacles.slice(1).join(', ')}` : ''}</span>
          {before && <button type="button" onClick={before.run}>Review {before.label}</button>}
        </span>
        <Button look="primary" type="submit" keys="sign.sign" data-autofocus={(focused && !hasAccounts) || undefined} disabledReason={missing} reasonElsewhere aria-describedby={`${id}-why`}>Sign</Button>
        <span id={`${id}-why`} className="nd-hidden">{missing ?? ''}</span>
      </div>
    </form>
    <SetUpAccounts isOpen={isSettingUp} close={() => setUp(false)} />
    </>
  );
}

/** A signature that holds: who, when, with which meaning, over what. */
export function SignedPanel({ subject, timepoint, canAmend, onAmend, onBack }: Pick<Props, 'subject' | 'timepoint' | 'onBack'> & { readonly canAmend: boolean; readonly onAmend: () => void }) {
  const { signed } = signOffOf(subject, timepoint.id);
  if (!signed) return null;
  return (
    <section className={styles.panel} aria-label={`Signature of ${timepoint.label}`}>
      <div className={styles.head}><h3>Signed{signed.version > 1 ? `, version ${signed.version}` : ''}</h3><span>the assessment is locked</span></div>
      <dl className={styles.signed}>
        <div><dt>Name</dt><dd>{signed.signer}</dd></div>
        <div><dt>Meaning</dt><dd>{meaningNames[signed.meaning]}</dd></div>
        <div><dt>Time</dt><dd>{format.localMinute(signed.at)}</dd></div>
        {signed.amendmentReason !== null && <div><dt>Amended because</dt><dd>{signed.amendmentReason}</dd></div>}
      </dl>
      <p className={styles.hash}><span title={signed.contentHash}>sha256 {shortHash(signed.contentHash)}</span><span>rules {signed.engineVersion}</span></p>
      <div className={styles.foot}>
        <Button look="ghost" keys="Escape" onClick={onBack}>Back to images</Button>
        <span className={styles.missing} />
        {canAmend && <Button onClick={onAmend}>Amend…</Button>}
      </div>
    </section>
  );
}
