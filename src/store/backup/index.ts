export { checkBackup, readBackupHeader } from './check.ts';
export { lockBackups } from './lock.ts';
export type { BackupDone, BackupHeader, BackupProgress, BackupWork, ImageFault } from './model.ts';
export { imagesNamedIn, mirrorImages, thinMirror } from './mirror.ts';
export { requireEmpty, restoreBackup, type Restored, type RestoreOrder } from './restore.ts';
export type { StoredImage } from './snapshot.ts';
export { writeBackup, type BackupOrder, type HeldMember } from './write.ts';
