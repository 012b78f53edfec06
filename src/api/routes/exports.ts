import { Hono } from 'hono';
import { asId, type JobId } from '../../common/index.ts';
import { exportFormats } from '../../services/index.ts';
import { attachment } from '../attachment.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { exportOrderSchema } from '../schemas/exports.ts';
import { exportSchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';
import type { ExportFormatInfo, ExportOrder } from '../wire.ts';

/** The file's name as a header: plain letters for old readers, the whole name in UTF-8. Neither can end the line or the quotes. */
/** Packages of a study, and its single tables. */
export const exportRoutes = ({ services, ports }: ApiEnvironment) =>
  new Hono()
    .get('/export/formats', (c) => c.json(exportFormats.map(({ name, title, content, needsImages }): ExportFormatInfo => ({ name, title, content, needsImages }))))
    .post('/export/check', body(exportOrderSchema), async (c) => c.json(await ports.checkExport(user(c), c.req.valid('json') as ExportOrder)))
    .post('/export/start', body(exportOrderSchema), async (c) => {
      const order = c.req.valid('json') as ExportOrder;
      services.visibility.requireOverview(user(c), order.studyId);
      return c.json(await ports.startExport(user(c), order));
    })
    .get('/export/:jobId/result', async (c) => c.json(await ports.exportResult(user(c), asId<JobId>(c.req.param('jobId')))))
    .get('/export/:jobId/package', async (c) => {
      const { name, byteLength, body: bytes } = await ports.exportBytes(user(c), asId<JobId>(c.req.param('jobId')));
      return c.body(bytes, 200, { 'content-type': 'application/zip', 'content-length': String(byteLength), 'content-disposition': attachment(name), 'cache-control': 'no-store' });
    })
    .get('/export/csv', query(exportSchema), async (c) => {
      const { study, kind } = c.req.valid('query');
      await ports.trail?.requireWhole();
      const file = services.exports.csv(user(c), study, kind);
      return c.body(file.text, 200, { 'content-type': 'text/csv; charset=UTF-8', 'content-disposition': attachment(file.name), 'cache-control': 'no-store' });
    });
