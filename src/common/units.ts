import type { Brand } from './brand.ts';

/** Millimetres, as a decimal number with at most four decimals wherever it was recorded. */
export type Mm = Brand<number, 'Mm'>;
/** Integer count of 0.0001 mm: the engine's only unit for comparing sizes. */
export type MmUnits = Brand<number, 'MmUnits'>;
/** Whole calendar days. */
export type Days = Brand<number, 'Days'>;
/** CT number after rescale. */
export type Hounsfield = Brand<number, 'Hounsfield'>;

export const asMm = (value: number): Mm => value as Mm;
export const asDays = (value: number): Days => value as Days;
