import { Hono } from 'hono';
import { routesOf } from '../access.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { ofSubjectSchema, preferencesSchema } from '../schemas/queries.ts';
import { engineVersion } from '../../recist/index.ts';
import { body, query } from '../validate.ts';
import type { AuditEvent, SessionInfo } from '../wire.ts';

/** Who is here, what happened, and how they like it. */
export const sessionRoutes = ({ services, ports, hub, localUser }: ApiEnvironment) =>
  new Hono()
    .get('/session', (c) => {
      const { actor, accountId, roles, role } = localUser;
      const session: SessionInfo = {
        version: ports.version, engineVersion, shell: ports.shell, user: { name: actor, accountId, username: null, roles, role },
        access: { accounts: false, state: 'personal', idleLockMinutes: 15, may: routesOf(roles) },
        canChooseFolder: ports.canChooseFolder, auditEvents: services.audit.count(), demo: ports.demo(),
      };
      return c.json(session);
    })
    .get('/events', (c) => hub.stream(c.req.raw.signal, { type: 'hello', version: ports.version }))
    .get('/preferences', (c) => c.json(services.preferences.read(user(c))))
    .post('/preferences', body(preferencesSchema), (c) => {
      services.preferences.write(user(c), c.req.valid('json'));
      return c.body(null, 204);
    })
    .get('/audit', query(ofSubjectSchema), (c) => c.json(services.audit.ofSubject(c.req.valid('query').subject) as AuditEvent[]));
