import { Hono } from 'hono';
import { asId, NadirError, type ImportSourceId, type JobId, type StudyId } from '../../common/index.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { startImportSchema } from '../schemas/commands.ts';
import { beginUploadSchema, uploadPathSchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';
import type { ImportResult } from '../wire.ts';

/** One uploaded file: larger than any enhanced multi-frame object or ZIP of a whole examination that a browser hands over in one piece. */
const largestUploadBytes = 4 * 2 ** 30;

const tooLarge = (): NadirError => new NadirError('refused', 'This file is larger than 4 GB. Import its folder from the terminal instead: nadir import PATH.', { reason: 'tooLarge' });

/** The body, cut off with an error when it is longer than allowed, whatever its header says. */
function limited(stream: ReadableStream<Uint8Array>, limit: number): ReadableStream<Uint8Array> {
  let seen = 0;
  return stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > limit) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  }));
}

const emptyBody = (): ReadableStream<Uint8Array> => new ReadableStream({ start: (controller) => controller.close() });

/** Import sources, import jobs, and jobs of any kind. */
export const importRoutes = ({ services, ports }: ApiEnvironment) =>
  new Hono()
    .post('/import/upload/begin', body(beginUploadSchema), async (c) => c.json(await ports.beginUpload(c.req.valid('json').name)))
    .put('/import/upload/:sourceId', query(uploadPathSchema), async (c) => {
      if (Number(c.req.header('content-length') ?? 0) > largestUploadBytes) throw tooLarge();
      const raw = c.req.raw;
      await ports.putUpload(asId<ImportSourceId>(c.req.param('sourceId')), c.req.valid('query').path, limited(raw.body ?? emptyBody(), largestUploadBytes), raw.signal);
      return c.body(null, 204);
    })
    .post('/shell/choose-import', async (c) => c.json(await ports.chooseImport()))
    .post('/import/start', body(startImportSchema), async (c) => {
      const { sourceId, studyId, identity } = c.req.valid('json');
      services.visibility.requireOverview(user(c), studyId);
      return c.json(await ports.startImport(user(c), asId<ImportSourceId>(sourceId), asId<StudyId>(studyId), identity));
    })
    .get('/import/:jobId/result', async (c) => {
      const { studyId, seriesIds, ...outcome } = await ports.importOutcome(asId<JobId>(c.req.param('jobId')));
      services.visibility.requireOverview(user(c), studyId);
      return c.json({ ...outcome, series: services.assignments.proposals(studyId, seriesIds) } satisfies ImportResult);
    })
    .get('/job/:id', (c) => c.json(ports.job(asId<JobId>(c.req.param('id')))))
    .post('/job/:id/cancel', async (c) => {
      await ports.cancelJob(asId<JobId>(c.req.param('id')));
      return c.body(null, 204);
    })
    .post('/demo/create-trial', async (c) => c.json(await ports.createTrial(user(c))))
    .post('/demo/create', async (c) => c.json(await ports.createDemo(user(c))));
