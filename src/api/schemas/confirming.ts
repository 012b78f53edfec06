/** Bodies and query strings of queries and confirmations. */
import { z } from 'zod';
import { confirmReads, readSlots } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);
const text = z.string().max(2000);
const password = z.string().max(1024);

/** GET /api/query/list: of a subject, or of a whole study. */
export const queryListSchema = z.union([z.object({ subject: id }), z.object({ study: id })]);
/** POST /api/query/raise */
export const raiseQuerySchema = z.strictObject({
  subjectId: id, slot: z.enum(readSlots).default('site'), timepointId: id.nullable().default(null), lesionId: id.nullable().default(null),
  image: z.strictObject({ seriesId: id, sopInstanceUid: z.string().min(1).max(64), frameNumber: z.number().int().min(1) }).nullable().default(null), text, password: password.default(''),
});
/** POST /api/query/answer, /api/query/ask-again, /api/query/close; `seen`: messages the window showed */
export const sayInQuerySchema = z.strictObject({ subjectId: id, slot: z.enum(readSlots).default('site'), queryId: id, text: text.default(''), seen: z.number().int().min(1).max(10_000) });

/** GET /api/confirmation/state */
export const confirmationStateSchema = z.object({ subject: id, /** Left out: the read that is the trial's result. */ read: z.enum(confirmReads).nullable().default(null) });
/** GET /api/confirmation/central-case */
export const centralCaseSchema = z.object({ subject: id });
/** POST /api/confirmation/confirm; `chosen`: another date, or none (date null), with a reason */
export const confirmSchema = z.strictObject({
  subjectId: id, read: z.enum(confirmReads).nullable().default(null), contentHash: z.string().regex(/^[0-9a-f]{64}$/), chosen: z.strictObject({ date: z.string().max(10).nullable(), reason: text }).nullable().default(null), password,
});
