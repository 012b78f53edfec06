import { Menu } from '@mantine/core';
import { IconBook2, IconKey, IconLock, IconLogout, IconSelector, IconSettings, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { roleNames } from '../../../src/accounts/index.ts';
import type { SessionInfo, SessionUser } from '../../../src/api/wire.ts';
import { useMay, useSession, useSignIn } from '../../queries/index.ts';
import { KeyCap, navigate, toastFailure, useKeys } from '../../ui/index.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { SetUpAccounts } from './SetUpAccounts.tsx';
import styles from './AccountMenu.module.css';

const hasAll = (user: SessionUser): boolean => user.roles.length === Object.keys(roleNames).length;
const rolesOf = (user: SessionUser): string => (hasAll(user) ? 'All roles' : user.roles.map((role) => roleNames[role]).join(', '));
const shortRoles = (user: SessionUser): string => (user.roles.length === 1 || hasAll(user) ? rolesOf(user) : `${roleNames[user.role]} +${user.roles.length - 1}`);

type Open = 'none' | 'setUp' | 'password';

/** Without accounts: who works here, and the way to accounts. */
function PersonalItems({ open }: { readonly open: (what: Open) => void }) {
  return <Menu.Item leftSection={<IconUsers size={15} stroke={1.75} />} onClick={() => open('setUp')}>Set up accounts</Menu.Item>;
}

function AccountItems({ open }: { readonly open: (what: Open) => void }) {
  const { lock, signOut } = useSignIn();
  const may = useMay();
  return (
    <>
      {may('GET /accounts/list') && <Menu.Item leftSection={<IconUsers size={15} stroke={1.75} />} onClick={() => navigate({ place: 'accounts' })}>Accounts</Menu.Item>}
      <Menu.Item leftSection={<IconKey size={15} stroke={1.75} />} onClick={() => open('password')}>Change password</Menu.Item>
      <Menu.Item leftSection={<IconLock size={15} stroke={1.75} />} rightSection={<KeyCap keys="Ctrl+Alt+L" />} onClick={() => void lock().catch(toastFailure)}>Lock now</Menu.Item>
      <Menu.Item leftSection={<IconLogout size={15} stroke={1.75} />} onClick={() => { navigate({ place: 'worklist' }); void signOut().catch(toastFailure); }}>Sign out</Menu.Item>
    </>
  );
}

function MenuOf({ session, user }: { readonly session: SessionInfo; readonly user: SessionUser }) {
  const [open, setOpen] = useState<Open>('none');
  const { lock } = useSignIn();
  const { accounts } = session.access;
  useKeys([{ id: 'frame.lock', key: 'Ctrl+Alt+L', label: 'lock the window', scope: 'Everywhere', inFields: true, inDialogs: true, enabled: accounts, run: () => void lock().catch(toastFailure) }]);
  const close = () => setOpen('none');
  return (
    <>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <button type="button" className={styles.person} aria-label={`Account: ${user.name}, ${rolesOf(user)}`}>
            {user.name}<span className={styles.role}>{shortRoles(user)}</span>
            <IconSelector size={14} stroke={1.75} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={styles.about}><strong>{user.name}</strong><span className="nd-small nd-2">{user.username === null ? 'No accounts on this workstation' : user.username}</span><span className="nd-small nd-2">{rolesOf(user)}</span></div>
          <Menu.Item leftSection={<IconSettings size={15} stroke={1.75} />} rightSection={<KeyCap keys="frame.settings" />} onClick={() => navigate({ place: 'settings' })}>Settings</Menu.Item>
          <Menu.Item leftSection={<IconBook2 size={15} stroke={1.75} />} rightSection={<KeyCap keys="frame.guide" />} onClick={() => navigate({ place: 'guide', page: 'index', section: null })}>Guide</Menu.Item>
          {accounts ? <AccountItems open={setOpen} /> : <PersonalItems open={setOpen} />}
        </Menu.Dropdown>
      </Menu>
      <SetUpAccounts isOpen={open === 'setUp'} close={close} />
      <ChangePassword user={user} isOpen={open === 'password'} close={close} />
    </>
  );
}

/** Name and role at the right end of the top bar, and what belongs to the person. */
export function AccountMenu() {
  const session = useSession().data;
  return session?.user ? <MenuOf session={session} user={session.user} /> : null;
}
