/** How automatic backups of a data folder are made. */
export type BackupPlan = {
  readonly isOn: boolean;
  /** Absolute folder; null: "backups" in the data folder. */
  readonly place: string | null;
  /** Images are kept beside the backups, each once; only where the place is not in the data folder. */
  readonly images: boolean;
  /** How many are kept: the newest of so many days, of so many weeks (Monday to Sunday) and of so many months. */
  readonly keep: { readonly daily: number; readonly weekly: number; readonly monthly: number };
};

export const defaultBackupPlan: BackupPlan = { isOn: true, place: null, images: false, keep: { daily: 7, weekly: 4, monthly: 12 } };

/** Least and most that may be kept of each. */
export const backupKeepLimits = { daily: [2, 31], weekly: [0, 53], monthly: [0, 120] } as const;
