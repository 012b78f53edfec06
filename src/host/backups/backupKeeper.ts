/** Automatic backups of one workstation: once a day, when somebody has recorded something since, at first after a start, else while nobody works; tried again until they succeed. */
import type { BackupPlan } from '../../casefile/index.ts';
import { isNadirError, NadirError, type JobId } from '../../common/index.ts';
import type { BackupMade, BackupOverview, BackupState, JobStatus } from '../../api/wire.ts';
import type { RequestContext } from '../../services/index.ts';
import type { Core } from '../core.ts';
import type { Jobs } from '../jobs.ts';
import { runBackup } from './backupThread.ts';
import { backupsIn, claimPlace, folderOf, isOnOneDisk } from './place.ts';
import { localDay } from './rotation.ts';

export type BackupTimes = {
  /** After a start, so that the window comes first. */
  readonly startMs: number;
  readonly lookEveryMs: number;
  /** Nobody works when nothing was commanded for this long. */
  readonly idleMs: number;
  /** One that is due this long is made although somebody works. */
  readonly patienceMs: number;
  readonly retryMs: number;
};
const usual: BackupTimes = { startMs: 60_000, lookEveryMs: 30_000, idleMs: 120_000, patienceMs: 3_600_000, retryMs: 600_000 };

export type BackupKeeper = {
  /** For everybody who signs in: whether backups are made. */
  state(): Promise<BackupState>;
  overview(): Promise<BackupOverview>;
  /** Errors: refused backupPlace; nothing was changed. */
  setPlan(context: RequestContext, plan: BackupPlan): Promise<BackupOverview>;
  /** Starts one now, or answers with the job that is doing it. */
  run(): JobStatus;
  /** Somebody works. */
  noteWork(): void;
  close(): void;
};

type Standing = { readonly folder: string; readonly made: readonly BackupMade[]; readonly isOnOneDisk: boolean };
type Failure = { readonly since: string; readonly reason: string; readonly message: string };
type Dependencies = { readonly core: Core; readonly jobs: Jobs; readonly times?: BackupTimes };

export function createBackupKeeper({ core, jobs, times = usual }: Dependencies): BackupKeeper {
  const { dataFolder, services, log, store, nowIso } = core;
  let jobId: JobId | null = null;
  let [failure, imageFaults]: [Failure | null, number] = [null, 0];
  let [lastWork, dueSince, lastTry]: [number, number | null, number] = [performance.now(), null, -Infinity];
  const begun = performance.now();
  let isFirst = true;

  const running = (): JobStatus | null => {
    const job = jobId && jobs.status(jobId);
    return job && job.state === 'running' ? job : null;
  };
  /** What lies in the place, as it was last looked at: a disk that does not answer keeps nobody waiting but whoever looks. */
  let [known, looking]: [Standing | null, Promise<Standing> | null] = [null, null];
  const lookAgain = (): Promise<Standing> => {
    looking ??= (async () => {
      const folder = folderOf(dataFolder, services.backups.plan().place);
      known = { folder, made: await backupsIn(folder), isOnOneDisk: await isOnOneDisk(folder, dataFolder) };
      return known;
    })().finally(() => { looking = null; });
    return looking;
  };
  const newest = (all: readonly BackupMade[]): BackupMade | null => all.find(({ createdAt }) => createdAt !== null) ?? null;

  /** Due: nothing of this day yet, and something recorded since the last. */
  function isDue(plan: BackupPlan, last: BackupMade | null): boolean {
    if (!plan.isOn) return false;
    if (failure !== null) return true;
    const events = store.log.count();
    if (events === 0 || last?.events === events) return false;
    return last?.createdAt == null || localDay(last.createdAt) !== localDay(nowIso());
  }

  function start(): JobStatus {
    const already = running();
    if (already) return already;
    const plan = services.backups.plan();
    lastTry = performance.now();
    const job = jobs.start('backup', 'Backing up', async ({ signal, report }) => {
      try {
        const done = await runBackup(dataFolder, plan, { signal, report });
        await lookAgain();
        [failure, dueSince, imageFaults] = [null, null, done.imageFaults.length];
        log.info('backup made', { bytes: done.bytes, events: done.header.database.events, images: done.header.images.state, imageFaults: imageFaults });
      } catch (error) {
        if (signal.aborted || (isNadirError(error) && (error.code === 'cancelled' || error.reason === 'backupRunning'))) throw error;
        failure = { since: failure?.since ?? nowIso(), reason: isNadirError(error) ? error.reason : 'defect', message: isNadirError(error) ? error.message : 'The backup stopped because of a fault in the program. The local log has the details. Older backups are kept.' };
        log.error('backup failed', error);
        throw error;
      }
    });
    jobId = job.id;
    return job;
  }

  /** First after a start, then when nobody works; one that was due for long is made anyway. */
  async function look(): Promise<void> {
    const now = performance.now();
    if (running() || now - begun < times.startMs || now - lastTry < times.retryMs) return;
    const plan = services.backups.plan();
    if (!isDue(plan, newest((await lookAgain()).made))) { [dueSince, isFirst] = [null, false]; return; }
    dueSince ??= now;
    if (!isFirst && now - lastWork < times.idleMs && now - dueSince < times.patienceMs) return;
    isFirst = false;
    start();
  }

  const timer = setInterval(() => void look().catch((error: unknown) => log.error('backup was not looked for', error)), times.lookEveryMs);
  timer.unref();

  /** Says nothing that changes with what somebody else recorded. */
  async function state(): Promise<BackupState> {
    const { made } = known ?? (await lookAgain());
    return { isOn: services.backups.plan().isOn, isRunning: running() !== null, lastAt: newest(made)?.createdAt ?? null, failure: failure === null ? null : { since: failure.since, reason: failure.reason } };
  }

  async function overview(): Promise<BackupOverview> {
    const plan = services.backups.plan();
    const standing = known ?? (await lookAgain());
    return { ...(await state()), ...standing, plan, isDue: isDue(plan, newest(standing.made)), ownFolder: folderOf(dataFolder, null), imageFaults, message: failure?.message ?? null, jobId: running()?.id ?? null };
  }

  return {
    state,
    overview,
    async setPlan(context, plan) {
      if (running()) throw new NadirError('refused', 'A backup is being made. Change the plan when it has ended, or cancel it.', { reason: 'backupRunning' });
      if (plan.place !== null && plan.isOn) claimPlace(plan.place, dataFolder);
      // What failed with the old plan says nothing of the new one.
      if (services.backups.setPlan(context, { ...plan, images: plan.place !== null && plan.images })) [failure, lastTry] = [null, -Infinity];
      await lookAgain();
      return overview();
    },
    run: start,
    noteWork: () => { lastWork = performance.now(); },
    close: () => clearInterval(timer),
  };
}
