import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ConfirmationState, ConfirmRead, SubjectCase } from '../../../src/casefile/index.ts';
import { isIsoDate, isNadirError } from '../../../src/common/index.ts';
import { useSession, type ConfirmingCommands } from '../../queries/index.ts';
import { Alert, Button, errorText, format, toast, useKeys, Words } from '../../ui/index.ts';
import { PasswordField, SetUpAccounts } from '../signIn/index.ts';
import { outcomeWords, type OtherDate } from './words.ts';
import styles from './ConfirmSheet.module.css';

type Now = NonNullable<ConfirmationState['now']>;
type Props = { readonly subject: SubjectCase; readonly now: Now; /** Whose date it is. */ readonly read: ConfirmRead | null; /** Another date is chosen, of these or any. */ readonly choices: readonly OtherDate[] | null; readonly commands: Pick<ConfirmingCommands, 'confirm'>; readonly onClose: () => void };
type Choice = { readonly date: string; readonly isNone: boolean; readonly reason: string };

const shortHash = (hex: string): string => `${hex.slice(0, 12)}…${hex.slice(-4)}`;

function faultOf(choice: Choice | null): string | null {
  if (choice === null) return null;
  if (!choice.isNone && !isIsoDate(choice.date)) return choice.date === '' ? 'Date is missing' : 'Write the date as YYYY-MM-DD';
  return choice.reason.trim() === '' ? 'Reason is missing' : null;
}

/** Another date than that of the rules, or none, and why. */
function ChooseDate({ now, choices, choice, onChange }: { readonly now: Now; readonly choices: readonly OtherDate[]; readonly choice: Choice; readonly onChange: (choice: Choice) => void }) {
  return (
    <>
      <div className={styles.field}>
        <label className="nd-section" htmlFor="confirm-date">Date of progression</label>
        <span className={styles.dates}>
          <input id="confirm-date" type="text" data-autofocus value={choice.date} disabled={choice.isNone} placeholder="YYYY-MM-DD" autoComplete="off" onChange={(event) => onChange({ ...choice, date: event.currentTarget.value.trim() })} />
          {now.outcome.progression && <label className={styles.none}><input type="checkbox" checked={choice.isNone} onChange={(event) => onChange({ ...choice, isNone: event.currentTarget.checked })} />No progression</label>}
        </span>
        <span className={styles.dates}>{choices.map(({ date, what }) => <Button key={what} small look="ghost" onClick={() => onChange({ ...choice, date, isNone: false })}>{date} {what}</Button>)}</span>
      </div>
      <label className={styles.field}><span className="nd-section">Reason</span><textarea rows={3} maxLength={2000} value={choice.reason} placeholder="Why this date holds; the date of the rules is kept beside it" onChange={(event) => onChange({ ...choice, reason: event.currentTarget.value })} /></label>
    </>
  );
}

function Form({ subject, now, read, choices, commands, onClose, onSetUp, isSettingUp }: Props & { readonly onSetUp: (isOpen: boolean) => void; readonly isSettingUp: boolean }) {
  const session = useSession().data;
  const hasAccounts = session?.access.accounts === true;
  const [choice, setChoice] = useState<Choice>({ date: '', isNone: false, reason: '' });
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const missing = isBusy ? 'Signing' : faultOf(choices === null ? null : choice) ?? (hasAccounts && password === '' ? 'Password is missing' : null);
  const sign = async (): Promise<void> => {
    if (missing !== null) return;
    setBusy(true);
    setRefusal(null);
    try {
      await commands.confirm({ read, contentHash: now.contentHash, password, chosen: choices === null ? null : { date: choice.isNone ? null : choice.date, reason: choice.reason.trim() } });
      toast(choices === null ? `${outcomeWords(now.outcome.progression?.date ?? null, now.upTo.label)} confirmed.` : 'The chosen date is signed; the date of the rules is kept.');
      onClose();
    } catch (error) {
      setBusy(false);
      setPassword('');
      if (isNadirError(error) && error.reason === 'accountNeeded') return onSetUp(true);
      setRefusal(error);
    }
  };
  useKeys([{ id: 'confirm.sign', key: 'Ctrl+Enter', label: 'sign', scope: 'Confirm', inFields: true, inDialogs: true, enabled: !isSettingUp, run: () => void sign() }]);
  // An account that was just made signs next: the password is all that is left.
  const form = useRef<HTMLFormElement>(null);
  const hadAccounts = useRef(hasAccounts);
  useEffect(() => {
    if (hasAccounts && !hadAccounts.current && !isSettingUp) {
      form.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
      hadAccounts.current = true;
    }
  }, [hasAccounts, isSettingUp]);
  const said = choices === null
    ? `I have seen the evidence and confirm${read === 'central' ? ' the central read' : ''}: ${outcomeWords(now.outcome.progression?.date ?? null, now.upTo.label)}.`
    : `I have seen the evidence. The rules give ${outcomeWords(now.outcome.progression?.date ?? null, now.upTo.label)}; I hold another date to be right.`;
  return (
    <form ref={form} className={styles.form} aria-label={choices === null ? 'Confirm and sign' : 'Choose another date'} onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); void sign(); }}>
      <p className={styles.statement}><Words text={said} /></p>
      {choices !== null && <ChooseDate now={now} choices={choices} choice={choice} onChange={setChoice} />}
      <dl className={styles.facts}>
        <div><dt>Subject</dt><dd>{subject.code}</dd></div>
        <div><dt>Best response</dt><dd>{now.outcome.bestOverallResponse}</dd></div>
        <div><dt>PFS</dt><dd>{now.outcome.pfs ? `${format.counted(now.outcome.pfs.days, 'day')}, ${now.outcome.pfs.event ? 'event' : 'censored'}` : 'does not apply'}</dd></div>
        <div><dt>Name</dt><dd>{session?.user?.name ?? ''}</dd></div>
      </dl>
      {hasAccounts
        ? <PasswordField label="Password" value={password} onChange={setPassword} focused={choices === null} wrong={isNadirError(refusal) && refusal.reason === 'wrongPassword'} />
        : <p className="nd-2">A signature names a person. The first one asks for your name, a username and a password.</p>}
      {refusal !== null && <Alert severity="block" title={errorText(refusal)} live />}
      <p className={styles.hash}><span title={now.contentHash}>sha256 {shortHash(now.contentHash)}</span><span>evidence up to {now.upTo.label}</span></p>
      <div className={styles.foot}>
        <span role="status">{missing ?? ''}</span>
        <Button look="ghost" keys="Escape" onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" keys="confirm.sign" disabledReason={missing} reasonElsewhere>Sign</Button>
      </div>
    </form>
  );
}

/** The investigator's signature under the date of progression, or under another one with its reason. */
export function ConfirmSheet(props: Props) {
  const [isSettingUp, setSettingUp] = useState(false);
  return (
    <>
      <Modal opened onClose={props.onClose} title={props.choices === null ? 'Confirm and sign' : 'Choose another date'} size={560} closeOnEscape={!isSettingUp}>
        <Form {...props} onSetUp={setSettingUp} isSettingUp={isSettingUp} />
      </Modal>
      <SetUpAccounts isOpen={isSettingUp} close={() => setSettingUp(false)} />
    </>
  );
}
