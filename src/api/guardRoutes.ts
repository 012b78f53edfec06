/** The one place where a request is let through to its route or refused: by the table of `access.ts`. */
import type { Context, Next } from 'hono';
import { getCookie } from 'hono/cookie';
import { matchedRoutes } from 'hono/route';
import { roleNames, type Role } from '../accounts/index.ts';
import { NadirError } from '../common/index.ts';
import type { Caller, RequestContext } from '../services/index.ts';
import { accessOf, actingRole, type Access } from './access.ts';
import './caller.ts';
import type { ApiEnvironment } from './environment.ts';

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** `POST /lesion/place` of the route that will answer; null where none does (the answer is then `notFound`). */
function routeKey(c: Context): string | null {
  const route = matchedRoutes(c).find((one) => one.method !== 'ALL');
  return route ? `${route.method} ${route.path.replace(/^\/api/, '')}` : null;
}

/** Errors: refused signedOut, locked, passwordDue. */
function requireOpen({ state }: Caller, { also = [] }: Access): void {
  if (state === 'signedOut') throw refused('signedOut', 'Nobody is signed in. Sign in first.');
  if (state === 'locked' && !also.includes('locked')) throw refused('locked', 'The window is locked. Give the password to go on.');
  if (state === 'passwordDue' && !also.includes('passwordDue')) throw refused('passwordDue', 'Choose a password of your own first.');
}

const namesOf = (roles: readonly Role[]): string => roles.map((role) => roleNames[role].toLowerCase()).join(', ');

/** The person, acting in the role the route asks for. Errors: refused role. */
function acting(person: RequestContext, rule: Access): RequestContext {
  if (typeof rule.may === 'string') return person;
  const role = actingRole(rule, person.roles);
  if (role === null) throw refused('role', `Your role (${namesOf(person.roles)}) may not do this. These may: ${namesOf(rule.may)}.`);
  return { ...person, role };
}

/** Says who sent the request and lets it through, or refuses: reason `signedOut`, `locked`, `passwordDue`, `role`; `noAccessRule` for a route without a line in the table. */
export const guardRoutes = ({ services, localUser, sessionCookie }: ApiEnvironment) => async (c: Context, next: Next): Promise<void> => {
  const key = routeKey(c);
  if (key === null) return next();
  const rule = accessOf(key);
  if (!rule) throw refused('noAccessRule', 'No role may do this: it is not in the table of roles.');
  const sessionId = getCookie(c, sessionCookie) ?? null;
  const caller = services.sessions.caller(sessionId);
  c.set('caller', caller);
  c.set('sessionId', sessionId);
  const person = caller.state === 'personal' ? localUser : caller.context;
  if (rule.may !== 'anyone') requireOpen(caller, rule);
  if (person) c.set('user', acting(person, rule));
  // Commands come from a person's hands; queries also come from a window that follows events.
  if (c.req.method === 'POST' && caller.state === 'open' && sessionId !== null) services.sessions.active(sessionId);
  return next();
};
