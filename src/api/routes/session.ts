import { Hono, type Context } from 'hono';
import { inOrder } from '../../accounts/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { Caller, RequestContext } from '../../services/index.ts';
import { mayCall, routesOf, type RouteKey } from '../access.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { ofSubjectSchema, preferencesSchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';
import type { AuditEvent, ServerEvent, SessionInfo, SessionUser } from '../wire.ts';

/** Whoever may ask this hears of its changes. */
const askedBy = { subject: 'GET /subject/:id/case', study: 'GET /study/list', job: 'GET /job/:id' } as const satisfies Partial<Record<ServerEvent['type'], RouteKey>>;

const isWorking = ({ state }: Caller): boolean => state === 'personal' || state === 'open';

const nothing = { state: 'absent', jobId: null, message: '' } as const;

/** Who is here, what happened, and how they like it. */
export const sessionRoutes = ({ services, ports, hub, localUser }: ApiEnvironment) => {
  const personOf = ({ state, context }: Caller): RequestContext | null => (state === 'personal' ? localUser : context);

  const userOf = (caller: Caller): SessionUser | null => {
    const person = personOf(caller);
    if (!person) return null;
    return { name: person.actor, accountId: person.accountId, username: caller.account?.username ?? null, roles: inOrder(person.roles), role: person.role };
  };

  const sessionOf = (caller: Caller): SessionInfo => {
    const person = personOf(caller);
    const working = isWorking(caller);
    return {
      version: ports.version, engineVersion, shell: ports.shell, user: userOf(caller),
      access: {
        accounts: caller.state !== 'personal', state: caller.state, idleLockMinutes: services.sessions.idleSeconds() / 60,
        may: person && caller.state !== 'passwordDue' ? routesOf(person.roles) : [],
      },
      canChooseFolder: ports.canChooseFolder, auditEvents: working && person ? services.audit.count(person) : 0, auditChain: working ? (ports.trail?.chain() ?? 'unchecked') : 'unchecked', demo: working ? ports.demo() : nothing,
    };
  };

  /** Asked for every event, since the session behind an open stream may lock, end or change its roles. */
  const listener = (c: Context) => {
    const sessionId = c.get('sessionId');
    return (event: ServerEvent): boolean => {
      if (event.type === 'hello' || event.type === 'accounts') return true;
      const caller = services.sessions.caller(sessionId);
      const person = personOf(caller);
      return isWorking(caller) && person !== null && mayCall(askedBy[event.type], person.roles) && (event.type === 'job' || services.mayHear(person, event));
    };
  };

  return new Hono()
    .get('/session', (c) => c.json(sessionOf(c.get('caller'))))
    .get('/events', (c) => hub.stream(c.req.raw.signal, { type: 'hello', version: ports.version }, listener(c)))
    .get('/preferences', (c) => c.json(services.preferences.read(user(c))))
    .post('/preferences', body(preferencesSchema), (c) => {
      services.preferences.write(user(c), c.req.valid('json'));
      return c.body(null, 204);
    })
    .get('/audit', query(ofSubjectSchema), (c) => c.json(services.audit.ofSubject(user(c), c.req.valid('query').subject) as AuditEvent[]));
};
