import { Modal } from '@mantine/core';
import { useState } from 'react';
import { isGoodPassword } from '../../../src/accounts/index.ts';
import { useSignIn } from '../../queries/index.ts';
import { Alert, Button, toast } from '../../ui/index.ts';
import { PasswordField, TextField } from './Fields.tsx';
import styles from './SignIn.module.css';
import { useAttempt } from './useAttempt.ts';

const usernamePattern = /^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$/;
/** What is wrong with a username, in words; null when nothing is. */
export const usernameFault = (username: string): string | null => (username.trim() === '' ? 'Username is missing' : usernamePattern.test(username.trim()) ? null : 'Username: 2 to 64 letters, digits or . _ - @');

type Props = { readonly isOpen: boolean; readonly close: () => void; /** After the account is made and signed in: what needed it goes on. */ readonly onDone?: () => void };

/** Inside the dialog, so that it begins empty each time and what was typed is gone when it closes. */
function SetUpForm({ close, onDone }: Omit<Props, 'isOpen'>) {
  const { setUp } = useSignIn();
  const [fullName, setFullName] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useAttempt(() => setUp({ fullName, username, password }), {
    onDone: () => {
      close();
      toast(`Accounts are set up. ${fullName.trim()} is signed in.`);
      onDone?.();
    },
  });
  const missing = attempt.isBusy ? 'Storing'
    : fullName.trim().length < 2 ? 'Full name is missing'
      : usernameFault(username) ?? (isGoodPassword(password, { fullName, username }) ? null : 'Password does not meet the rules');
  return (
    <form className={styles.form} data-dialog onSubmit={attempt.submit}>
      <p className={styles.lead}>From now on every start asks to sign in. This first account is the administrator and has every role. What was recorded before stays under “Local user”.</p>
      {attempt.failure !== null && <Alert severity="block" title={attempt.failure} live />}
      <TextField label="Full name" value={fullName} onChange={setFullName} focused hint="As signatures and the audit trail name you" autoComplete="name" />
      <TextField label="Username" value={username} onChange={setUsername} autoComplete="username" />
      <PasswordField label="Password" value={password} onChange={setPassword} owner={{ fullName, username }} />
      <div className={styles.actions}>
        <span className={styles.missing}>{missing ?? ''}</span>
        <Button look="ghost" keys="Escape" onClick={close}>Cancel</Button>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>Create account</Button>
      </div>
    </form>
  );
}

/** The first account of a personal workstation. Whoever makes it is administrator with every role; from then on everybody signs in. */
export function SetUpAccounts({ isOpen, ...rest }: Props) {
  return <Modal opened={isOpen} onClose={rest.close} title="Set up accounts" size={460}><SetUpForm {...rest} /></Modal>;
}
