/** Bodies of the commands on studies. The form is checked here, the meaning by `checkProtocol` and the engine's own validator. */
import { z } from 'zod';
import { exportConfigSchema } from './exportConfig.ts';
import { dateRules, endpointNames, imageIdentityRules } from '../../casefile/index.ts';
import { bodyRegions } from '../../recist/index.ts';
import { templateNames } from '../../services/index.ts';

const id = z.string().min(1).max(64);
const days = z.number().int().min(-36_525).max(36_525);
const name = z.string().trim().min(1).max(80);
const account = z.string().min(1).max(64).nullable().optional();

export const visitPlanSchema = z.strictObject({
  visits: z.array(z.strictObject({ name: z.string().trim().max(40), day: days, windowBeforeDays: days, windowAfterDays: days })).max(200),
  then: z.strictObject({ everyDays: days, windowDays: days }).nullable(),
  from: z.enum(['origin', 'baselineScan']).optional(),
});

const word = z.string().trim().min(1).max(80);
/** The profile of interoperability 5.3 to 5.5; its meaning is checked by `checkProtocol`. */
export const deidentificationSchema = z.strictObject({
  options: z.strictObject({
    cleanDescriptors: z.boolean(), dates: z.enum(dateRules), patientCharacteristics: z.boolean(), deviceIdentity: z.boolean(), uids: z.boolean(), safePrivate: z.array(word).max(100), institution: z.boolean(),
  }),
  allowedWords: z.array(z.string().max(200)).max(5000),
  dateShiftDays: z.strictObject({ earliest: z.number(), latest: z.number() }),
  trial: z.strictObject({ sponsor: z.string().trim().max(200), protocolId: z.string().trim().max(200), siteId: z.string().trim().max(200) }),
  subjectIds: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('list') }), z.strictObject({ kind: z.literal('pattern'), pattern: z.string().trim().max(80) }),
    z.strictObject({ kind: z.literal('keyedCode'), prefix: z.string().trim().max(40) }), z.strictObject({ kind: z.literal('entered') }),
  ]),
});

export const protocolSchema = z.strictObject({
  name,
  version: z.number().int().min(1).optional(),
  params: z.record(z.string().max(60), z.json()),
  recordingDecimals: z.number(),
  liveEffect: z.boolean(),
  design: z.strictObject({
    phase: z.enum(['I', 'II', 'III', 'other']),
    arms: z.array(z.strictObject({ name: z.string().trim().max(80), ratio: z.number().int().min(0).max(100) })).max(20),
    primaryEndpoint: z.enum(endpointNames), secondaryEndpoints: z.array(z.enum(endpointNames)).max(endpointNames.length), evaluatedBy: z.enum(['investigator', 'central']),
  }).optional(),
  reading: z.strictObject({ scheme: z.enum(['single', 'double']).optional(), sequentialLock: z.boolean().optional(), blinded: z.boolean().optional() }).optional(),
  readers: z.strictObject({ reader1: account, reader2: account, adjudicator: account }).optional(),
  visits: visitPlanSchema.optional(),
  assigning: z.strictObject({ sameTimepointDays: z.number().optional(), dateBy: z.enum(['scans', 'ct']).optional() }).optional(),
  markers: z.array(z.strictObject({ name: z.string().trim().max(80), unit: z.string().trim().max(20), upperLimit: z.number().nullable() })).max(50).optional(),
  sites: z.array(z.strictObject({ code: z.string().trim().max(20), name: z.string().trim().max(80) })).max(2000).optional(),
  subjectCodes: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('patientId') }),
    z.strictObject({ kind: z.literal('pattern'), pattern: z.string().max(40) }),
    z.strictObject({ kind: z.literal('list'), codes: z.array(z.string().trim().max(60)).max(20_000) }),
  ]).optional(),
  imageIdentity: z.enum(imageIdentityRules).optional(),
  deidentification: deidentificationSchema.optional(),
  requiredRegions: z.array(z.enum(bodyRegions)).max(bodyRegions.length).optional(),
  readWithinDays: z.number().int().min(0).max(3650).nullable().optional(),
  exporting: exportConfigSchema.optional(),
});

const code = z.string().trim().min(1).max(40).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
const title = z.string().trim().min(1).max(200);

/** POST /api/study/create: the protocol left out is the template's own. */
export const createStudySchema = z.strictObject({ code, title, template: z.enum(templateNames), protocol: protocolSchema.optional() });
const onStudy = { studyId: id, expectedRevision: z.number().int().min(0) };
/** POST /api/study/edit: what is left out stays. */
export const editStudySchema = z.strictObject({ ...onStudy, code: code.optional(), title: title.optional(), protocol: protocolSchema.optional() });
/** POST /api/study/amend */
export const amendStudySchema = z.strictObject({ ...onStudy, protocol: protocolSchema, reason: z.string().trim().min(1).max(2000) });
