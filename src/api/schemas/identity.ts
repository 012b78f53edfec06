/** Bodies of what is done with key lists and quarantined images. */
import { z } from 'zod';

const id = z.string().min(1).max(64);
const passphrase = z.string().max(1000);

/** POST /api/keys/unlock */
export const unlockKeysSchema = z.strictObject({ studyId: id, passphrase });
/** POST /api/keys/lock and /api/keys/export */
export const onKeysSchema = z.strictObject({ studyId: id });
/** POST /api/keys/protect: null, the key file */
export const protectKeysSchema = z.strictObject({ studyId: id, passphrase: passphrase.nullable() });
/** POST /api/keys/load-enrolment */
export const loadEnrolmentSchema = z.strictObject({ studyId: id, csv: z.string().max(900_000) });
/** POST /api/keys/destroy: the study's code, as typed */
export const destroyKeysSchema = z.strictObject({ studyId: id, confirm: z.string().max(60) });
/** POST /api/quarantine/release and /api/quarantine/discard */
export const decideQuarantineSchema = z.strictObject({ studyId: id, key: z.string().min(1).max(64), reason: z.string().trim().min(1).max(2000) });
/** GET /api/bytes/quarantine/:image */
export const quarantineImageSchema = z.object({ study: id, frame: z.coerce.number().int().min(1).max(100_000).default(1), greys: z.enum(['window', 'all']).default('window') });
