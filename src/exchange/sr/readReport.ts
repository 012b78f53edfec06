/** Reads a measurement report back: what this program wrote, and by the codes of older writers what others did. Codes are matched by scheme and value, never by their meaning. */
import { bufferSource, readPlain, type PlainDataSet } from '../../dicom/index.ts';
import type { NewLesionStatus, OrganCode } from '../../recist/index.ts';
import { categoryOfRole, codeKey, concepts, organOfSite, responseNamed, states } from './codes.ts';
import type { Line } from './coordinates.ts';

export type ReadLength = {
  /** `diameter`: a size without a line, as of a lesion too small to measure. */
  readonly axis: 'long' | 'short' | 'diameter';
  readonly mm: number;
  readonly line: Line | null;
  readonly image: { readonly sopInstanceUid: string; readonly frameNumber: number } | null;
};
export type ReadGroup = {
  /** T01, NT01, NEW01, T04.1; of the sum SOD. */
  readonly identifier: string;
  readonly trackingUid: string;
  readonly role: 'target' | 'nonTarget' | 'new' | null;
  readonly organ: OrganCode | null;
  readonly lengths: readonly ReadLength[];
  readonly state: keyof typeof states | null;
  readonly timePoint: { readonly visit: string; readonly subject: string; readonly protocol: string; readonly type: string; readonly order: number | null };
  readonly comments: readonly string[];
};
export type ReadReport = {
  readonly sopInstanceUid: string; readonly studyUid: string; readonly seriesUid: string;
  readonly complete: boolean; readonly verified: boolean;
  readonly verifiedBy: string | null; readonly observer: string; readonly device: string;
  readonly predecessors: readonly string[];
  /** Images named as evidence. */
  readonly evidence: readonly string[];
  readonly groups: readonly ReadGroup[];
  readonly sum: { readonly mm: number; readonly percentFromBaseline: number | null; readonly percentFromNadir: number | null } | null;
  readonly responses: { readonly target: string | null; readonly nonTarget: string | null; readonly newLesion: Extract<NewLesionStatus, 'equivocal' | 'unequivocal'> | null; readonly overall: string | null };
};

type Item = PlainDataSet;

const first = (item: Item, tag: string): string => item[tag]?.text ?? '';
const sequence = (item: Item, tag: string): readonly Item[] => item[tag]?.items ?? [];
const children = (item: Item): readonly Item[] => sequence(item, '0040a730');
type Coded = readonly [value: string, scheme: string];
const coded = (item: Item | undefined): Coded => (item ? [first(item, '00080100'), first(item, '00080102')] : ['', '']);
const nameOf = (item: Item): string => codeKey(coded(sequence(item, '0040a043')[0]));
const valueOf = (item: Item): Coded => coded(sequence(item, '0040a168')[0]);

const key = (name: keyof typeof concepts): string => codeKey(concepts[name]);
/** Codes of older writers beside ours (interoperability 3.2). */
const axisNames: Readonly<Record<string, ReadLength['axis']>> = {
  [key('longAxis')]: 'long', 'SRT G-A185': 'long', 'SCT 410668003': 'long', 'SRT G-D7FE': 'long', 'SRT G-A22A': 'long', [key('shortAxis')]: 'short', 'SRT G-A186': 'short',
  [key('diameter')]: 'diameter', 'SCT 81827009': 'diameter', 'SRT M-02550': 'diameter',
};
const siteNames = new Set([key('findingSite'), 'SRT G-C0E3']);

const all = (items: readonly Item[], concept: string): readonly Item[] => items.filter((item) => nameOf(item) === concept);
const textOf = (items: readonly Item[], concept: string): string => { const [one] = all(items, concept); return one ? first(one, '0040a160') : ''; };
const numberOf = (item: Item | undefined): number | null => {
  const text = item ? first(sequence(item, '0040a300')[0] ?? {}, '0040a30a') : '';
  return text === '' ? null : Number(text);
};

function lengthOf(item: Item): ReadLength[] {
  const axis = axisNames[nameOf(item)];
  const mm = numberOf(item);
  if (axis === undefined || mm === null) return [];
  const [drawn] = children(item).filter((child) => first(child, '0040a040') === 'SCOORD');
  const [on] = drawn ? children(drawn).flatMap((child) => sequence(child, '00081199')) : [];
  const points = drawn ? drawn['00700022']?.numbers ?? [] : [];
  return [{ axis, mm, line: points.length === 4 ? points as unknown as Line : null, image: on ? { sopInstanceUid: first(on, '00081155'), frameNumber: Number(first(on, '00081160') || '1') } : null }];
}

function groupOf(group: Item): ReadGroup {
  const items = children(group);
  const [category] = all(items, key('findingCategory'));
  const [site] = items.filter((item) => siteNames.has(nameOf(item)));
  const [state] = all(items, key('tumorState'));
  const [uid] = all(items, key('trackingUid'));
  const [type] = all(items, key('timePointType'));
  const match = <Name extends string>(table: Readonly<Record<Name, Coded | readonly [string, string, string]>>, item: Item | undefined): Name | null =>
    (item ? (Object.keys(table) as Name[]).find((name) => codeKey(table[name] as Coded) === codeKey(valueOf(item))) ?? null : null);
  return {
    identifier: textOf(items, key('trackingIdentifier')).replace(/^Cornerstone3DTools@\^[^:]*:[^:]*:/, ''), trackingUid: uid ? first(uid, '0040a124') : '', role: match(categoryOfRole, category), organ: site ? organOfSite(valueOf(site)) : null,
    lengths: items.flatMap(lengthOf), state: match(states, state),
    timePoint: { visit: textOf(items, key('timePoint')), subject: textOf(items, key('subjectTimePoint')), protocol: textOf(items, key('protocolTimePoint')), type: type ? codeKey(valueOf(type)) : '', order: numberOf(all(items, key('timePointOrder'))[0]) },
    comments: all(items, key('comment')).map((item) => first(item, '0040a160')),
  };
}

const instancesIn = (root: Item, tag: string): string[] => sequence(root, tag).flatMap((study) => sequence(study, '00081115').flatMap((series) => sequence(series, '00081199').map((one) => first(one, '00081155'))));

/** Errors: unreadable, as of any DICOM file. */
export function readReport(bytes: Uint8Array): ReadReport {
  const root = readPlain(bufferSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)));
  const top = children(root);
  const groups = all(top, key('imagingMeasurements')).flatMap((container) => all(children(container), key('measurementGroup')));
  const sums = groups.flatMap((group) => all(children(group), key('sumOfDiameters')).map((sum) => ({ sum, items: children(group) })));
  const evaluations = all(top, key('qualitativeEvaluations')).flatMap(children);
  const response = (name: keyof typeof concepts): string | null => { const [item] = all(evaluations, key(name)); return item ? responseNamed(valueOf(item) as unknown as readonly [string, string]) : null; };
  const [newLesion] = all(evaluations, key('newLesionProgression'));
  const mm = numberOf(sums[0]?.sum);
  const [verifying] = sequence(root, '0040a073');
  const [person] = all(top, key('personName'));
  return {
    sopInstanceUid: first(root, '00080018'), studyUid: first(root, '0020000d'), seriesUid: first(root, '0020000e'), complete: first(root, '0040a491') === 'COMPLETE', verified: first(root, '0040a493') === 'VERIFIED',
    verifiedBy: verifying ? first(verifying, '0040a075') : null, observer: person ? first(person, '0040a123') : '', device: textOf(top, key('deviceName')),
    predecessors: instancesIn(root, '0040a360'), evidence: [...instancesIn(root, '0040a375'), ...instancesIn(root, '0040a385')],
    groups: groups.filter((group) => !sums.some(({ items }) => items === children(group)) && all(children(group), key('count')).length === 0).map(groupOf),
    sum: mm === null ? null : { mm, percentFromBaseline: numberOf(all(sums[0]?.items ?? [], key('percentFromBaseline'))[0]), percentFromNadir: numberOf(all(sums[0]?.items ?? [], key('percentFromNadir'))[0]) },
    responses: {
      target: response('targetResponse'), nonTarget: response('nonTargetResponse'), overall: response('overallResponse'),
      newLesion: newLesion ? (codeKey(valueOf(newLesion) as unknown as readonly [string, string]) === codeKey(states.unequivocal) ? 'unequivocal' : 'equivocal') : null,
    },
  };
}
