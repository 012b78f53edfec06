import { Hono, type Context, type Next } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { NadirError } from '../common/index.ts';
import type { ApiEnvironment } from './environment.ts';
import { importRoutes } from './routes/imports.ts';
import { seriesRoutes } from './routes/series.ts';
import { sessionRoutes } from './routes/session.ts';
import { studyRoutes } from './routes/studies.ts';
import { subjectRoutes } from './routes/subjects.ts';
import { toWireResponse } from './wireErrors.ts';

/** A command is points and words; the largest assigns two thousand series. */
const largestCommandBytes = 1 << 20;

/** Reads a command's body once, no further than allowed, and leaves it for the validator. Only JSON gets through: a form of another site cannot send it unasked. */
async function commandBody(c: Context, next: Next): Promise<void> {
  if (c.req.method !== 'POST') return next();
  const tooLarge = new NadirError('invalid', `A command is limited to ${largestCommandBytes / 1024} kB.`, { reason: 'tooLarge' });
  if (Number(c.req.header('content-length') ?? 0) > largestCommandBytes) throw tooLarge;
  const text = await c.req.text();
  if (text.length > largestCommandBytes) throw tooLarge;
  if (text !== '' && !/^application\/json\b/i.test(c.req.header('content-type') ?? '')) throw new NadirError('invalid', 'Commands are sent as application/json.', { reason: 'contentType' });
  return next();
}

function toNadirError(error: unknown): unknown {
  if (error instanceof HTTPException && error.status < 500) return new NadirError('invalid', 'The request cannot be read: its body is not valid JSON.', { reason: 'notJson', cause: error });
  return error;
}

/** The product's one handler: `(Request) => Promise<Response>` under /api. Both shells serve it. */
export function createApp(environment: ApiEnvironment) {
  const app = new Hono()
    .basePath('/api')
    .use(commandBody)
    .route('/', sessionRoutes(environment))
    .route('/', studyRoutes(environment))
    .route('/', subjectRoutes(environment))
    .route('/', seriesRoutes(environment))
    .route('/', importRoutes(environment));
  app.notFound((c) => toWireResponse(new NadirError('notFound', `There is no ${c.req.method} ${c.req.path}.`, { reason: 'route' }), environment.log));
  app.onError((error) => toWireResponse(toNadirError(error), environment.log));
  return app;
}

export type Api = ReturnType<typeof createApp>;
