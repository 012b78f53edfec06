import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { createAccountSchema, editAccountSchema, setUpSchema } from '../../src/api/schemas/accounts.ts';
import type { Account, AccountPolicy, AccountSummary, AuditEvent, NewAccountReply } from '../../src/api/wire.ts';
import { getJson, postJson } from '../backend.ts';
import { queryKeys } from './keys.ts';
import { useSession } from './lists.ts';
import { followAgain } from './serverEvents.ts';

/** Whether the host would answer this person on a route, as `GET /worklist`. The window hides what it would refuse; the host refuses in any case. */
export function useMay(): (route: string) => boolean {
  const may = useSession().data?.access.may;
  return useMemo(() => {
    const routes = new Set(may ?? []);
    return (route) => routes.has(route);
  }, [may]);
}

export type SignInCommands = {
  /** Makes the first account and signs it in. Errors: refused accountsExist; invalid weakPassword. */
  setUp(account: z.input<typeof setUpSchema>): Promise<void>;
  /** Errors: refused wrongPassword, lockedOut. */
  signIn(username: string, password: string): Promise<void>;
  /** Errors: refused wrongPassword, lockedOut, signedOut. */
  unlock(password: string): Promise<void>;
  /** Errors: refused wrongPassword, lockedOut, samePassword; invalid weakPassword. */
  changePassword(current: string, next: string): Promise<void>;
  lock(): Promise<void>;
  signOut(): Promise<void>;
};

/** Who the window belongs to. After each the session has a new id: everything is asked again and the event stream followed under it. */
export function useSignIn(): SignInCommands {
  const client = useQueryClient();
  return useMemo(() => {
    const renewed = async (path: string, body: object): Promise<void> => {
      await postJson(path, body);
      followAgain();
      await client.invalidateQueries();
    };
    return {
      setUp: (account) => renewed('/api/accounts/set-up', account),
      signIn: (username, password) => renewed('/api/session/sign-in', { username, password }),
      unlock: (password) => renewed('/api/session/unlock', { password }),
      changePassword: (current, next) => renewed('/api/session/change-password', { current, next }),
      async lock() {
        await postJson('/api/session/lock');
        await client.invalidateQueries({ queryKey: queryKeys.session });
      },
      async signOut() {
        await postJson('/api/session/sign-out');
        await client.invalidateQueries({ queryKey: queryKeys.session });
      },
    };
  }, [client]);
}

/** Tells the host that there was input. A failure needs no word: the lock comes sooner, never later. */
export const reportActivity = (): void => void postJson('/api/session/activity').catch(() => undefined);

/** Every account, for administrators. */
export const useAccounts = () => useQuery({ queryKey: queryKeys.accounts, queryFn: ({ signal }) => getJson<AccountSummary[]>('/api/accounts/list', {}, signal) });
/** What happened to accounts, newest first. */
export const useAccountTrail = () => useQuery({ queryKey: queryKeys.accountTrail, queryFn: ({ signal }) => getJson<AuditEvent[]>('/api/accounts/trail', {}, signal) });
export const useAccountPolicy = () => useQuery({ queryKey: queryKeys.accountPolicy, queryFn: ({ signal }) => getJson<AccountPolicy>('/api/accounts/policy', {}, signal) });

export type AccountCommands = {
  create(account: z.input<typeof createAccountSchema>): Promise<NewAccountReply>;
  edit(changes: z.input<typeof editAccountSchema>): Promise<Account>;
  setActive(accountId: string, active: boolean): Promise<Account>;
  resetPassword(accountId: string): Promise<NewAccountReply>;
  setPolicy(policy: AccountPolicy): Promise<void>;
};

/** The commands of administrators; each asks the lists again. */
export function useAccountCommands(): AccountCommands {
  const client = useQueryClient();
  return useMemo(() => {
    const command = async <T>(path: string, body: object): Promise<T> => {
      const answer = await postJson<T>(path, body);
      await Promise.all([queryKeys.accounts, queryKeys.accountTrail, queryKeys.accountPolicy, queryKeys.session].map((queryKey) => client.invalidateQueries({ queryKey })));
      return answer;
    };
    return {
      create: (account) => command('/api/accounts/create', account),
      edit: (changes) => command('/api/accounts/edit', changes),
      setActive: (accountId, active) => command('/api/accounts/set-active', { accountId, active }),
      resetPassword: (accountId) => command('/api/accounts/reset-password', { accountId }),
      setPolicy: (policy) => command('/api/accounts/set-policy', policy),
    };
  }, [client]);
}
