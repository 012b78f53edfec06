import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { factFileSchema } from '../schemas/facts.ts';
import { body } from '../validate.ts';
import type { FactPreview } from '../wire.ts';

const bytesOf = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

/** Clinical facts of many subjects from a table: looked at first, then all of it or nothing. */
export const factRoutes = ({ services: { factImport } }: ApiEnvironment) =>
  new Hono()
    .post('/facts/preview', body(factFileSchema), async (c) => {
      const { studyId, fileName, content, options } = c.req.valid('json');
      return c.json(await factImport.preview(user(c), studyId, { name: fileName, bytes: bytesOf(content) }, options) satisfies FactPreview);
    })
    .post('/facts/import', body(factFileSchema), async (c) => {
      const { studyId, fileName, content, options } = c.req.valid('json');
      return c.json(await factImport.store(user(c), studyId, { name: fileName, bytes: bytesOf(content) }, options) satisfies FactPreview);
    });
