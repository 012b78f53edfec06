import { Hono } from 'hono';
import { user } from '../caller.ts';
import type { ApiEnvironment } from '../environment.ts';
import { backupPlanSchema } from '../schemas/backups.ts';
import { body } from '../validate.ts';

/** Automatic backups: whether they are made, for everybody; where and how, for whoever sets the workstation up. */
export const backupRoutes = ({ ports }: ApiEnvironment) =>
  new Hono()
    .get('/backups/state', async (c) => c.json(await ports.backupState()))
    .get('/backups', async (c) => c.json(await ports.backupOverview()))
    .post('/backups/plan', body(backupPlanSchema), async (c) => c.json(await ports.setBackupPlan(user(c), c.req.valid('json'))))
    .post('/backups/run', async (c) => c.json(await ports.runBackup()));
