/** Text values: decoding, the words they consist of, and which attributes may keep theirs. */
import { decodeText } from '../dicom/index.ts';

/** Free text by its VR: removed unless something below lets it stay (interoperability 5.2, step 6). */
export const isTextVr = (vr: string): boolean => vr === 'PN' || vr === 'LO' || vr === 'SH' || vr === 'ST' || vr === 'LT' || vr === 'UT' || vr === 'UC';

/** Text about the device, the acquisition or the display, written by the machine: stays when it looks like that. */
const technicalText: ReadonlySet<number> = new Set([
  0x00080070, 0x00080201, 0x00081090, 0x00180024, 0x00180031, 0x00180085, 0x00181016, 0x00181018, 0x00181019, 0x00181020, 0x00181023, 0x00181040, 0x00181061, 0x00181070, 0x00181160, 0x00181161,
  0x00181180, 0x001811b0, 0x00181210, 0x00181250, 0x00181251, 0x00181260, 0x00181261, 0x0018702a, 0x0018702b, 0x00189005, 0x00189041, 0x00189046, 0x00189047, 0x00189050, 0x00189252,
  0x0018925b, 0x0018925e, 0x00189320, 0x00189524, 0x00189525, 0x00189526, 0x00201040, 0x00209056, 0x00209421, 0x00280a04, 0x00281054, 0x00281055, 0x00283003,
  0x00283004, 0x00541101, 0x00541103, 0x00541104, 0x00541105,
]);
export const mayKeepTechnicalText = (tag: number): boolean => technicalText.has(tag);

/** Manufacturer and model are not identifying and stay (interoperability 5.3), even where they are also the name of an institution. */
export const isMaker = (tag: number): boolean => tag === 0x00080070 || tag === 0x00081090;

/** Short, one line, no name separator, no address, no date and no number long enough for a patient's. */
export const looksTechnical = (text: string): boolean =>
  text.length <= 128 && !/[\p{Cc}\ufffd^@]/u.test(text) && !/\d{6,}/.test(text) && !/\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/.test(text);

/** The text of a value's bytes without padding, or null when it cannot be read for certain in its character set. */
export function readText(bytes: Uint8Array, characterSet: string, vr: string): string | null {
  const { text, finding } = decodeText(bytes, characterSet, vr);
  const trimmed = text.replace(/[\0 ]+$/, '');
  return (finding !== null && finding.code === 'TXT-01') || trimmed.includes('\ufffd') || trimmed.includes('\u001b') ? null : trimmed;
}

/** Letters without case, accents and width, so that "MÜLLER" is "muller". */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Runs of letters and digits, folded. */
export const wordsOf = (text: string): readonly string[] => folded(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

/** The study's list as folded words. */
export const wordSet = (words: readonly string[]): ReadonlySet<string> => new Set(words.flatMap(wordsOf));

/** There is something in it, and every word of it is on the list. */
export function isAllowed(text: string, allowed: ReadonlySet<string>): boolean {
  const words = wordsOf(text);
  return words.length > 0 && !/[\p{Cc}\ufffd]/u.test(text.replace(/[\r\n\t\f]/g, ' ')) && words.every((word) => allowed.has(word));
}

/** Defined terms of BodyPartExamined (PS3.16 annex L, those of a cancer trial): they say nothing about a person, also where a collection is named after them. */
const bodyParts: ReadonlySet<string> = new Set([
  'ABDOMEN', 'ABDOMENPELVIS', 'ADRENAL', 'AORTA', 'ARM', 'AXILLA', 'BACK', 'BLADDER', 'BRAIN', 'BREAST', 'BRONCHUS', 'CERVIX', 'CHEST', 'CHESTABDOMEN', 'CHESTABDPELVIS', 'COLON', 'CSPINE', 'ESOPHAGUS', 'EXTREMITY',
  'EYE', 'FACE', 'FEMUR', 'FOOT', 'GALLBLADDER', 'HAND', 'HEAD', 'HEADNECK', 'HEART', 'HIP', 'HUMERUS', 'JAW', 'KIDNEY', 'KNEE', 'LARYNX', 'LEG', 'LIVER', 'LSPINE', 'LUNG', 'MEDIASTINUM', 'MOUTH', 'NECK', 'NOSE', 'ORBIT',
  'OVARY', 'PANCREAS', 'PELVIS', 'PHANTOM', 'PHARYNX', 'PROSTATE', 'RECTUM', 'RIB', 'SHOULDER', 'SINUS', 'SKULL', 'SPINE', 'SPLEEN', 'STERNUM', 'STOMACH', 'TESTIS', 'THIGH', 'THYROID', 'TONGUE', 'TSPINE', 'UTERUS',
  'VAGINA', 'VULVA', 'WHOLEBODY',
]);
/** Defined terms of ImageType (PS3.3 C.7.6.1.1.2, C.8.2.1.1.1, C.8.13.3.1.1, C.8.15.3.1.1) and of others a phantom may be named after. */
const imageTerms: ReadonlySet<string> = new Set([
  'ORIGINAL', 'DERIVED', 'MIXED', 'PRIMARY', 'SECONDARY', 'AXIAL', 'LOCALIZER', 'OTHER', 'REFORMATTED', 'MPR', 'CPR', 'AVERAGE', 'PERFUSION', 'DIFFUSION', 'ADC', 'FA', 'PROJECTION', 'PROJECTION IMAGE', 'VOLUME', 'ANGIO', 'CARDIAC', 'DYNAMIC',
  'FLUOROSCOPY', 'STATIC', 'GATED', 'WHOLE BODY', 'REST', 'STRESS', 'SUBTRACTION', 'MAXIMUM', 'MINIMUM', 'MAX_IP', 'MIN_IP', 'RESAMPLED', 'NONE', 'CT', 'MR', 'PT', 'US', 'MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', 'RGB',
]);
/** The term is of the standard's lists for this attribute. */
export const isDefinedTerm = (tag: number, text: string): boolean => (tag === 0x00180015 ? bodyParts : imageTerms).has(text.trim().toUpperCase());

/** Coding schemes whose codes and meanings come from published lists (PS3.16 chapter 8). */
const publicSchemes: ReadonlySet<string> = new Set([
  'DCM', 'SCT', 'SRT', 'SNM3', 'SNM', 'LN', 'UCUM', 'FMA', 'RADLEX', 'RADELEMENT', 'NCIT', 'UMLS', 'ACR', 'BI', 'I9', 'I9C', 'I10', 'I10P', 'ICD10', 'ICDO3', 'C4', 'C5', 'CD2', 'RXNORM', 'NDC',
  'IBSI', 'MA', 'NEU', 'UNS', 'ITIS_TSN', 'ISO639_1', 'ISO639_2', 'ISO3166_1', 'PATHLEX', 'MDC', 'IHE', 'IHERO',
]);
export const isPublicScheme = (designator: string): boolean => publicSchemes.has(designator.toUpperCase());
/** The shape of a code value of such a scheme. */
export const isCodeShape = (text: string): boolean => /^[A-Za-z0-9._\-^[\]{}/%*+':()]{1,64}$/.test(text);
