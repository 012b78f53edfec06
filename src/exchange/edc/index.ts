/** The flat CSV for an EDC. */
export { edcFindings } from './check.ts';
export { flatColumns } from './flatColumns.ts';
export { writeEdc } from './write.ts';
