/** How a study's results are written for others, as it is sent; its meaning is checked by `checkProtocol`. */
import { z } from 'zod';
import { adjudicatorIdentifiers, flatDateFormats, flatEncodings, independentRoles, linkPrefixes, methodRules, readerIdentifiers, referenceStarts, rsdtcRules, srIdentifierForms, trTests } from '../../casefile/index.ts';

const text = z.string().trim().max(200);
const oid = z.string().trim().min(1).max(128);
const value = { to: oid, values: z.record(text, text).optional(), decimals: z.number().int().min(0).max(4).optional(), dates: z.enum(flatDateFormats).optional(), empty: text.optional() };
const orIgnore = <T extends z.ZodType>(schema: T) => z.union([z.literal('ignore'), schema]);

/** The mapping file of a receiving system (interoperability 2.3). */
export const edcMappingSchema = z.strictObject({
  studyOid: oid.optional(), metadataVersionOid: oid.optional(), subjectKey: text.optional(), sites: z.record(text, oid).optional(),
  visits: z.record(text, orIgnore(z.strictObject({ eventOid: oid, repeatKey: oid.optional() }))).optional(),
  forms: z.record(text, orIgnore(z.strictObject({ formOid: oid }))).optional(),
  groups: z.record(text, orIgnore(z.strictObject({ groupOid: oid }))).optional(),
  items: z.record(text, orIgnore(z.strictObject(value))).optional(),
  columns: z.array(z.strictObject({ from: text, ...value })).max(100).optional(), ignoredColumns: z.array(text).max(100).optional(),
});

export const exportConfigSchema = z.strictObject({
  trTest: z.enum(trTests), evalIndependent: z.enum(independentRoles), evalIdReader: z.enum(readerIdentifiers), evalIdAdjudicator: z.enum(adjudicatorIdentifiers), linkPrefix: z.enum(linkPrefixes),
  method: z.enum(methodRules), rsdtcRule: z.enum(rsdtcRules), referenceStart: z.enum(referenceStarts), usubjid: z.string().trim().min(1).max(100), laboratory: z.string().trim().max(400), partialSums: z.boolean(),
  visitMap: z.array(z.strictObject({ index: z.number(), visitNumber: z.number(), visit: z.string().trim().max(40) })).max(1000),
  srIdentifiers: z.enum(srIdentifierForms), flatDates: z.enum(flatDateFormats), flatEncoding: z.enum(flatEncodings), mapping: edcMappingSchema.nullable(),
}).partial();
