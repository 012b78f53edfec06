export { flatColumns, flatRows, type FlatColumn, type FlatRow } from './flatColumns.ts';
export { flatCsv, writtenColumns } from './flatCsv.ts';
export { withDecimals, writtenDate } from './mappedValue.ts';
