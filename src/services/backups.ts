import type { BackupHeader, ImageFault, Log, Restored } from '../store/index.ts';
import { workstationStream, type OccurrenceSnapshot } from '../store/index.ts';
import type { BackupPlan } from '../casefile/index.ts';
import { defaultBackupPlan } from '../casefile/index.ts';
import { append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';

export type BackupRecords = {
  /** How automatic backups of this data folder are made. */
  plan(): BackupPlan;
  /** Records who changed the plan, with the one before. Answers whether anything changed. */
  setPlan(context: RequestContext, plan: BackupPlan): boolean;
  /** A copy that a person took: where it went, and what was in it. Backups by the plan are no facts; they stand in the log. */
  recordBackup(context: RequestContext, backup: { readonly place: string; readonly header: BackupHeader; readonly imageFaults: readonly ImageFault[] }): void;
  /** That this data folder was made from a backup. Its automatic backups go to its own folder again, so that a rehearsal never touches the backups of the original. */
  recordRestore(context: RequestContext, restored: Restored, from: string): void;
};

/** The plan that was made last. */
export function backupPlanOf(log: Pick<Log, 'eventsOfStream'>): BackupPlan {
  const last = log.eventsOfStream(workstationStream).findLast(({ kind }) => kind === 'BackupsPlanned');
  return last?.after ? (JSON.parse(last.after) as { plan: BackupPlan }).plan : defaultBackupPlan;
}

/** What the trail says of backups: a stream of its own, `workstation`. */
export function createBackupRecords(deps: ServiceDeps): BackupRecords {
  const { store } = deps;
  const plan = (): BackupPlan => backupPlanOf(store.log);
  const record = (context: RequestContext, kind: string, what: string, after: OccurrenceSnapshot): void =>
    void append(deps, context, { what, undoable: false, changes: [{ stream: workstationStream, kind, type: 'occurrence', key: deps.newId(), after }] });
  const same = (a: BackupPlan, b: BackupPlan): boolean => JSON.stringify([a.isOn, a.place, a.images, a.keep.daily, a.keep.weekly, a.keep.monthly]) === JSON.stringify([b.isOn, b.place, b.images, b.keep.daily, b.keep.weekly, b.keep.monthly]);
  return {
    plan: () => store.read(plan),
    setPlan: (context, next) => store.write(() => {
      const before = plan();
      if (same(before, next)) return false;
      record(context, 'BackupsPlanned', next.isOn ? `Automatic backups: ${next.place ?? 'in the data folder'}` : 'Automatic backups turned off', { plan: next, before });
      return true;
    }),
    recordBackup: (context, { place, header, imageFaults }) => store.write(() => record(context, 'BackupTaken', 'Backup taken', {
      place, createdAt: header.createdAt, events: header.database.events, chainHash: header.database.chainHash, databaseSha256: header.database.sha256, images: header.images.state, imageFaults: imageFaults.length,
    })),
    recordRestore: (context, { header, database, imageFaults }, from) => store.write(() => {
      record(context, 'BackupRestored', 'Restored from a backup', {
        from, createdAt: header?.createdAt ?? null, events: database.events, chainHash: database.chainHash, databaseSha256: database.sha256, databaseFormat: database.format, images: header?.images.state ?? 'leftOut', imageFaults: imageFaults.length,
      });
      const before = plan();
      if (before.place !== null) record(context, 'BackupsPlanned', 'Automatic backups: in the data folder', { plan: { ...before, place: null, images: false }, before });
    }),
  };
}
