import { Hono } from 'hono';
import { asId, NadirError, type JobId } from '../../common/index.ts';
import type { TrailQuery } from '../../casefile/index.ts';
import { attachment } from '../attachment.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import type { TrailPorts } from '../ports.ts';
import { trailExportSchema, trailPageSchema, trailQuerySchema } from '../schemas/audit.ts';
import { body, query } from '../validate.ts';
import type { TrailCheck } from '../wire.ts';

const noHost = (): never => {
  throw new NadirError('refused', 'This host cannot check or export the audit trail.', { reason: 'noTrail' });
};

/** Without threads the service answers where it is. */
const inPlace = ({ trail }: ApiEnvironment['services']): TrailPorts => ({
  page: async (...asked) => trail.page(...asked), count: async (...asked) => trail.count(...asked), choices: async (...asked) => trail.choices(...asked), event: async (...asked) => trail.event(...asked),
  check: noHost, checked: () => ({ chain: 'unchecked', running: null, last: null }), startExport: noHost, file: noHost, chain: () => 'unchecked', requireWhole: async () => undefined,
});

/** The audit trail: looked through, proved, checked, exported. What a person may see of it the service decides. */
export const auditRoutes = (environment: ApiEnvironment) => {
  const { services, ports } = environment;
  const trail = ports.trail ?? inPlace(services);
  return new Hono()
    .get('/audit/page', query(trailPageSchema), async (c) => {
      const { after, limit, ...asked } = c.req.valid('query');
      return c.json(await trail.page(user(c), asked, after ?? null, limit));
    })
    .get('/audit/count', query(trailQuerySchema), async (c) => c.json({ events: await trail.count(user(c), c.req.valid('query')) }))
    .get('/audit/choices', query(trailQuerySchema.pick({ study: true, subject: true })), async (c) => c.json(await trail.choices(user(c), c.req.valid('query'))))
    .get('/audit/event/:id', async (c) => c.json(await trail.event(user(c), c.req.param('id'))))
    .get('/audit/check', (c) => {
      const { chain, running, last } = trail.checked();
      // Whoever may not count the events of another read is told whether all is whole, and no more.
      const told = last === null || services.trail.showsPlaces(user(c)) ? last : { ...last, events: 0, files: 0, signatures: 0, firstFault: last.whole ? null : 'A record is damaged.', findings: [], eventId: null };
      return c.json({ chain, running, last: told } satisfies TrailCheck);
    })
    .post('/audit/check', async (c) => c.json(await trail.check(user(c))))
    .post('/audit/export', body(trailExportSchema), async (c) => {
      const asked: TrailQuery = c.req.valid('json');
      return c.json(await trail.startExport(user(c), asked));
    })
    .get('/audit/:jobId/csv', async (c) => {
      const { name, byteLength, body: bytes } = await trail.file(user(c), asId<JobId>(c.req.param('jobId')));
      return c.body(bytes, 200, { 'content-type': 'text/csv; charset=UTF-8', 'content-length': String(byteLength), 'content-disposition': attachment(name), 'cache-control': 'no-store' });
    });
};
