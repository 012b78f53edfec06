export type * from './model.ts';
export { deidentify } from './deidentify.ts';
export { sourcePatientOf } from './source.ts';
export { remapUid, shiftDaysFor } from './uids.ts';
export { shiftDate } from './dates.ts';
export { safePrivateNames } from './rules.ts';
