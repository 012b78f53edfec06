import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { factFileSchema } from '../schemas/facts.ts';
import { body } from '../validate.ts';
import type { FactPreview } from '../wire.ts';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Clinical facts of many subjects from a table: looked at first, then all of it or nothing. */
export const factRoutes = ({ services: { factImport } }: ApiEnvironment) =>
  new Hono()
    .post('/facts/preview', body(factFileSchema), (c) => {
      const { studyId, fileName, content, options } = c.req.valid('json');
      return c.json(factImport.preview(user(c), studyId, { name: fileName, bytes: bytesOf(content) }, options) satisfies FactPreview);
    })
    .post('/facts/import', body(factFileSchema), (c) => {
      const { studyId, fileName, content, options } = c.req.valid('json');
      return c.json(factImport.store(user(c), studyId, { name: fileName, bytes: bytesOf(content) }, options) satisfies FactPreview);
    });
