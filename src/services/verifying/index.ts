export type { AnchorReport } from './anchor.ts';
export type { KnownHead } from './knownHeads.ts';
export type { ResultDifference } from './signatures.ts';
export type { FileFault } from './storedFiles.ts';
export { createVerify, verifyInspected, type VerifyOptions, type VerifyReport, type VerifyService, type VerifyStage } from './verify.ts';
