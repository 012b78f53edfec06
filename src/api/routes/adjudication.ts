import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { adjudicationCaseSchema, adjudicationListSchema, adjudicationStatusSchema, decideSchema } from '../schemas/adjudication.ts';
import { body, query } from '../validate.ts';
import type { AdjudicationCase, AdjudicationList, DoubleReadStatus } from '../wire.ts';

/** Two reads compared, and the decision between them. A case is asked for by a command: the first look draws the order in which the reads are shown. */
export const adjudicationRoutes = ({ services: { adjudication } }: ApiEnvironment) =>
  new Hono()
    .get('/adjudication/list', query(adjudicationListSchema), async (c) => c.json((await adjudication.list(user(c), c.req.valid('query').study)) as AdjudicationList))
    .get('/adjudication/status', query(adjudicationStatusSchema), (c) => c.json(adjudication.status(user(c), c.req.valid('query').subject) as DoubleReadStatus))
    .post('/adjudication/case', body(adjudicationCaseSchema), (c) => c.json(adjudication.case(user(c), c.req.valid('json').subjectId) as AdjudicationCase))
    .post('/adjudication/decide', body(decideSchema), async (c) => {
      const input = c.req.valid('json');
      await adjudication.decide(user(c), input);
      return c.json(adjudication.case(user(c), input.subjectId) as AdjudicationCase);
    });
