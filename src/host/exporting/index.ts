export { createExportKeeper, type ExportKeeper } from './exportKeeper.ts';
export { blockingFindings, checkPackage, packageStudy, type PackageCheck, type PackageDone, type PackageOrder } from './packageStudy.ts';
export type { PackageTarget } from './targets.ts';
export { settleUnfinished } from './unfinished.ts';
export { writeFile, writeWhole, type WrittenFile } from './wholeFolder.ts';
