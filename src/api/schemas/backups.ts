/** Bodies about backups. */
import { z } from 'zod';
import { backupKeepLimits } from '../../casefile/index.ts';

const keep = (kind: keyof typeof backupKeepLimits) => z.int().min(backupKeepLimits[kind][0]).max(backupKeepLimits[kind][1]);

/** POST /api/backups/plan */
export const backupPlanSchema = z.strictObject({
  isOn: z.boolean(),
  /** Absolute; the host says whether it can be used. */
  place: z.string().trim().min(1).max(1000).regex(/^[^\p{Cc}]+$/u, 'A folder has no control characters').nullable(),
  images: z.boolean(),
  keep: z.strictObject({ daily: keep('daily'), weekly: keep('weekly'), monthly: keep('monthly') }),
});
