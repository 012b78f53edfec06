import { useState } from 'react';
import { roleNames, rolePurposes, roles as everyRole, type Role } from '../../../src/accounts/index.ts';
import { Alert, Button } from '../../ui/index.ts';
import { TextField, useAttempt, usernameFault } from '../signIn/index.ts';
import styles from './AccountsPlace.module.css';

export type AccountDraft = { readonly fullName: string; readonly username: string; readonly roles: readonly Role[] };

function RoleChoice({ roles, onChange }: { readonly roles: readonly Role[]; readonly onChange: (roles: readonly Role[]) => void }) {
  return (
    <fieldset className={styles.roles}>
      <legend className="nd-section">Roles</legend>
      {everyRole.map((role) => (
        <label key={role} className={styles.role}>
          <input type="checkbox" className="nd-check" checked={roles.includes(role)} onChange={(event) => onChange(event.currentTarget.checked ? [...roles, role] : roles.filter((one) => one !== role))} />
          <span>{roleNames[role]}<span className="nd-small nd-3">{rolePurposes[role]}</span></span>
        </label>
      ))}
    </fieldset>
  );
}

const same = (a: AccountDraft, b: AccountDraft): boolean => a.fullName.trim() === b.fullName && a.username.trim() === b.username && everyRole.every((role) => a.roles.includes(role) === b.roles.includes(role));

type Props = {
  readonly start: AccountDraft;
  readonly verb: string;
  /** The first field has the focus: somebody asked for this form. */
  readonly focused?: boolean;
  /** An unchanged form has nothing to store. */
  readonly isNew: boolean;
  readonly save: (draft: AccountDraft) => Promise<void>;
};

/** Name, username and roles of one account. */
export function AccountForm({ start, verb, focused = false, isNew, save }: Props) {
  const [draft, setDraft] = useState(start);
  const attempt = useAttempt(() => save({ ...draft, fullName: draft.fullName.trim(), username: draft.username.trim() }));
  const missing = attempt.isBusy ? 'Storing'
    : draft.fullName.trim().length < 2 ? 'Full name is missing'
      : usernameFault(draft.username) ?? (draft.roles.length === 0 ? 'A role is missing' : !isNew && same(draft, start) ? 'Nothing is changed' : null);
  return (
    <form className={styles.form} onSubmit={attempt.submit}>
      {attempt.failure !== null && <Alert severity="block" title={attempt.failure} live />}
      <TextField label="Full name" value={draft.fullName} onChange={(fullName) => setDraft({ ...draft, fullName })} focused={focused} />
      <TextField label="Username" value={draft.username} onChange={(username) => setDraft({ ...draft, username })} />
      <RoleChoice roles={draft.roles} onChange={(roles) => setDraft({ ...draft, roles })} />
      <div className={styles.actions}>
        <Button look="primary" type="submit" disabledReason={missing} reasonElsewhere>{verb}</Button>
        <span className="nd-small nd-3">{missing ?? ''}</span>
      </div>
    </form>
  );
}
