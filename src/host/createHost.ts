/** Composition root: one data folder becomes one fetch handler that both shells serve. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { NadirError, productVersion } from '../common/index.ts';
import { createApp, createEventHub, toWireResponse, type EventHub, type HostPorts, type ImportSource, type SessionInfo } from '../api/index.ts';
import { createAnalysisThread, manySubjects, type AnalysisThread } from './analysisThread.ts';
import { localUser, openCore, type Core } from './core.ts';
import { createBackupKeeper, type BackupKeeper, type BackupTimes } from './backups/index.ts';
import { createDemoKeeper, type DemoKeeper } from './demoKeeper.ts';
import { createExportKeeper, settleUnfinished, type ExportKeeper } from './exporting/index.ts';
import { createImportPool } from './importInto.ts';
import { createImportJobs, type ImportJobs } from './importJobs.ts';
import { clearSpool, createImportSources, type ImportSources } from './importSources.ts';
import { createJobs, type Jobs } from './jobs.ts';
import type { Pages } from './pages.ts';
import { streamVolume, thumbnailOf } from './seriesPixels.ts';
import type { DecodePool } from './volumeSource.ts';
import { createQuarantineReview, type QuarantineReview } from './quarantineReview.ts';
import { createTrailKeeper, type TrailKeeper } from './trail/index.ts';
import { createTrialKeeper, type TrialKeeper } from './trialDemo.ts';
import { createPool, decoderCount } from './workers/pool.ts';

export type HostOptions = {
  readonly dataFolder: string;
  readonly shell: SessionInfo['shell'];
  /** The built window; left out, only /api is answered. */
  readonly pages?: Pages;
  /** The demo study is made when the data folder is empty. */
  readonly withDemo: boolean;
  /**
   * The shell starts this host again under a window that is still open: whoever was signed in there stays so, as far as the idle lock allows. Otherwise a start
   * asks everybody to sign in.
   */
  readonly keepSessions?: boolean;
  /** Windows lock after this many seconds without input, where the accounts' own rule says later. */
  readonly longestIdleSeconds?: number | undefined;
  /** Threads that decode images; by the machine unless given. */
  readonly decoders?: number;
  /** When automatic backups are made; tests do not wait a minute. */
  readonly backupTimes?: BackupTimes;
};

export type Host = {
  /** Answers every request and never throws. */
  handler(request: Request): Promise<Response>;
  /** What only a shell with the system's dialogs can do: makes chosen paths importable. Errors: notFound. */
  registerImport(paths: readonly string[]): Promise<ImportSource>;
  /** Ends streams and jobs, then closes the database. What was committed is on disk already. */
  close(): Promise<void>;
};

/** How often changes that a terminal command made are looked for. */
const lookForChangesMs = 1000;
const lookForIdleMs = 1000;

type Parts = { readonly core: Core; readonly jobs: Jobs; readonly sources: ImportSources; readonly imports: ImportJobs; readonly demo: DemoKeeper; readonly trial: TrialKeeper; readonly decodePool: DecodePool; readonly review: QuarantineReview; readonly exporting: ExportKeeper; readonly analysis: AnalysisThread; readonly backups: BackupKeeper; readonly trail: TrailKeeper };

function createPorts(shell: SessionInfo['shell'], { core, jobs, sources, imports, demo, trial, decodePool, review, exporting, analysis, backups, trail }: Parts): HostPorts {
  return {
    version: productVersion,
    shell,
    canChooseFolder: shell === 'electron',
    demo: () => demo.state(),
    createDemo: async (context) => demo.create(context),
    createTrial: async (context) => trial.create(context),
    analysis: analysis.bytes,
    volume: (seriesId, wanted, signal) => streamVolume(core, decodePool, seriesId, wanted, signal),
    thumbnail: (seriesId) => thumbnailOf(core, decodePool, seriesId),
    beginUpload: (name) => sources.beginUpload(name),
    putUpload: (id, relativePath, body, signal) => sources.putUpload(id, relativePath, body, signal),
    async chooseImport() {
      throw new NadirError('refused', 'This window cannot open the system\'s folder dialog. Drop the folder here, or choose it with the browser\'s own dialog.', { reason: 'noDialog' });
    },
    backupState: () => backups.state(),
    backupOverview: () => backups.overview(),
    setBackupPlan: (context, plan) => backups.setPlan(context, plan),
    runBackup: async () => backups.run(),
    startImport: async (context, sourceId, studyId, identity) => imports.start(context, sourceId, studyId, identity),
    importOutcome: async (jobId) => imports.outcome(jobId),
    job: (jobId) => jobs.status(jobId),
    cancelJob: async (jobId) => jobs.cancel(jobId),
    ...exporting.ports,
    trail: trail.ports,
    keyStatus: (studyId) => core.keyring.status(studyId),
    unlockKeys: (context, studyId, passphrase) => core.keyring.unlock(context, studyId, passphrase),
    lockKeys: (studyId) => core.keyring.lock(studyId),
    protectKeys: (context, studyId, passphrase) => core.keyring.protect(context, studyId, passphrase),
    loadEnrolment: (context, studyId, csv) => core.keyring.loadEnrolment(context, studyId, csv),
    exportKeys: (context, studyId) => core.keyring.export(context, studyId),
    destroyKeys: (context, studyId, confirm) => core.keyring.destroy(context, studyId, confirm),
    quarantined: (studyId) => review.list(studyId),
    quarantinedImage: (studyId, image, frame, fullRange) => review.image(studyId, image, frame, fullRange),
    releaseQuarantined: (context, studyId, key, reason) => review.release(context, studyId, key, reason),
    discardQuarantined: (context, studyId, key, reason) => review.discard(context, studyId, key, reason),
  };
}

/** The thread of the study page; it judges ahead what was recorded, here or before this start, where there is much of it. */
function startAnalysis(core: Core): AnalysisThread {
  const analysis = createAnalysisThread({
    dataFolder: core.dataFolder, isWorthIt: () => core.services.studies.list().some(({ subjects }) => subjects >= manySubjects), onDefect: (error) => core.log.error('analysis failed', error),
  });
  core.subscribe(() => analysis.moved());
  analysis.moved('start');
  return analysis;
}

/** Tells the window when another program (a terminal command) has written to the database. */
function watchOtherWriters(core: Core, hub: EventHub, analysis: AnalysisThread): () => void {
  let seen = core.store.dataVersion();
  const timer = setInterval(() => {
    const now = core.store.dataVersion();
    if (now === seen) return;
    seen = now;
    hub.publish({ type: 'accounts' });
    analysis.moved();
    for (const study of core.services.studies.list()) hub.publish({ type: 'study', studyId: study.id });
  }, lookForChangesMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** `NADIR_IDLE_LOCK_SECONDS` can only make windows lock sooner than the accounts' rule says. */
function idleLimit(): number | undefined {
  const seconds = Number(process.env['NADIR_IDLE_LOCK_SECONDS']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Ends what an earlier start left signed in, unless its window is still there, and locks windows whose time has passed. */
function keepWindowsLocked({ services, log }: Core, keepSessions: boolean): () => void {
  if (!keepSessions) services.sessions.end(null, 'the workstation was started again');
  const timer = setInterval(() => {
    try {
      services.sessions.lockIdle();
    } catch (error) {
      // A database that is busy now is asked again in a second; every request checks its own session besides.
      log.error('idle lock failed', error);
    }
  }, lookForIdleMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Cookies know no ports: two workstations of one person on different data must not take each other's session. */
const sessionCookieOf = (dataFolder: string): string => `nadir-account-${createHash('sha256').update(path.resolve(dataFolder)).digest('hex').slice(0, 12)}`;

const nothingHere = (request: Request): Response =>
  Response.json({ error: { code: 'notFound', reason: 'route', message: `There is no ${new URL(request.url).pathname}.` } }, { status: 404 });

/**
 * Opens the data folder for the one workstation on it and composes the handler.
 * Errors: refused secondInstance; storage (folder, newer, foreign or damaged database).
 */
export async function createHost({ dataFolder, shell, pages, withDemo, keepSessions = false, longestIdleSeconds = idleLimit(), decoders, backupTimes }: HostOptions): Promise<Host> {
  const core: Core = { ...openCore(dataFolder, { exclusive: true, ...(longestIdleSeconds === undefined ? {} : { longestIdleSeconds }) }), context: localUser };
  const { log, newId } = core;
  const hub = createEventHub();
  await core.services.factImport.recover(core.context);
  const spoolFolder = path.join(dataFolder, 'spool');
  await clearSpool(spoolFolder);
  settleUnfinished(core, { isStart: true });
  const importPool = createImportPool();
  const decodePool: DecodePool = createPool('decode.worker.ts', decoders ?? decoderCount());
  let closing = false;
  const onDefect = (error: unknown, job: string): string => {
    const incident = newId();
    log.error('job failed', error, { incident, job });
    return incident;
  };
  const jobs = createJobs({ newId, publish: (job) => hub.publish({ type: 'job', job }), onDefect });
  const sources = createImportSources({ spoolFolder, newId });
  const imports = createImportJobs({ core, jobs, pool: importPool, sources });
  const demo = createDemoKeeper({ core, jobs, pool: importPool, isClosing: () => closing });
  const trail = createTrailKeeper({ core, jobs, spool: path.join(spoolFolder, 'audit'), onChain: () => hub.publish({ type: 'accounts' }) });
  const exporting = createExportKeeper({ core, jobs, spool: path.join(spoolFolder, 'exports'), requireWhole: () => trail.chain.requireWhole() });
  const incidentLog = (incident: string, error: unknown): void => log.error('request failed', error, { incident });
  core.subscribe((change) => hub.publish(change));
  const analysis = startAnalysis(core);
  const backups = createBackupKeeper({ core, jobs, ...(backupTimes ? { times: backupTimes } : {}) });
  const stopWatching = watchOtherWriters(core, hub, analysis);
  const stopLocking = keepWindowsLocked(core, keepSessions);
  const app = createApp({ services: core.services, ports: createPorts(shell, { core, jobs, sources, imports, demo, trial: createTrialKeeper(core, jobs), decodePool, review: createQuarantineReview({ core, pool: importPool, decodePool }), exporting, analysis, backups, trail }), hub, localUser, sessionCookie: sessionCookieOf(dataFolder), log: incidentLog });
  log.info('start', { version: productVersion, shell, afterCrash: keepSessions, node: process.versions.node, platform: process.platform });
  if (withDemo) demo.createIfDue();

  const endSessions = (): void => {
    try {
      core.services.sessions.end(null, 'the workstation was closed');
    } catch (error) {
      // The next start ends them.
      log.error('sessions were not ended', error);
    }
  };

  return {
    async handler(request) {
      try {
        if (request.method !== 'GET') backups.noteWork();
        if (new URL(request.url).pathname.startsWith('/api/')) return await app.fetch(request);
        return (await pages?.(request)) ?? nothingHere(request);
      } catch (error) {
        return toWireResponse(error, incidentLog);
      }
    },
    registerImport: (paths) => sources.register(paths),
    async close() {
      if (closing) return;
      closing = true;
      stopWatching();
      stopLocking();
      backups.close();
      hub.close();
      await jobs.shutDown();
      await Promise.all([importPool.close(), decodePool.close(), exporting.close(), analysis.close(), trail.close()]);
      endSessions();
      log.info('stop');
      core.store.close();
    },
  };
}
