import type { Context } from 'hono';
import { NadirError } from '../common/index.ts';
import type { Caller, RequestContext } from '../services/index.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who holds the session; set for every request. */
    caller: Caller;
    /** The id of the session, as the window sent it. */
    sessionId: string | null;
    /** Set by the guard of routes before any route runs; missing where nobody is signed in. */
    user?: RequestContext;
  }
}

/** Who sent the request being answered, acting in the role that its route asks for. Errors: refused signedOut. */
export function user(c: Context): RequestContext {
  const caller = c.get('user');
  if (!caller) throw new NadirError('refused', 'Nobody is signed in.', { reason: 'signedOut' });
  return caller;
}
