import { Hono, type Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { changePasswordSchema, setUpSchema, signInSchema, unlockSchema } from '../schemas/accounts.ts';
import { body } from '../validate.ts';

/** No script reads it, no other site sends it, and it ends with the browser. Loopback is not https, so it is not `Secure`. */
const attributes = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;

/** Who the window belongs to. Every act that raises what it may gives the session a new id. */
export const signInRoutes = ({ services, sessionCookie }: ApiEnvironment) => {
  const { accounts, sessions } = services;
  const give = (c: Context, sessionId: string): Response => {
    setCookie(c, sessionCookie, sessionId, attributes);
    return c.body(null, 204);
  };
  const taken = (c: Context): Response => {
    deleteCookie(c, sessionCookie, attributes);
    return c.body(null, 204);
  };
  return new Hono()
    .post('/accounts/set-up', body(setUpSchema), async (c) => {
      const account = await accounts.setUp(user(c), c.req.valid('json'));
      return give(c, sessions.begin(account));
    })
    .post('/session/sign-in', body(signInSchema), async (c) => {
      const { username, password } = c.req.valid('json');
      return give(c, await sessions.signIn(c.get('sessionId'), username, password));
    })
    .post('/session/unlock', body(unlockSchema), async (c) => give(c, await sessions.unlock(c.get('sessionId'), c.req.valid('json').password)))
    .post('/session/lock', (c) => {
      sessions.lock(c.get('sessionId') ?? '');
      return c.body(null, 204);
    })
    .post('/session/sign-out', (c) => {
      sessions.signOut(c.get('sessionId') ?? '');
      return taken(c);
    })
    // The guard of routes has already noted the activity, as for every command.
    .post('/session/activity', (c) => c.body(null, 204))
    .post('/session/change-password', body(changePasswordSchema), async (c) => {
      const { current, next } = c.req.valid('json');
      await accounts.changePassword(user(c), current, next);
      return give(c, sessions.renew(c.get('sessionId') ?? ''));
    });
};
