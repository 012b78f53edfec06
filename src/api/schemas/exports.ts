import { z } from 'zod';
import { readSlots } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);

/** What an export holds, and of what. */
export const exportOrderSchema = z.strictObject({
  studyId: id, formats: z.array(z.string().min(1).max(40)).min(1).max(20), reads: z.enum(['signed', 'all']).optional(), cutOff: z.iso.date().optional(),
  subjects: z.array(z.string().min(1).max(200)).min(1).max(20_000).optional(), readers: z.array(z.enum(readSlots)).min(1).max(3).optional(), leaveOutBlocked: z.boolean().default(false), reason: z.string().trim().max(500).nullable().default(null),
});
