import { defaultParameters, parameterCatalogue, parameterGroupTitles, type ParameterKind } from '../recist/index.ts';
import { optionWords, subjectIdWords, type Deidentification } from './deidentification.ts';
import { exportConfigOf, exportTitles, exportWords, type ExportConfig } from './exportConfig.ts';
import { defaultSubjectCodes, organisationMembers, type StudyProtocol, type VisitPlan } from './protocol.ts';
import { subjectCodeWords } from './subjectCodes.ts';
import { sameTimepointDays } from './timepointDates.ts';

/** One difference between two protocols, in words. `fixed`: it may not change without an amendment once a read is signed. */
export type ProtocolChange = { readonly path: string; readonly section: string; readonly title: string; readonly before: string; readonly after: string; readonly fixed: boolean };

const yesNo = (value: unknown): string => (value === true ? 'yes' : 'no');
const listed = (parts: readonly string[], none: string): string => (parts.length === 0 ? none : parts.join(', '));
const everyDays = (days: number): string => (days % 7 === 0 ? `every ${days / 7} weeks` : `every ${days} days`);
const windowWords = (before: number, after: number): string => (before === after ? `±${before} d` : `−${before} to +${after} d`);

/** A parameter's value as a person reads it: "28 days", "After confirmation", "every 8 weeks ±7 d". */
export function parameterWords(kind: ParameterKind, value: unknown): string {
  switch (kind.kind) {
    case 'flag': return yesNo(value);
    case 'whole': return value === null ? kind.nullMeans ?? 'none' : `${String(value)} ${kind.unit}`;
    case 'choice': return kind.options.find((option) => option.value === value)?.label ?? String(value);
    case 'choices': return listed((value as readonly string[]).map((one) => kind.options.find((option) => option.value === one)?.label ?? one), 'nothing');
    case 'date': return value === null ? kind.nullMeans : String(value);
    case 'schedule': {
      const { intervalDays, windowDays, changes = [] } = value as { intervalDays: number; windowDays: number; changes?: readonly { fromDay: number; intervalDays: number }[] };
      return [`${everyDays(intervalDays)} ±${windowDays} d`, ...changes.map((change) => `from day ${change.fromDay} ${everyDays(change.intervalDays)}`)].join(', ');
    }
    case 'pfsRules': {
      if (typeof value === 'string') return value;
      const { base = 'TRIAL', ...fields } = value as { base?: string };
      return `${base} with ${listed(Object.entries(fields).map(([name, one]) => `${name}: ${String(one)}`), 'no change')}`;
    }
  }
}

function planWords(plan: VisitPlan | undefined): string {
  if (!plan || plan.visits.length === 0) return 'none';
  const named = plan.visits.map((visit) => `${visit.name} day ${visit.day} ${windowWords(visit.windowBeforeDays, visit.windowAfterDays)}`);
  const from = plan.from === 'baselineScan' ? ['from the baseline scan'] : [];
  return [...from, ...named, ...(plan.then ? [`then ${everyDays(plan.then.everyDays)} ±${plan.then.windowDays} d`] : [])].join(', ');
}

type Field = { readonly path: string; readonly section: string; readonly title: string; readonly words: (protocol: StudyProtocol) => string };

/** A part of the profile; nothing is said of it where the study never had one. */
const profileField = (member: keyof Deidentification, title: string, words: (setup: Deidentification) => string): Field => ({
  path: `deidentification.${member}`, section: 'Identity in images', title, words: (p) => (p.deidentification ? words(p.deidentification) : 'none'),
});

const exportField = (member: keyof ExportConfig, title: string): Field => ({ path: `exporting.${member}`, section: 'Export', title, words: (p) => exportWords(member, exportConfigOf(p)[member]) });

const parameterOf = (protocol: StudyProtocol, name: string, kind: ParameterKind, otherwise: unknown): unknown => {
  if (name === 'recordingDecimals') return protocol.recordingDecimals;
  const value = protocol.params[name] ?? (protocol.params[name] === null ? null : otherwise);
  return kind.kind === 'schedule' ? { ...defaultParameters.schedule, ...(value as object) } : value;
};

const fields: readonly Field[] = [
  { path: 'name', section: 'Study', title: 'Criteria', words: (p) => p.name },
  { path: 'design.phase', section: 'Study', title: 'Phase', words: (p) => p.design?.phase ?? 'not said' },
  { path: 'design.arms', section: 'Study', title: 'Arms', words: (p) => listed((p.design?.arms ?? []).map((arm) => `${arm.name} ${arm.ratio}`), 'not said') },
  { path: 'design.primaryEndpoint', section: 'Study', title: 'Primary endpoint', words: (p) => p.design?.primaryEndpoint ?? 'not said' },
  { path: 'design.secondaryEndpoints', section: 'Study', title: 'Secondary endpoints', words: (p) => listed(p.design?.secondaryEndpoints ?? [], 'none') },
  { path: 'design.evaluatedBy', section: 'Study', title: 'Evaluated by', words: (p) => p.design?.evaluatedBy ?? 'not said' },
  { path: 'reading.scheme', section: 'Reading', title: 'Readers', words: (p) => (p.reading?.scheme === 'double' ? 'two and an adjudicator' : 'one') },
  { path: 'reading.sequentialLock', section: 'Reading', title: 'Timepoints open one after another', words: (p) => yesNo(p.reading?.sequentialLock) },
  { path: 'reading.blinded', section: 'Reading', title: 'Blinded', words: (p) => yesNo(p.reading?.blinded) },
  { path: 'requiredRegions', section: 'Reading', title: 'Regions imaged at baseline', words: (p) => listed(p.requiredRegions ?? [], 'none required') },
  { path: 'liveEffect', section: 'Reading', title: 'Live effect', words: (p) => yesNo(p.liveEffect) },
  { path: 'readWithinDays', section: 'Reading', title: 'Read within', words: (p) => (p.readWithinDays == null ? 'no due date' : `${p.readWithinDays} days of the scan`) },
  { path: 'readers.reader1', section: 'Reading', title: 'Reader 1', words: (p) => p.readers?.reader1 ?? 'nobody' },
  { path: 'readers.reader2', section: 'Reading', title: 'Reader 2', words: (p) => p.readers?.reader2 ?? 'nobody' },
  { path: 'readers.adjudicator', section: 'Reading', title: 'Adjudicator', words: (p) => p.readers?.adjudicator ?? 'nobody' },
  { path: 'visits', section: 'Visits', title: 'Visit plan', words: (p) => planWords(p.visits) },
  { path: 'assigning.sameTimepointDays', section: 'Visits', title: 'Scans of one timepoint', words: (p) => `at most ${sameTimepointDays(p)} days apart` },
  { path: 'assigning.dateBy', section: 'Visits', title: 'A timepoint of several days is dated by', words: (p) => (p.assigning?.dateBy === 'ct' ? 'its CT' : 'all of its scans') },
  ...parameterCatalogue.map((entry): Field => ({
    path: `params.${entry.name}`, section: parameterGroupTitles[entry.group], title: entry.title, words: (p) => parameterWords(entry.kind, parameterOf(p, entry.name, entry.kind, entry.default)),
  })),
  { path: 'markers', section: 'Tumour markers', title: 'Markers', words: (p) => listed((p.markers ?? []).map((one) => `${one.name} ${one.upperLimit === null ? 'without limit' : `up to ${one.upperLimit}`} ${one.unit}`), 'none') },
  { path: 'sites', section: 'Subjects', title: 'Sites', words: (p) => listed((p.sites ?? []).map((site) => `${site.code} ${site.name}`.trim()), 'not named') },
  { path: 'subjectCodes', section: 'Subjects', title: 'Subject codes', words: (p) => subjectCodeWords(p.subjectCodes ?? defaultSubjectCodes) },
  { path: 'imageIdentity', section: 'Identity in images', title: 'Images that name the patient', words: (p) => ({ keep: 'taken as they come', refuse: 'refused', deidentify: 'de-identified on import' })[p.imageIdentity ?? 'keep'] },
  profileField('options', 'De-identification', (one) => optionWords(one.options)),
  profileField('dateShiftDays', 'Shift of dates', (one) => `${one.dateShiftDays.earliest} to ${one.dateShiftDays.latest} days`.replaceAll('-', '−')),
  profileField('allowedWords', 'Words that may stay', (one) => `${one.allowedWords.length} words`),
  profileField('trial', 'Trial in the headers', (one) => listed([one.trial.sponsor, one.trial.protocolId, one.trial.siteId].filter((text) => text !== ''), 'not named')),
  profileField('subjectIds', 'Subject ids', (one) => subjectIdWords(one.subjectIds)),
  ...Object.entries(exportTitles).map(([member, title]) => exportField(member as keyof ExportConfig, title)),
];

const isFixed = (path: string): boolean => !organisationMembers.some((member) => path === member || path.startsWith(`${member}.`));

/** Every field that differs, in the order of the study screen. Fields left at their default and fields set to it are the same. */
export function protocolChanges(before: StudyProtocol, after: StudyProtocol): readonly ProtocolChange[] {
  return fields.flatMap(({ path, section, title, words }) => {
    const [was, is] = [words(before), words(after)];
    // Two lists of the same length read alike; their members tell.
    const differs = was !== is || (path === 'subjectCodes' && JSON.stringify(before.subjectCodes ?? defaultSubjectCodes) !== JSON.stringify(after.subjectCodes ?? defaultSubjectCodes))
      || (path === 'deidentification.allowedWords' && JSON.stringify(before.deidentification?.allowedWords) !== JSON.stringify(after.deidentification?.allowedWords))
      || (path === 'exporting.mapping' && JSON.stringify(before.exporting?.mapping ?? null) !== JSON.stringify(after.exporting?.mapping ?? null));
    return differs ? [{ path, section, title, before: was, after: is, fixed: isFixed(path) }] : [];
  });
}

