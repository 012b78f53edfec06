import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { clearAssessmentSchema, decideLateSchema, editLesionSchema, editTimepointSchema, moveSeriesSchema, placeLesionSchema, recordAssessmentSchema, recordMissedSchema, removeLesionSchema, setFactsSchema, setPerformedSchema, setScanDateSchema, undoSchema } from '../schemas/commands.ts';
import { body } from '../validate.ts';

/** One subject: its case, and the commands that change it. Every command answers the whole new case. */
export const subjectRoutes = ({ services }: ApiEnvironment) =>
  new Hono()
    .get('/subject/:id/case', (c) => c.json(services.caseFor(user(c), c.req.param('id'))))
    .post('/subject/undo', body(undoSchema), (c) => {
      const input = c.req.valid('json');
      services.subjects.undo(user(c), input);
      return c.json(services.commandReply(user(c), input.subjectId));
    })
    .post('/subject/redo', body(undoSchema), (c) => {
      const input = c.req.valid('json');
      services.subjects.redo(user(c), input);
      return c.json(services.commandReply(user(c), input.subjectId));
    })
    .post('/subject/set-facts', body(setFactsSchema), (c) => {
      const { subjectId, expectedRevision, ...facts } = c.req.valid('json');
      services.subjects.setFacts(user(c), { subjectId, expectedRevision }, facts);
      return c.json(services.commandReply(user(c), subjectId));
    })
    .post('/timepoint/set-performed', body(setPerformedSchema), (c) => {
      const input = c.req.valid('json');
      services.timepoints.setPerformed(user(c), input, input.timepointId, input.performed);
      return c.json(services.commandReply(user(c), input.subjectId));
    })
    .post('/timepoint/record-missed', body(recordMissedSchema), (c) => {
      const input = c.req.valid('json');
      return c.json(services.commandReply(user(c), input.subjectId, { timepointId: services.timepoints.recordMissed(user(c), input, input.index) }));
    })
    .post('/timepoint/edit', body(editTimepointSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      services.timepoints.edit(user(c), { subjectId, expectedRevision }, input);
      return c.json(services.commandReply(user(c), subjectId));
    })
    .post('/series/move', body(moveSeriesSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      return c.json(services.commandReply(user(c), subjectId, { timepointId: services.timepoints.moveSeries(user(c), { subjectId, expectedRevision }, input) }));
    })
    .post('/series/set-date', body(setScanDateSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      services.timepoints.setScanDate(user(c), { subjectId, expectedRevision }, input);
      return c.json(services.commandReply(user(c), subjectId));
    })
    .post('/late/take-in', body(decideLateSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      services.timepoints.takeIn(user(c), { subjectId, expectedRevision }, input);
      return c.json(services.commandReply(user(c), subjectId));
    })
    .post('/late/leave-aside', body(decideLateSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      services.timepoints.leaveAside(user(c), { subjectId, expectedRevision }, input);
      return c.json(services.commandReply(user(c), subjectId));
    })
    .post('/lesion/place', body(placeLesionSchema), (c) => {
      const { subjectId, expectedRevision, ...lesion } = c.req.valid('json');
      return c.json(services.commandReply(user(c), subjectId, services.lesions.place(user(c), { subjectId, expectedRevision }, lesion)));
    })
    .post('/lesion/edit', body(editLesionSchema), (c) => {
      const { subjectId, expectedRevision, ...lesion } = c.req.valid('json');
      return c.json(services.commandReply(user(c), subjectId, services.lesions.edit(user(c), { subjectId, expectedRevision }, lesion)));
    })
    .post('/lesion/remove', body(removeLesionSchema), (c) => {
      const input = c.req.valid('json');
      return c.json(services.commandReply(user(c), input.subjectId, services.lesions.remove(user(c), input, input.lesionId)));
    })
    .post('/assessment/record', body(recordAssessmentSchema), (c) => {
      const input = c.req.valid('json');
      return c.json(services.commandReply(user(c), input.subjectId, services.lesions.record(user(c), input, input.lesionId, input.timepointId, input.assessment)));
    })
    .post('/assessment/clear', body(clearAssessmentSchema), (c) => {
      const input = c.req.valid('json');
      return c.json(services.commandReply(user(c), input.subjectId, services.lesions.clear(user(c), input, input.lesionId, input.timepointId)));
    });
