/** What a study does to the identity in its images as they come in (interoperability 5): plain data of the protocol, its defaults, and how pseudonymous subject ids are made. */

/** `keep` takes images as they come, `refuse` imports none that names the patient, `deidentify` applies the study's profile before anything is stored. */
export const imageIdentityRules = ['keep', 'refuse', 'deidentify'] as const;
export type ImageIdentityRule = (typeof imageIdentityRules)[number];

/** Dates in the headers: moved by the subject's shift (113107), removed, or as they are (113106). */
export const dateRules = ['modified', 'removed', 'full'] as const;
export type DateRule = (typeof dateRules)[number];

/** Options of the PS3.15 profile; the basic profile (113100) always applies. */
export type DeidentificationOptions = {
  /** 113105: a description is kept when every word of it is on the study's list. Off: descriptions go. */
  readonly cleanDescriptors: boolean;
  readonly dates: DateRule;
  /** 113108: sex, age, size, weight and nothing else. */
  readonly patientCharacteristics: boolean;
  /** 113109 */
  readonly deviceIdentity: boolean;
  /** 113110 */
  readonly uids: boolean;
  /** 113111: private elements that stay, by name as the engine knows them. */
  readonly safePrivate: readonly string[];
  /** 113112 */
  readonly institution: boolean;
};

/**
 * Who a patient of the images is in the study. `list`: the enrolment list in the key list says it, everybody else is left out. `pattern`: `{site}` the site's id, `{n:000}` the next
 * free number. `keyedCode`: eight characters of an HMAC with the study's secret, after the prefix. `entered`: as the person gives it with each import.
 */
export type SubjectIdRule =
  | { readonly kind: 'list' }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'keyedCode'; readonly prefix: string }
  | { readonly kind: 'entered' };

export type Deidentification = {
  readonly options: DeidentificationOptions;
  readonly allowedWords: readonly string[];
  /** Whole days, both below 0, `earliest` the farther one. One shift per subject. */
  readonly dateShiftDays: { readonly earliest: number; readonly latest: number };
  readonly trial: { readonly sponsor: string; readonly protocolId: string; readonly siteId: string };
  readonly subjectIds: SubjectIdRule;
};

/** Words of series and study descriptions that name no person and no place; with them numbers below 100. */
const radiologyWords = `abdomen abd adc angio ap arterial art axial ax baseline body bolus bone brain breast caudal cervical chest colon contrast cor coronal cranial cranium ct cta delay delayed diagnostic diffusion dixon dual
dwi dynamic early enhanced ep epi excretory fat fatsat first fl flair follow followup fov fs gd gre head hepatic hip hr hrct hte in inphase iv kernel kidney late lava left liver localizer localiser lumbar lung lungs lymph
map mediastinum mip mm mpr mr mri multiphase native nativ ncct neck nephrographic nodule opp opphase out outphase oral pancreas pancreatic pelvis pet phase plain post pre prostate portal pv ra radial recon
rectum reformat renal right sag sagittal scan scout screening series se segment sequence skull slice soft sp spair spine spleen staging stir sub subtraction survey t1 t1w t2 t2w thick thin thorax thoracic tissue topogram
tra transverse trans tse ven venous vibe vol volume volumetric wb whole wi with without w wo upper lower high low resolution res std standard st window and or of the for to up`;

/** What trial mode means where nothing else is said (interoperability 5.3, 5.4). */
export const trialDeidentification: Deidentification = {
  options: { cleanDescriptors: true, dates: 'modified', patientCharacteristics: true, deviceIdentity: false, uids: false, safePrivate: [], institution: false },
  allowedWords: [...new Set([...radiologyWords.split(/\s+/), ...Array.from({ length: 100 }, (_, number) => String(number))])],
  dateShiftDays: { earliest: -3650, latest: -1 },
  trial: { sponsor: '', protocolId: '', siteId: '' },
  subjectIds: { kind: 'pattern', pattern: '{site}-{n:000}' },
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const numberPlace = /\{n:(0+)\}/;

/** What is wrong with a pattern of subject ids, in words; null when it can be used. */
export function idPatternProblem(pattern: string): string | null {
  if ((pattern.match(/\{n:0+\}/g) ?? []).length !== 1) return 'One {n:000} is needed for the running number, as in {site}-{n:000}';
  const rest = pattern.replace(numberPlace, '').replaceAll('{site}', '');
  if (!/^[A-Za-z0-9._-]*$/.test(rest)) return 'Besides {site} and {n:000} only letters, digits, dot, hyphen and underscore';
  return pattern.length > 60 ? 'At most 60 characters' : null;
}

/** The lowest number above every used one; null when they are used up. Case of the used ids does not matter. */
export function nextSubjectId(pattern: string, siteId: string, used: Iterable<string>): string | null {
  const digits = numberPlace.exec(pattern)?.[1]?.length ?? 0;
  const filled = pattern.replaceAll('{site}', siteId);
  const [before = '', after = ''] = filled.split(numberPlace.exec(filled)?.[0] ?? '{n:}');
  const expression = new RegExp(`^${escaped(before)}(\\d{${digits}})${escaped(after)}$`, 'i');
  let highest = 0;
  for (const id of used) highest = Math.max(highest, Number(expression.exec(id)?.[1] ?? 0));
  const next = String(highest + 1).padStart(digits, '0');
  return next.length > digits ? null : `${before}${next}${after}`;
}

/** The rule in words, for the trail and the screens. */
export function subjectIdWords(rule: SubjectIdRule): string {
  switch (rule.kind) {
    case 'list': return 'by the enrolment list';
    case 'pattern': return `by the rule ${rule.pattern}`;
    case 'keyedCode': return `keyed code after ${rule.prefix === '' ? 'nothing' : rule.prefix}`;
    case 'entered': return 'given with each import';
  }
}

/** The options that are on, in words, basic profile first. */
export function optionWords(options: DeidentificationOptions): string {
  const dates = { modified: 'dates shifted', removed: 'dates removed', full: 'full dates kept' }[options.dates];
  return ['basic profile', ...(options.cleanDescriptors ? ['descriptions cleaned'] : ['descriptions removed']), dates, ...(options.patientCharacteristics ? ['sex, age, size and weight kept'] : []),
    ...(options.deviceIdentity ? ['device identity kept'] : []), ...(options.institution ? ['institution kept'] : []), ...(options.uids ? ['UIDs kept'] : []),
    ...(options.safePrivate.length > 0 ? [`safe private: ${options.safePrivate.join(', ')}`] : [])].join(', ');
}
