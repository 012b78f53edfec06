import { IconCheck, IconClock, IconCircleOff, IconKey } from '@tabler/icons-react';
import { roleNames } from '../../../src/accounts/index.ts';
import type { AccountSummary } from '../../../src/api/wire.ts';
import { format } from '../../ui/index.ts';
import styles from './AccountsPlace.module.css';

function State({ account }: { readonly account: AccountSummary }) {
  if (!account.active) return <span className={styles.state}><IconCircleOff size={14} stroke={1.75} aria-hidden="true" />deactivated</span>;
  if (account.lockedForSeconds > 0) return <span className={styles.state} data-look="warn"><IconClock size={14} stroke={1.75} aria-hidden="true" />stopped after wrong passwords</span>;
  if (account.mustChangePassword) return <span className={styles.state} data-look="warn"><IconKey size={14} stroke={1.75} aria-hidden="true" />temporary password</span>;
  return <span className={styles.state} data-look="ok"><IconCheck size={14} stroke={1.75} aria-hidden="true" />active</span>;
}

/** Everybody who may sign in, and who might once. */
export function AccountTable({ accounts, chosen, choose }: { readonly accounts: readonly AccountSummary[]; readonly chosen: string | null; readonly choose: (accountId: string) => void }) {
  return (
    <div className={styles.scroller} role="region" aria-label="Accounts" tabIndex={0}>
      <table className={styles.table}>
        <thead><tr><th scope="col">Name</th><th scope="col">Username</th><th scope="col">Roles</th><th scope="col">State</th><th scope="col">Last sign-in</th></tr></thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id} className={styles.row} data-current={account.id === chosen || undefined} data-off={!account.active || undefined} onClick={() => choose(account.id)}>
              <td><button type="button" className={styles.name} aria-pressed={account.id === chosen} onClick={() => choose(account.id)}>{account.fullName}</button></td>
              <td>{account.username}</td>
              <td>{account.roles.map((role) => roleNames[role]).join(', ')}</td>
              <td><State account={account} /></td>
              <td>{account.lastSignInAt === null ? <span className="nd-3">never</span> : format.localMinute(account.lastSignInAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
