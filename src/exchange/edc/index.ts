/** The flat CSV for an EDC. */
export { flatColumns } from './flatColumns.ts';
export { writeEdc } from './write.ts';
