import { Hono } from 'hono';
import { asId, type SeriesId } from '../../common/index.ts';
import { user } from '../caller.ts';
import { offerDirect } from '../directBody.ts';
import type { ApiEnvironment } from '../environment.ts';
import { assignSeriesSchema } from '../schemas/commands.ts';
import { discardSchema, ofStudySchema, volumeSchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';
import type { SeriesAssignment, SeriesImages, SeriesProposal } from '../wire.ts';

/** A stored series never changes its pixels, so the window may keep what it has for as long as it likes. */
const unchanging = 'private, max-age=31536000, immutable';

/** Series: geometry, bytes, and where they belong. */
export const seriesRoutes = ({ services, ports }: ApiEnvironment) =>
  new Hono()
    .get('/series/unassigned', query(ofStudySchema), (c) => {
      const { study } = c.req.valid('query');
      services.visibility.requireOverview(user(c), study);
      return c.json(services.assignments.unassigned(study) as SeriesProposal[]);
    })
    .get('/series/:id/images', (c) => {
      services.visibility.requireSeries(user(c), c.req.param('id'));
      return c.json(services.series.images(c.req.param('id')) satisfies SeriesImages);
    })
    .post('/series/assign', body(assignSeriesSchema), (c) => {
      const { studyId, assignments } = c.req.valid('json');
      return c.json({ subjects: services.assignments.assign(user(c), studyId, assignments as unknown as SeriesAssignment[]) });
    })
    .post('/series/discard', body(discardSchema), async (c) => {
      const { studyId, seriesIds } = c.req.valid('json');
      await services.series.discard(user(c), studyId, seriesIds);
      return c.body(null, 204);
    })
    .get('/bytes/volume/:id', query(volumeSchema), async (c) => {
      services.visibility.requireSeries(user(c), c.req.param('id'));
      const volume = await ports.volume(asId<SeriesId>(c.req.param('id')), c.req.valid('query'), c.req.raw.signal);
      return new Response(offerDirect(volume), { headers: { 'content-type': 'application/octet-stream', 'content-length': String(volume.byteLength), 'cache-control': 'no-store' } });
    })
    .get('/bytes/thumbnail/:id', async (c) => {
      services.visibility.requireSeries(user(c), c.req.param('id'));
      const png = await ports.thumbnail(asId<SeriesId>(c.req.param('id')));
      return new Response(png as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/png', 'cache-control': unchanging } });
    });
