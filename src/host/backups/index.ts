export { checkBackup, type BackupDone, type BackupProgress } from '../../store/index.ts';
export { backUp, isInUse, type BackUpOrder } from './backUp.ts';
export { restore, type RestoreDone, type RestoreRequest } from './restore.ts';
export { createBackupKeeper, type BackupKeeper, type BackupTimes } from './backupKeeper.ts';
export { backUpByPlan } from './daily.ts';
export { headOfBackup, headsInBackups } from './place.ts';
