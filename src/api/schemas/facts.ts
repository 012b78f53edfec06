/** Bodies of the import of clinical facts. */
import { z } from 'zod';
import { dateFormats, decimalMarks } from '../../casefile/index.ts';

const id = z.string().min(1).max(64);

/** POST /api/facts/preview, POST /api/facts/import: the file itself, base64, with how to read it; null: as it is found. */
export const factFileSchema = z.strictObject({
  studyId: id, fileName: z.string().trim().min(1).max(255), content: z.base64().max(12_000_000),
  options: z.strictObject({
    encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).nullable().default(null), separator: z.enum([',', ';', '\t']).nullable().default(null),
    dates: z.enum(dateFormats).nullable().default(null), decimal: z.enum(decimalMarks).nullable().default(null), mapping: z.record(z.string().max(200), z.string().max(40)).nullable().default(null),
  }).prefault({}),
});
