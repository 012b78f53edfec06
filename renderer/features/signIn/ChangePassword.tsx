import { Modal } from '@mantine/core';
import { useState } from 'react';
import { isGoodPassword, type PasswordOwner } from '../../../src/accounts/index.ts';
import type { SessionUser } from '../../../src/api/wire.ts';
import { useSignIn } from '../../queries/index.ts';
import { Alert, Button, Logo, toast } from '../../ui/index.ts';
import { PasswordField } from './Fields.tsx';
import styles from './SignIn.module.css';
import { useAttempt } from './useAttempt.ts';

const ownerOf = (user: SessionUser): PasswordOwner => ({ username: user.username ?? '', fullName: user.name });

type FormProps = { readonly user: SessionUser; readonly currentLabel: string; readonly inDialog: boolean; readonly leave: { readonly words: string; readonly keys?: string; readonly run: () => void }; readonly onDone: () => void };

function PasswordForm({ user, currentLabel, inDialog, leave, onDone }: FormProps) {
  const { changePassword } = useSignIn();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const attempt = useAttempt(() => changePassword(current, next), { onRefused: () => setCurrent(''), onDone });
  const missing = attempt.isBusy ? 'Storing' : current === '' ? `${currentLabel} is missing` : isGoodPassword(next, ownerOf(user)) ? null : 'New password does not meet the rules';
  return (
    <form className={styles.form} data-dialog={inDialog || undefined} onSubmit={attempt.submit}>
      {attempt.failure !== null && <Alert severity="block" title={attempt.failure} live />}
      <PasswordField label={currentLabel} value={current} onChange={setCurrent} focused wrong={attempt.isWrong} />
      <PasswordField label="New password" value={next} onChange={setNext} owner={ownerOf(user)} />
      <div className={styles.actions}>
        <span className={styles.missing}>{missing ?? ''}</span>
        <Button look="ghost" onClick={leave.run} {...(leave.keys ? { keys: leave.keys } : {})}>{leave.words}</Button>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Change password</Button>
      </div>
    </form>
  );
}

/** The person's own password, from the menu of the account. */
export function ChangePassword({ user, isOpen, close }: { readonly user: SessionUser; readonly isOpen: boolean; readonly close: () => void }) {
  return (
    <Modal opened={isOpen} onClose={close} title="Change password" size={440}>
      <PasswordForm user={user} currentLabel="Present password" inDialog leave={{ words: 'Cancel', keys: 'Escape', run: close }} onDone={() => { close(); toast('Password changed. Other windows of this account are signed out.'); }} />
    </Modal>
  );
}

/** The whole window until the password that somebody else knows is replaced. */
export function PasswordDue({ user }: { readonly user: SessionUser }) {
  const { signOut } = useSignIn();
  return (
    <div className={styles.page}>
      <main className={styles.sheet} aria-label="Choose a password">
        <h1 className={styles.name}><Logo />Nadir</h1>
        <p className={styles.purpose}>{user.name}: choose a password of your own. The temporary one is known to whoever gave it to you.</p>
        <PasswordForm user={user} currentLabel="Temporary password" inDialog={false} leave={{ words: 'Sign out', run: () => void signOut() }} onDone={() => toast('Password changed.')} />
      </main>
    </div>
  );
}
