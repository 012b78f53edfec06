import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { createStudySchema } from '../schemas/commands.ts';
import { exportSchema, ofStudySchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';
import type { StudySummary } from '../wire.ts';

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** Studies, their worklists and their exports. */
export const studyRoutes = ({ services }: ApiEnvironment) =>
  new Hono()
    .get('/study/list', (c) => c.json(services.studies.list() as StudySummary[]))
    .post('/study/create', body(createStudySchema), (c) => c.json(services.studies.create(user(c), c.req.valid('json'))))
    // Rows are stored as JSON: passing the text on keeps ten thousand of them out of the parser.
    .get('/worklist', query(ofStudySchema), async (c) => c.body((await services.worklist.json(c.req.valid('query').study)) as Uint8Array<ArrayBuffer>, 200, json))
    .get('/export/csv', query(exportSchema), (c) => {
      const { study, kind } = c.req.valid('query');
      const file = services.exports.csv(user(c), study, kind);
      return c.body(file.text, 200, { 'content-type': 'text/csv; charset=UTF-8', 'content-disposition': `attachment; filename="${file.name}"`, 'cache-control': 'no-store' });
    });
