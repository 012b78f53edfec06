/** What differs between two states of one timepoint: two signed versions, or a signed one and what is recorded now. Pure. */
import { protocolVersion, signedFacts, type Assessment, type Lesion, type SignedContent, type SubjectCase, type Timepoint } from '../../../src/casefile/index.ts';
import { canonicalJson, type Json } from '../../../src/common/index.ts';
import { engineVersion, formatMm, type SubjectResult, type TimepointResult } from '../../../src/recist/index.ts';
import { contentOf, lesionName } from '../lesions/index.ts';

/** One state of a timepoint. `sumMm` in mm, null where there is none. */
export type VersionState = Pick<SignedContent, 'records' | 'result' | 'protocolVersion' | 'engineVersion'> & { readonly sumMm: number | null };

export type VersionChange = {
  readonly what: string;
  /** The lesion it is about; null for everything else. */
  readonly lesion: Lesion | null;
  readonly before: string;
  readonly after: string;
};

const none = 'none';

/** A record in words, "30.9", "0 absent", "NE not imaged"; `none` without one. */
function recordText(lesion: Lesion, record: Assessment | undefined, lesions: readonly Lesion[]): string {
  const content = contentOf(lesion, record, lesions);
  switch (content?.kind) {
    case 'value': return content.note === undefined ? content.text : `${content.text} ${content.note}`;
    case 'word': return content.text;
    case 'notEvaluable': return content.reason === '' ? 'NE' : `NE ${content.reason}`;
    case 'toAssess': return 'not measured';
    case 'empty':
    case undefined: return none;
  }
}

const differs = (a: unknown, b: unknown): boolean => canonicalJson((a ?? null) as Json) !== canonicalJson((b ?? null) as Json);
const pair = (what: string, before: string, after: string, lesion: Lesion | null = null): readonly VersionChange[] => (before === after ? [] : [{ what, lesion, before, after }]);

function lesionChanges(before: VersionState, after: VersionState): readonly VersionChange[] {
  const ids = [...new Set([...before.records.lesions, ...after.records.lesions].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [old, now] = [before, after].map(({ records }) => records.lesions.find((lesion) => lesion.id === id));
    const lesion = now ?? old;
    if (!lesion) return [];
    const [oldRecord, newRecord] = [before.records.assessments[id], after.records.assessments[id]];
    const [oldText, newText] = [recordText(old ?? lesion, oldRecord, before.records.lesions), recordText(now ?? lesion, newRecord, after.records.lesions)];
    const moved = oldText === newText && oldRecord !== undefined && newRecord !== undefined && differs(oldRecord, newRecord);
    return [
      ...(old && !now ? [{ what: lesionName(old), lesion: old, before: oldText, after: 'removed' }] : !old && now ? [{ what: lesionName(now), lesion: now, before: none, after: `${newText === none ? '' : `${newText}, `}added` }] : pair(lesionName(lesion), oldText, newText, lesion)),
      ...(moved ? [{ what: lesionName(lesion), lesion, before: oldText, after: `${newText}, drawn elsewhere` }] : []),
      ...(old && now ? pair('Name', lesionName(old), lesionName(now), lesion) : []),
    ];
  });
}

const sumText = ({ sumMm }: VersionState): string => (sumMm === null ? none : formatMm(sumMm));
const assignedText = ({ records }: VersionState): string => {
  const { target, nonTarget, overall } = records.overrides ?? {};
  return [target && `target ${target.value}: ${target.reason}`, nonTarget && `non-target ${nonTarget.value}: ${nonTarget.reason}`, overall && `overall ${overall.value}: ${overall.reason}`].filter((one) => one !== undefined).join('; ') || none;
};
const markerText = ({ records: { marker } }: VersionState): string =>
  marker === null ? none : [marker.status === 'notAssessed' ? 'not assessed' : marker.status, ...marker.values.map(({ name, value, unit }) => `${name} ${value} ${unit}`)].join(', ');

/** Codes with their reasons; which lesion a reason is about follows from its place. */
function reasonChanges(before: VersionState, after: VersionState): readonly VersionChange[] {
  const keys = [...new Set([...Object.keys(before.records.checkReasons), ...Object.keys(after.records.checkReasons)])].sort();
  return keys.flatMap((key) => pair(`Reason ${key.split(' ')[0] ?? ''}`, before.records.checkReasons[key]?.reason ?? none, after.records.checkReasons[key]?.reason ?? none));
}

function responseChanges(before: TimepointResult | null, after: TimepointResult | null): readonly VersionChange[] {
  const of = (result: TimepointResult | null, component: 'target' | 'nonTarget' | 'newLesion' | 'overallAsRead') => result?.[component] ?? none;
  return [
    ...pair('Target response', of(before, 'target'), of(after, 'target')), ...pair('Non-target response', of(before, 'nonTarget'), of(after, 'nonTarget')),
    ...pair('New lesion', of(before, 'newLesion'), of(after, 'newLesion')), ...pair('Response', of(before, 'overallAsRead'), of(after, 'overallAsRead')),
  ];
}

/** Every difference, as a person would list them: lesions in table order, sum, response, what was assigned, markers, reasons, images, versions. */
export function versionChanges(before: VersionState, after: VersionState): readonly VersionChange[] {
  const images = ({ records }: VersionState): string => String(records.keyImages.length);
  const series = ({ records }: VersionState): string => records.timepoint.series.map(({ number, description }) => `${number ?? '?'} ${description}`.trim()).join(', ') || none;
  return [
    ...lesionChanges(before, after), ...pair('Sum of diameters', sumText(before), sumText(after)), ...responseChanges(before.result, after.result),
    ...pair('Assigned', assignedText(before), assignedText(after)), ...pair('CR revised to PR', before.records.revisedCr ? 'yes' : 'no', after.records.revisedCr ? 'yes' : 'no'),
    ...pair('Tumour markers', markerText(before), markerText(after)), ...reasonChanges(before, after), ...pair('Key images', images(before), images(after)), ...pair('Series', series(before), series(after)),
    ...pair('Protocol version', String(before.protocolVersion), String(after.protocolVersion)), ...pair('Rules', before.engineVersion, after.engineVersion),
  ];
}

/** What is recorded at a timepoint now, in the shape of what was signed. */
export function stateNow(subject: SubjectCase, timepoint: Timepoint, result: SubjectResult | null): VersionState {
  const at = result?.timepoints.find(({ id }) => id === timepoint.id) ?? null;
  return { records: signedFacts(subject, timepoint).records, result: at, sumMm: timepoint.index === 0 ? (result?.baseline.sum ?? null) : (at?.sum ?? null), protocolVersion: protocolVersion(subject.protocol), engineVersion };
}
