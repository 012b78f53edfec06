import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { decideQuarantineSchema, destroyKeysSchema, loadEnrolmentSchema, onKeysSchema, protectKeysSchema, quarantineImageSchema, unlockKeysSchema } from '../schemas/identity.ts';
import { ofStudySchema } from '../schemas/queries.ts';
import { body, query } from '../validate.ts';

/** Key lists of studies that de-identify, and images held until somebody has looked at them. */
export const identityRoutes = ({ services, ports }: ApiEnvironment) =>
  new Hono()
    .get('/keys/status', query(ofStudySchema), (c) => c.json(ports.keyStatus(c.req.valid('query').study)))
    .post('/keys/unlock', body(unlockKeysSchema), async (c) => {
      const { studyId, passphrase } = c.req.valid('json');
      await ports.unlockKeys(user(c), studyId, passphrase);
      return c.json(ports.keyStatus(studyId));
    })
    .post('/keys/lock', body(onKeysSchema), (c) => {
      const { studyId } = c.req.valid('json');
      ports.lockKeys(studyId);
      return c.json(ports.keyStatus(studyId));
    })
    .post('/keys/protect', body(protectKeysSchema), async (c) => {
      const { studyId, passphrase } = c.req.valid('json');
      await ports.protectKeys(user(c), studyId, passphrase);
      return c.json(ports.keyStatus(studyId));
    })
    .post('/keys/load-enrolment', body(loadEnrolmentSchema), async (c) => {
      const { studyId, csv } = c.req.valid('json');
      await ports.loadEnrolment(user(c), studyId, csv);
      return c.json(ports.keyStatus(studyId));
    })
    .post('/keys/export', body(onKeysSchema), async (c) => c.json(await ports.exportKeys(user(c), c.req.valid('json').studyId), 200, { 'cache-control': 'no-store' }))
    .post('/keys/destroy', body(destroyKeysSchema), async (c) => {
      const { studyId, confirm } = c.req.valid('json');
      await ports.destroyKeys(user(c), studyId, confirm);
      return c.json(ports.keyStatus(studyId));
    })
    .get('/quarantine/list', query(ofStudySchema), async (c) => {
      const { study } = c.req.valid('query');
      services.visibility.requireOverview(user(c), study);
      return c.json(await ports.quarantined(study));
    })
    .get('/bytes/quarantine/:image', query(quarantineImageSchema), async (c) => {
      const { study, frame, greys } = c.req.valid('query');
      services.visibility.requireOverview(user(c), study);
      return c.body((await ports.quarantinedImage(study, c.req.param('image'), frame, greys === 'all')) as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'image/png', 'cache-control': 'no-store' });
    })
    .post('/quarantine/release', body(decideQuarantineSchema), async (c) => {
      const { studyId, key, reason } = c.req.valid('json');
      services.visibility.requireOverview(user(c), studyId);
      return c.json(await ports.releaseQuarantined(user(c), studyId, key, reason));
    })
    .post('/quarantine/discard', body(decideQuarantineSchema), async (c) => {
      const { studyId, key, reason } = c.req.valid('json');
      services.visibility.requireOverview(user(c), studyId);
      await ports.discardQuarantined(user(c), studyId, key, reason);
      return c.body(null, 204);
    });
