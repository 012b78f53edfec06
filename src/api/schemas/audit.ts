/** What the audit trail is asked. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const word = z.string().min(1).max(200);
const yes = z.literal('true').transform(() => true);
const members = {
  study: id.optional(), subject: id.optional(), person: word.optional(), role: z.string().min(1).max(40).optional(), group: z.string().min(1).max(40).optional(), kind: z.string().min(1).max(80).optional(),
  entityType: z.string().min(1).max(40).optional(), entityKey: z.string().min(1).max(400).optional(), from: z.iso.date().optional(), to: z.iso.date().optional(), text: z.string().max(200).optional(),
};
/** As a query string: a flag is `true` or not there. */
export const trailQuerySchema = z.object({ ...members, reason: yes.optional(), undo: yes.optional() });
export const trailPageSchema = trailQuerySchema.extend({ after: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) });
/** The same as a command. */
export const trailExportSchema = z.strictObject({ ...members, reason: z.boolean().optional(), undo: z.boolean().optional() });
