import { useState } from 'react';
import { useSession, useSignIn } from '../../queries/index.ts';
import { Alert, Button, Logo } from '../../ui/index.ts';
import { PasswordField, TextField } from './Fields.tsx';
import styles from './SignIn.module.css';
import { useAttempt } from './useAttempt.ts';

/** The whole window while nobody is signed in. */
export function SignIn() {
  const { signIn } = useSignIn();
  const session = useSession().data;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useAttempt(() => signIn(username, password), { onRefused: () => setPassword('') });
  const missing = attempt.isBusy ? 'Checking' : username.trim() === '' ? 'Username is missing' : password === '' ? 'Password is missing' : null;
  return (
    <div className={styles.page}>
      <main className={styles.sheet} aria-label="Sign in">
        <h1 className={styles.name}><Logo />Nadir</h1>
        <p className={styles.purpose}>Sign in to read.</p>
        <form className={styles.form} onSubmit={attempt.submit}>
          {attempt.failure !== null && <Alert severity="block" title={attempt.failure} live />}
          <TextField label="Username" value={username} onChange={setUsername} focused wrong={attempt.isWrong} autoComplete="username" />
          <PasswordField label="Password" value={password} onChange={setPassword} wrong={attempt.isWrong} />
          <div className={styles.actions} data-wide><Button look="primary" type="submit" keys="Enter" disabledReason={missing} reasonElsewhere>Sign in</Button></div>
        </form>
        <p className={styles.foot}>Forgotten password: an administrator resets it. Nadir {session?.version ?? ''}, for research use; not a medical device.</p>
      </main>
    </div>
  );
}
