import { Hono, type Context, type Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { NadirError } from '../common/index.ts';
import type { ApiEnvironment } from './environment.ts';
import { guardRoutes } from './guardRoutes.ts';
import { accountRoutes } from './routes/accounts.ts';
import { adjudicationRoutes } from './routes/adjudication.ts';
import { backupRoutes } from './routes/backups.ts';
import { auditRoutes } from './routes/audit.ts';
import { confirmingRoutes } from './routes/confirming.ts';
import { factRoutes } from './routes/facts.ts';
import { identityRoutes } from './routes/identity.ts';
import { importRoutes } from './routes/imports.ts';
import { signInRoutes } from './routes/signIn.ts';
import { readRoutes } from './routes/reads.ts';
import { seriesRoutes } from './routes/series.ts';
import { sessionRoutes } from './routes/session.ts';
import { exportRoutes } from './routes/exports.ts';
import { studyRoutes } from './routes/studies.ts';
import { subjectRoutes } from './routes/subjects.ts';
import { toWireResponse } from './wireErrors.ts';

/** A command is points and words; the largest assigns two thousand series. */
const largestCommandBytes = 1 << 20;

/** A table of clinical facts comes with its command. */
const largestTableBytes = 12 << 20;

const limited = (maxSize: number) => bodyLimit({
  maxSize,
  onError: () => {
    throw new NadirError('invalid', `A command is limited to ${maxSize / 1024} kB.`, { reason: 'tooLarge' });
  },
});
const limitCommand = limited(largestCommandBytes);
const limitTable = limited(largestTableBytes);

/** Commands are JSON of limited size; anything else, such as a form that another site could send unasked, is turned away before it is read. */
async function checkCommand(c: Context, next: Next): Promise<Response | void> {
  if (c.req.method !== 'POST') return next();
  const type = c.req.header('content-type');
  if (type !== undefined && !/^application\/json\b/i.test(type)) throw new NadirError('invalid', 'Commands are sent as application/json.', { reason: 'contentType' });
  return (c.req.path.startsWith('/api/facts/') ? limitTable : limitCommand)(c, next);
}

function toNadirError(error: unknown): unknown {
  if (error instanceof HTTPException && error.status < 500) return new NadirError('invalid', 'The request cannot be read: its body is not valid JSON.', { reason: 'notJson', cause: error });
  return error;
}

/** Some parsers throw bare strings; Hono's error handler sees only errors. */
const wrapBareThrows = async (_c: Context, next: Next): Promise<void> => {
  try {
    await next();
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : new Error('a value that is no error was thrown', { cause: thrown });
  }
};

/** The product's one handler: `(Request) => Promise<Response>` under /api. Both shells serve it. */
export function createApp(environment: ApiEnvironment) {
  const app = new Hono()
    .basePath('/api')
    .use(wrapBareThrows)
    .use(guardRoutes(environment))
    .use(checkCommand)
    .route('/', sessionRoutes(environment))
    .route('/', signInRoutes(environment))
    .route('/', accountRoutes(environment))
    .route('/', backupRoutes(environment))
    .route('/', studyRoutes(environment))
    .route('/', exportRoutes(environment))
    .route('/', auditRoutes(environment))
    .route('/', subjectRoutes(environment))
    .route('/', readRoutes(environment))
    .route('/', adjudicationRoutes(environment))
    .route('/', confirmingRoutes(environment))
    .route('/', factRoutes(environment))
    .route('/', seriesRoutes(environment))
    .route('/', importRoutes(environment))
    .route('/', identityRoutes(environment));
  app.notFound((c) => toWireResponse(new NadirError('notFound', `There is no ${c.req.method} ${c.req.path}.`, { reason: 'route' }), environment.log));
  app.onError((error) => toWireResponse(toNadirError(error), environment.log));
  return app;
}

export type Api = ReturnType<typeof createApp>;
