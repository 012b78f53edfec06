/** Questions and decisions about two reads of a subject. */
import { z } from 'zod';
import { decisionMeanings } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);

/** GET /api/adjudication/list */
export const adjudicationListSchema = z.object({ study: id });
/** GET /api/adjudication/status */
export const adjudicationStatusSchema = z.object({ subject: id });
/** POST /api/adjudication/case */
export const adjudicationCaseSchema = z.strictObject({ subjectId: id });
/** POST /api/adjudication/decide: `basis` as the case gave it */
export const decideSchema = z.strictObject({ subjectId: id, accepted: z.enum(['A', 'B']), reason: z.string().max(2000), basis: z.string().min(1).max(128), meaning: z.enum(decisionMeanings), password: z.string().max(1024) });
