import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { centralCaseSchema, confirmationStateSchema, confirmSchema, queryListSchema, raiseQuerySchema, sayInQuerySchema } from '../schemas/confirming.ts';
import { body, query } from '../validate.ts';
import type { ConfirmationState, QueryList } from '../wire.ts';

/** The investigator's confirmation of a date, and questions to whoever read. */
export const confirmingRoutes = ({ services: { queries, confirmations } }: ApiEnvironment) =>
  new Hono()
    .get('/query/list', query(queryListSchema), (c) => {
      const asked = c.req.valid('query');
      return c.json(('subject' in asked ? queries.ofSubject(user(c), asked.subject) : queries.ofStudy(user(c), asked.study)) as QueryList);
    })
    .post('/query/raise', body(raiseQuerySchema), async (c) => {
      const input = c.req.valid('json');
      const queryId = await queries.raise(user(c), input);
      return c.json({ queryId, queries: queries.ofSubject(user(c), input.subjectId) });
    })
    .post('/query/answer', body(sayInQuerySchema), (c) => {
      const input = c.req.valid('json');
      queries.say(user(c), { ...input, kind: 'answer' });
      return c.json(queries.ofSubject(user(c), input.subjectId) as QueryList);
    })
    .post('/query/ask-again', body(sayInQuerySchema), (c) => {
      const input = c.req.valid('json');
      queries.say(user(c), { ...input, kind: 'again' });
      return c.json(queries.ofSubject(user(c), input.subjectId) as QueryList);
    })
    .post('/query/close', body(sayInQuerySchema), (c) => {
      const input = c.req.valid('json');
      queries.say(user(c), { ...input, kind: 'closed' });
      return c.json(queries.ofSubject(user(c), input.subjectId) as QueryList);
    })
    .get('/confirmation/state', query(confirmationStateSchema), (c) => {
      const { subject, read } = c.req.valid('query');
      return c.json(confirmations.state(user(c), subject, read) as ConfirmationState);
    })
    .get('/confirmation/central-case', query(centralCaseSchema), (c) => c.json(confirmations.centralCase(user(c), c.req.valid('query').subject)))
    .post('/confirmation/confirm', body(confirmSchema), async (c) => {
      const input = c.req.valid('json');
      await confirmations.confirm(user(c), input);
      return c.json(confirmations.state(user(c), input.subjectId, input.read) as ConfirmationState);
    });
