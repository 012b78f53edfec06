import type { Migration } from './migration.ts';

/** Visit numbers get decimals for unscheduled visits: `idx` counts hundredths. Below zero on the way, so that no two are ever the same. A person may say the day of a scan. */
export const visitNumbers: Migration = {
  version: 5,
  sql: `
UPDATE timepoint SET idx = -100 * idx - 1;
UPDATE timepoint SET idx = -idx - 1;
ALTER TABLE series_assignment ADD COLUMN scan_date TEXT;
`,
};
