export * from './blandAltman.ts';
export * from './clopperPearson.ts';
export * from './cox.ts';
export * from './kaplanMeier.ts';
export * from './kappa.ts';
export * from './logRank.ts';
export * from './reasons.ts';
export { armsOf, type ArmTime } from './riskSets.ts';
export * from './survivalQuantile.ts';
