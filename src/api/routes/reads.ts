import { Hono } from 'hono';
import type { RequestContext } from '../../services/index.ts';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import {
  addKeyImageSchema, amendSchema, editKeyImageSchema, giveReasonSchema, lookBackSchema, overrideSchema, previewLesionSchema, removeKeyImageSchema, resolveLesionSchema, reviseCrSchema, setMarkerSchema, signedVersionSchema,
  signSchema, treatLesionSchema,
} from '../schemas/reads.ts';
import { body, query } from '../validate.ts';
import type { BackdatingPreview, SignedVersionReply } from '../wire.ts';

/** What a reader says about a read besides its lesions, and the signature. Every command answers the whole new case. */
export const readRoutes = ({ services }: ApiEnvironment) => {
  const { reads } = services;
  const reply = (context: RequestContext, subjectId: string, ids: Readonly<Record<string, string>> = {}) => services.commandReply(context, subjectId, ids);
  return new Hono()
    .post('/lesion/resolve', body(resolveLesionSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.resolve(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/lesion/treat', body(treatLesionSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.treat(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/lesion/look-back', body(lookBackSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.lookBack(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/lesion/preview', body(previewLesionSchema), (c) => {
      const { subjectId, lesionId, records } = c.req.valid('json');
      return c.json(reads.preview(user(c), subjectId, lesionId, records) satisfies BackdatingPreview);
    })
    .post('/timepoint/override', body(overrideSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.override(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/timepoint/revise-cr', body(reviseCrSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.reviseCr(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/timepoint/set-marker', body(setMarkerSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.setMarker(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/check/give-reason', body(giveReasonSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.giveReason(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/key-image/add', body(addKeyImageSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      return c.json(reply(user(c), subjectId, reads.addKeyImage(user(c), { subjectId, expectedRevision }, input)));
    })
    .post('/key-image/edit', body(editKeyImageSchema), (c) => {
      const { keyImageId, caption, ...target } = c.req.valid('json');
      reads.editKeyImage(user(c), target, keyImageId, caption);
      return c.json(reply(user(c), target.subjectId));
    })
    .post('/key-image/remove', body(removeKeyImageSchema), (c) => {
      const { keyImageId, ...target } = c.req.valid('json');
      reads.removeKeyImage(user(c), target, keyImageId);
      return c.json(reply(user(c), target.subjectId));
    })
    .post('/timepoint/sign', body(signSchema), async (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      await reads.sign(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .post('/timepoint/amend', body(amendSchema), (c) => {
      const { subjectId, expectedRevision, ...input } = c.req.valid('json');
      reads.amend(user(c), { subjectId, expectedRevision }, input);
      return c.json(reply(user(c), subjectId));
    })
    .get('/timepoint/signed', query(signedVersionSchema), (c) => {
      const { subject, timepoint, version } = c.req.valid('query');
      return c.json(reads.signedVersion(user(c), subject, timepoint, version) satisfies SignedVersionReply);
    });
};
