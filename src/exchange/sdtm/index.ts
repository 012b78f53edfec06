/** SDTM of the tumour domains: rows from a study, and their files. */
export type { DatasetName, SdtmDataset, SdtmRow, SdtmValue, SdtmVariable } from './dataset.ts';
export { sdtmFindings } from './findings/index.ts';
export { locationOf, type Location } from './location.ts';
export { evaluatorOf, prefixOf, rowKey } from './rows/context.ts';
export { lesionKey } from './rows/lesionRecords.ts';
export { termCode } from './terminology.ts';
export { datasetsOf, tumourRows, type TumourRows } from './tumourDatasets.ts';
export { writeDatasetJsonFiles, writeSdtm } from './write.ts';
