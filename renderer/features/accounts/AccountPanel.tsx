import { IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { AccountSummary } from '../../../src/api/wire.ts';
import { useAccountCommands, useAccountPolicy } from '../../queries/index.ts';
import { Alert, Button, errorText, IconButton, toast, toastFailure } from '../../ui/index.ts';
import { AccountForm } from './AccountForm.tsx';
import styles from './AccountsPlace.module.css';

/** A password that is shown this once. */
export type Secret = { readonly fullName: string; readonly username: string; readonly password: string };

export function SecretNote({ secret, close }: { readonly secret: Secret; readonly close: () => void }) {
  return (
    <section className={styles.form} aria-label="Temporary password" role="status">
      <div className={styles.actions}><h2 className="nd-title">Temporary password</h2><span><IconButton label="Close" onClick={close}><IconX size={16} stroke={1.75} /></IconButton></span></div>
      <p className="nd-2">For {secret.fullName} ({secret.username}). It is shown only now and must be changed at the next sign-in.</p>
      <div className={styles.secret} data-testid="temporary-password">{secret.password}</div>
    </section>
  );
}

export function NewAccount({ onMade }: { readonly onMade: (accountId: string, secret: Secret) => void }) {
  const { create } = useAccountCommands();
  return (
    <>
      <h2 className="nd-title">New account</h2>
      <AccountForm
        start={{ fullName: '', username: '', roles: ['reader'] }} verb="Create account" isNew focused
        save={async (draft) => {
          const { account, temporaryPassword } = await create({ ...draft, roles: [...draft.roles] });
          onMade(account.id, { fullName: account.fullName, username: account.username, password: temporaryPassword });
        }}
      />
    </>
  );
}

function Section({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  return <section className={styles.section}><h3 className="nd-section">{title}</h3><p className="nd-small nd-2">{text}</p><div className={styles.actions}>{children}</div></section>;
}

/** One account: what it is, its password, whether it may sign in. */
export function AccountPanel({ account, onSecret }: { readonly account: AccountSummary; readonly onSecret: (secret: Secret) => void }) {
  const { edit, setActive, resetPassword } = useAccountCommands();
  const [refusal, setRefusal] = useState<unknown>(null);
  const reset = () => resetPassword(account.id).then(({ temporaryPassword }) => onSecret({ fullName: account.fullName, username: account.username, password: temporaryPassword }), toastFailure);
  const activate = (active: boolean) => {
    setRefusal(null);
    const words = active ? `${account.fullName} may sign in.` : `${account.fullName} may not sign in any more.`;
    setActive(account.id, active).then(() => toast(words, { label: 'Undo', run: () => activate(!active) }), setRefusal);
  };
  return (
    <>
      <h2 className="nd-title">{account.fullName}</h2>
      <AccountForm
        key={`${account.fullName} ${account.username} ${account.roles.join()}`} start={account} verb="Save" isNew={false}
        save={async ({ fullName, username, roles }) => {
          await edit({ accountId: account.id, fullName, username, roles: [...roles] });
          toast(`Account ${username} changed.`);
        }}
      />
      <Section title="Password" text="Makes a temporary one, signs the account out, and ends the delay after wrong passwords.">
        <Button onClick={() => void reset()}>Reset password</Button>
      </Section>
      <Section title={account.active ? 'Deactivate' : 'Activate'} text="Accounts are never deleted: the audit trail names them. A username is not given again.">
        {account.active ? <Button look="danger" onClick={() => activate(false)}>Deactivate account</Button> : <Button onClick={() => activate(true)}>Activate account</Button>}
      </Section>
      {refusal !== null && <Alert severity="block" title={errorText(refusal)} live />}
    </>
  );
}

/** The rule of the idle lock, for every account. */
export function LockRule() {
  const stored = useAccountPolicy().data?.idleLockMinutes;
  return stored === undefined ? null : <LockMinutes key={stored} stored={stored} />;
}

function LockMinutes({ stored }: { readonly stored: number }) {
  const { setPolicy } = useAccountCommands();
  const [text, setText] = useState(String(stored));
  const minutes = Number(text);
  const fault = !Number.isInteger(minutes) || minutes < 1 || minutes > 240 ? 'From 1 to 240 min' : null;
  return (
    <form className={styles.section} onSubmit={(event) => { event.preventDefault(); if (fault === null) setPolicy({ idleLockMinutes: minutes }).then(() => toast(`Windows lock after ${minutes} min without input.`), toastFailure); }}>
      <label className="nd-section" htmlFor="lock-minutes">Lock after</label>
      <div className={styles.minutes}>
        <input id="lock-minutes" inputMode="numeric" value={text} onChange={(event) => setText(event.currentTarget.value)} /><span className="nd-2">min without input</span>
        <Button small type="submit" disabledReason={fault ?? (minutes === stored ? 'Not changed' : null)} reasonElsewhere={fault === null}>Set</Button>
      </div>
    </form>
  );
}
