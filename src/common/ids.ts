import type { Brand } from './brand.ts';

/** Identifiers made by this product are UUIDv7, so that they sort by creation. UIDs that come from DICOM files are plain strings named `…Uid`. */
export type StudyId = Brand<string, 'StudyId'>;
export type SubjectId = Brand<string, 'SubjectId'>;
export type TimepointId = Brand<string, 'TimepointId'>;
export type SeriesId = Brand<string, 'SeriesId'>;
export type LesionId = Brand<string, 'LesionId'>;
export type EventId = Brand<string, 'EventId'>;
export type CommandId = Brand<string, 'CommandId'>;
export type JobId = Brand<string, 'JobId'>;
export type ImportSourceId = Brand<string, 'ImportSourceId'>;

/** Gives an identifier its brand. Only the edges (wire, database, id maker) may call it. */
export const asId = <T extends Brand<string, string>>(text: string): T => text as T;
