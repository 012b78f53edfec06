import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AuditEvent } from '../../../src/api/wire.ts';
import { useAccounts, useAccountTrail } from '../../queries/index.ts';
import { Alert, Button, errorText, format, useKeys } from '../../ui/index.ts';
import { AccountPanel, LockRule, NewAccount, SecretNote, type Secret } from './AccountPanel.tsx';
import { AccountTable } from './AccountTable.tsx';
import styles from './AccountsPlace.module.css';

/** The newest of the stream of accounts; the whole is in the audit trail. */
function Trail({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <section className={styles.trail} aria-labelledby="account-trail">
      <h2 id="account-trail" className="nd-section">What happened</h2>
      <div className={styles.scroller} role="region" aria-label="What happened to accounts" tabIndex={0}>
        <table className={styles.table}>
          <thead className="nd-hidden"><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Who</th></tr></thead>
          <tbody>{events.map((event) => <tr key={event.seq}><td>{format.localMinute(event.at)}</td><td>{event.what}</td><td>{event.actor}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

/** Accounts, for administrators: who may sign in, as what, and what happened. */
export function AccountsPlace() {
  const accounts = useAccounts();
  const trail = useAccountTrail().data ?? [];
  const [chosen, setChosen] = useState<string | 'new' | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const choose = (next: string | null) => {
    setChosen(next);
    setSecret(null);
  };
  useKeys([{ id: 'accounts.new', key: 'N', label: 'new account', scope: 'Accounts', status: 10, run: () => choose('new') }]);
  const list = accounts.data ?? [];
  const current = list.find((account) => account.id === chosen) ?? (chosen === null ? list[0] : undefined);
  return (
    <div className={styles.page}>
      <div className={styles.left}>
        <div className={styles.head}>
          <h2 className="nd-title">Accounts</h2>
          <span className="nd-3">{format.counted(list.filter((account) => account.active).length, 'active account')}</span>
          <Button look="primary" icon={<IconPlus size={15} stroke={2} aria-hidden="true" />} keys="N" onClick={() => choose('new')}>New account</Button>
        </div>
        {accounts.isError && <Alert severity="block" title={errorText(accounts.error)} live />}
        <AccountTable accounts={list} chosen={chosen === 'new' ? null : (current?.id ?? null)} choose={choose} />
        <Trail events={trail} />
      </div>
      <aside className={styles.right} aria-label="Account">
        {secret && <SecretNote secret={secret} close={() => setSecret(null)} />}
        {chosen === 'new'
          ? <NewAccount onMade={(accountId, made) => { setChosen(accountId); setSecret(made); }} />
          : current && <AccountPanel key={current.id} account={current} onSecret={setSecret} />}
        <LockRule />
      </aside>
    </div>
  );
}
