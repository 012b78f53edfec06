/** The one place where a request is let through to its route or refused: by the table of `access.ts`. */
import type { Context, Next } from 'hono';
import { matchedRoutes } from 'hono/route';
import { NadirError } from '../common/index.ts';
import { accessOf, actingRole } from './access.ts';
import type { ApiEnvironment } from './environment.ts';
import './caller.ts';

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** `POST /lesion/place` of the route that will answer; null where none does (the answer is then `notFound`). */
function routeKey(c: Context): string | null {
  const route = matchedRoutes(c).find((one) => one.method !== 'ALL');
  return route ? `${route.method} ${route.path.replace(/^\/api/, '')}` : null;
}

/** Sets the acting user, or refuses: reason `noAccessRule`, `role`. */
export const guardRoutes = ({ localUser }: ApiEnvironment) => async (c: Context, next: Next): Promise<void> => {
  const key = routeKey(c);
  if (key === null) return next();
  const rule = accessOf(key);
  if (!rule) throw refused('noAccessRule', 'No role may do this yet.');
  const role = actingRole(rule, localUser.roles);
  if (role === null) throw refused('role', 'None of your roles may do this.');
  c.set('user', { ...localUser, role: typeof rule.may === 'string' ? localUser.role : role });
  return next();
};
