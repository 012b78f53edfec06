import { IconAlertTriangle, IconCheck, IconCircle, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent } from 'react';
import { checkPassword, type PasswordOwner } from '../../../src/accounts/index.ts';
import styles from './SignIn.module.css';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly focused?: boolean;
  readonly wrong?: boolean;
  readonly hint?: string;
};

/** A line of text under its name. */
export function TextField({ label, value, onChange, focused = false, wrong = false, hint, autoComplete = 'off' }: FieldProps & { readonly autoComplete?: string }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className="nd-section">{label}</label>
      <span className={styles.input} data-wrong={wrong || undefined}>
        <input
          id={id} type="text" value={value} autoComplete={autoComplete} autoCapitalize="none" spellCheck={false} autoFocus={focused} data-autofocus={focused || undefined} aria-invalid={wrong || undefined}
          aria-describedby={hint ? `${id}-hint` : undefined} onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
      {hint && <span id={`${id}-hint`} className="nd-small nd-3">{hint}</span>}
    </div>
  );
}

/** A password: hidden unless asked for, with a word about Caps Lock. With `owner`, each rule and whether it is met, while typing. */
export function PasswordField({ label, value, onChange, focused = false, wrong = false, hint, owner }: FieldProps & { readonly owner?: PasswordOwner }) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [hasCaps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  const about = [hint ? `${id}-hint` : '', owner ? `${id}-rules` : ''].filter((one) => one !== '').join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id} className="nd-section">{label}</label>
      <span className={styles.input} data-wrong={wrong || undefined}>
        <input
          id={id} type={isShown ? 'text' : 'password'} value={value} autoComplete={owner ? 'new-password' : 'current-password'} autoCapitalize="none" spellCheck={false} autoFocus={focused} data-autofocus={focused || undefined}
          aria-invalid={wrong || undefined} aria-describedby={about === '' ? undefined : about} onChange={(event) => onChange(event.currentTarget.value)} onKeyDown={look} onKeyUp={look}
        />
        <button type="button" className={styles.show} aria-pressed={isShown} aria-label={`Show ${label.toLowerCase()}`} title={isShown ? 'Hide' : 'Show'} onClick={() => setShown(!isShown)}>
          {isShown ? <IconEyeOff size={16} stroke={1.75} aria-hidden="true" /> : <IconEye size={16} stroke={1.75} aria-hidden="true" />}
        </button>
      </span>
      {hasCaps && <span className={styles.caps} role="status"><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />Caps Lock is on</span>}
      {hint && <span id={`${id}-hint`} className="nd-small nd-3">{hint}</span>}
      {owner && (
        <ul id={`${id}-rules`} className={styles.rules} aria-label="Rules of the password">
          {checkPassword(value, owner).map((check) => (
            <li key={check.rule} data-met={check.met || undefined}>
              {check.met ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : <IconCircle size={14} stroke={1.5} aria-hidden="true" />}
              {check.text}<span className="nd-hidden">{check.met ? ', met' : ', not met'}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
