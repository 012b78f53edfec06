import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { accountPolicySchema, createAccountSchema, editAccountSchema, resetPasswordSchema, setActiveSchema } from '../schemas/accounts.ts';
import { body } from '../validate.ts';
import type { Account, AccountPolicy, AccountSummary, AuditEvent, NewAccountReply, PersonSummary } from '../wire.ts';

/** Newest events that the page of accounts shows. */
const shownEvents = 200;

/** Accounts, for administrators. A password made here is in the one answer that made it and nowhere else. */
export const accountRoutes = ({ services }: ApiEnvironment) => {
  const { accounts, sessions } = services;
  return new Hono()
    .get('/accounts/list', (c) => c.json(accounts.list() as AccountSummary[]))
    .get('/accounts/people', (c) => c.json(accounts.people() as PersonSummary[]))
    .get('/accounts/trail', (c) => c.json(accounts.trail(shownEvents) as AuditEvent[]))
    .get('/accounts/policy', (c) => c.json(accounts.policy() satisfies AccountPolicy))
    .post('/accounts/create', body(createAccountSchema), async (c) => c.json((await accounts.create(user(c), c.req.valid('json'))) satisfies NewAccountReply))
    .post('/accounts/edit', body(editAccountSchema), (c) => {
      const { accountId, ...changes } = c.req.valid('json');
      return c.json(accounts.edit(user(c), accountId, changes) satisfies Account);
    })
    .post('/accounts/set-active', body(setActiveSchema), (c) => {
      const { accountId, active } = c.req.valid('json');
      const account = accounts.setActive(user(c), accountId, active);
      if (!active) sessions.end(accountId, 'account deactivated');
      return c.json(account satisfies Account);
    })
    .post('/accounts/reset-password', body(resetPasswordSchema), async (c) => {
      const { accountId } = c.req.valid('json');
      const temporaryPassword = await accounts.resetPassword(user(c), accountId);
      if (accountId !== user(c).accountId) sessions.end(accountId, 'password reset');
      return c.json({ account: accounts.byId(accountId), temporaryPassword } satisfies NewAccountReply);
    })
    .post('/accounts/set-policy', body(accountPolicySchema), (c) => {
      accounts.setPolicy(user(c), c.req.valid('json'));
      return c.body(null, 204);
    });
};
