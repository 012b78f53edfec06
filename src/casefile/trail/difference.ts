/** What an event changed, value by value, in words: the same in the window, in the CSV and on the terminal. */
import { canonicalJson, type Json } from '../../common/index.ts';
import { formatMm, parameterCatalogue } from '../../recist/index.ts';
import { protocolChanges } from '../protocolDiff.ts';
import type { StudyProtocol } from '../protocol.ts';
import { wordsOfName } from './kinds.ts';
import type { TrailChange } from './model.ts';

/** How a record named by its identifier is called; null where that is not known. */
export type NameOf = (id: string) => string | null;

type Members = { readonly [name: string]: Json };
const isMembers = (value: Json | undefined): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members that say where the record belongs, which the row says already, or that repeat what another member says. */
const silent = new Set(['id', 'subjectId', 'slot', 'studyId']);
const silentEverywhere = new Set(['findingKey', 'accountId', 'engineInput']);
const labels: Readonly<Record<string, string>> = {
  longAxis: 'Ends of the long axis', shortAxis: 'Ends of the short axis', longAxisMm: 'Long axis', shortAxisMm: 'Short axis', sumMm: 'Sum of diameters', sopInstanceUid: 'Image', seriesId: 'Series', frameNumber: 'Frame', shortAxisProvisional: 'Short axis provisional',
  renderer: 'Drawn by', placedAt: 'Placed at', timepointId: 'Timepoint', lesionId: 'Lesion', group: 'Several lesions as one item', by: 'By', at: 'At', contentHash: 'SHA-256 of the content', basis: 'SHA-256 of the basis', signer: 'Signed by', isDemo: 'Demo study',
  performed: 'Performed', plannedDate: 'Planned', idleLockMinutes: 'Idle lock (min)', index: 'Number', upTo: 'Up to', manifestSha256: 'SHA-256 of the manifest', contentSha256: 'SHA-256 of the content', kind: 'Kind', code: 'Code', seen: 'Files seen', imported: 'Files imported',
  isOn: 'Made automatically', duplicate: 'Files there already', rejected: 'Files rejected', sealed: 'Digest', instance: 'Image rows', series_images: 'Frame lists', credential: 'Password row',
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isPoint = (value: Json): value is number[] => Array.isArray(value) && value.length === 3 && value.every((one) => typeof one === 'number');
const millimetres = (value: number): string => `${value < 0 ? '−' : ''}${formatMm(Math.round(Math.abs(value) * 10) / 10)}`;

/** Longer text stands in the record alone: lists of hashes. */
const longestLeaf = 2000;

/** A code of the program, such as `noImages`, in words; what a person wrote stays as it is. */
const codeWords = (text: string): string => (/^[a-z]+([A-Z][a-z]+)+$/.test(text) ? text.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : text);

function leaf(name: string, value: Json, nameOf: NameOf): string {
  if (value === null) return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return /Mm$/.test(name) ? `${formatMm(value)} mm` : String(value).replace(/^-/, '−');
  if (typeof value === 'string' && value.length > longestLeaf) return `${value.length} characters`;
  // The state of a lesion that has a status instead of a size.
  if (name === 'state' && value === 'status') return 'judged by eye';
  if (typeof value === 'string') return value === '' ? 'empty' : (uuid.test(value) ? (nameOf(value) ?? `${value.slice(0, 13)}…`) : codeWords(value));
  if (isPoint(value)) return `(${value.map(millimetres).join(', ')}) mm`;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => leaf(name, one, nameOf)).join(isPoint(value[0] ?? null) ? ' to ' : ', ');
  const members = Object.entries(value).filter(([member]) => !silent.has(member) && !silentEverywhere.has(member));
  return members.map(([member, one]) => `${labelOf(member).toLowerCase()} ${leaf(member, one ?? null, nameOf)}`).join(', ');
}

const labelOf = (name: string): string => labels[name] ?? (uuid.test(name) ? name.slice(0, 13) : wordsOfName(name.replace(/(Id|Mm)$/, '')));

/** Leaves of a snapshot by path, in its own order. A list is one leaf, except messages of a thread and other lists of records. */
function flatten(value: Json, path: readonly string[], into: Map<string, { readonly name: string; readonly path: readonly string[]; readonly value: Json }>): void {
  if (isMembers(value)) {
    for (const [name, one] of Object.entries(value)) if (!silentEverywhere.has(name) && (!silent.has(name) || path.length > 1)) flatten(one ?? null, [...path, name], into);
    return;
  }
  if (Array.isArray(value) && value.length > 0 && value.every((one) => isMembers(one))) {
    value.forEach((one, index) => flatten(one, [...path, String(index + 1)], into));
    return;
  }
  into.set(path.join('\u0000'), { name: path.at(-1) ?? '', path, value });
}

const wrappers = new Set(['body', 'record', 'caliper', 'protocol', 'params', 'traits', 'plan']);
const parameters = new Map(parameterCatalogue.map(({ name, title }) => [name as string, title]));

function pathLabel(path: readonly string[], nameOf: NameOf): string {
  const [first, second] = path;
  if (first === 'protocol' && second === 'params') return parameters.get(path[2] ?? '') ?? labelOf(path[2] ?? '');
  return path.filter((name) => !wrappers.has(name)).reduce((words, name, index) => {
    if (/^\d+$/.test(name)) return `${words} ${name}`;
    const word = uuid.test(name) ? (nameOf(name) ?? labelOf(name)) : labelOf(name);
    return index === 0 ? word : `${words}, ${word.charAt(0).toLowerCase()}${word.slice(1)}`;
  }, '');
}

const documents = new Set(['signedContent', 'confirmedContent']);
/** Whether a record is a content that was signed: a document, of which what changed is the whole. */
export const isDocument = (entityType: string): boolean => documents.has(entityType);
const sized = (text: string | null): string | null => (text === null ? null : `${text.length} characters`);
/** A document by its canonical JSON. */
export const documentChanges = (before: string | null, after: string | null): readonly TrailChange[] => [{ label: 'Content', was: sized(before), is: sized(after) }];

const protocolOf = (snapshot: Json | null): StudyProtocol | null => (isMembers(snapshot ?? undefined) && isMembers((snapshot as Members)['protocol']) ? ((snapshot as Members)['protocol'] as unknown as StudyProtocol) : null);

/** A protocol by its own comparison, which knows its terms; an older shape that it cannot read is told value by value. */
function protocolPart(before: Json | null, after: Json | null, nameOf: NameOf): readonly TrailChange[] | null {
  const [was, is] = [protocolOf(before), protocolOf(after)];
  if (!was || !is) return null;
  const named = (words: string): string => (uuid.test(words) ? (nameOf(words) ?? words) : words);
  try {
    return protocolChanges(was, is).map((change) => ({ label: change.title, was: named(change.before), is: named(change.after) }));
  } catch {
    return null;
  }
}

/** Who is asked to read is told, though it is an account; a scan without a day of its own has that of its images. */
function spelledOut(entityType: string, snapshot: Json | null, other: Json | null): Json | null {
  if (!isMembers(snapshot ?? undefined)) return snapshot;
  const members = snapshot as Members;
  const body = members['body'];
  if (entityType === 'readingAssignment' && isMembers(body)) return { ...members, body: { reader: body['accountId'] ?? null } };
  if (entityType === 'seriesAssignment' && isMembers(other ?? undefined) && members['scanDate'] === undefined && (other as Members)['scanDate'] !== undefined) return { ...members, scanDate: 'as its images say' };
  return snapshot;
}

/** What an occurrence says was there before, beside what is there now. */
function pairOf(entityType: string, before: Json | null, after: Json | null): readonly [Json | null, Json | null] {
  if (entityType !== 'occurrence' || before !== null || !isMembers(after ?? undefined)) return [spelledOut(entityType, before, after), spelledOut(entityType, after, before)];
  const { before: was, ...is } = after as Members;
  return isMembers(was) && isMembers(is['plan']) ? [{ plan: was }, is] : [before, after];
}

/** A record that belongs to another subject now. */
function subjectChange(before: Json | null, after: Json | null, nameOf: NameOf): readonly TrailChange[] {
  const [was, is] = [before, after].map((snapshot) => (isMembers(snapshot ?? undefined) ? (snapshot as Members)['subjectId'] : undefined));
  return typeof was === 'string' && typeof is === 'string' && was !== is ? [{ label: 'Subject', was: leaf('subjectId', was, nameOf), is: leaf('subjectId', is, nameOf) }] : [];
}

/** Every value that differs between two snapshots of a record. Null: the record was not there. What is new has every value it came with. */
export function snapshotChanges(entityType: string, stoodBefore: Json | null, standsAfter: Json | null, nameOf: NameOf = () => null): readonly TrailChange[] {
  if (isDocument(entityType)) return documentChanges(stoodBefore === null ? null : canonicalJson(stoodBefore), standsAfter === null ? null : canonicalJson(standsAfter));
  const [before, after] = pairOf(entityType, stoodBefore, standsAfter);
  const protocol = entityType === 'study' ? protocolPart(before, after, nameOf) : null;
  const [was, is] = [before, after].map((snapshot) => {
    const leaves: Parameters<typeof flatten>[2] = new Map();
    if (snapshot !== null) flatten(snapshot, [], leaves);
    return leaves;
  }) as [Parameters<typeof flatten>[2], Parameters<typeof flatten>[2]];
  const changes: TrailChange[] = [];
  for (const key of new Set([...is.keys(), ...was.keys()])) {
    const [old, now] = [was.get(key), is.get(key)];
    const { name, path } = (now ?? old) as { name: string; path: readonly string[] };
    if (protocol && path[0] === 'protocol') continue;
    if (old && now && canonicalJson(old.value) === canonicalJson(now.value)) continue;
    // Nothing where nothing was before is no change.
    if (!old && (now?.value === null || now?.value === '')) continue;
    // A status that is new says as much by itself.
    if (!old && name === 'state' && now?.value === 'status') continue;
    changes.push({ label: pathLabel(path, nameOf), was: old ? leaf(name, old.value, nameOf) : null, is: now ? leaf(name, now.value, nameOf) : null });
  }
  const seen = new Set<string>();
  const each = changes.filter((change) => {
    const words = changeWords(change);
    return !seen.has(words) && seen.add(words);
  });
  return [...subjectChange(before, after, nameOf), ...(protocol ?? []), ...each].toSorted((a, b) => weight(a) - weight(b));
}

/** Sizes, states, what a lesion is and reasons first, where a line has room for two; coordinates and technical identifiers last. */
function weight({ label, was, is }: TrailChange): number {
  if (/^(Long axis|Short axis)$/.test(label)) return 0;
  if (/^(State|Status)$/.test(label)) return 0.5;
  if (/^(Role|Organ)$/.test(label)) return 0.7;
  // That something new is not so.
  if (was === null && is === 'no') return 1.5;
  if (/ends of the|^Ends of|provisional|Image$|^Series$|Frame|Drawn by|SHA-256|^Engine version|^At$/i.test(label)) return 2;
  return 1;
}

/** One change in a line: "Long axis 30.0 mm → 30.9 mm". */
export const changeWords = ({ label, was, is }: TrailChange): string => (was === null ? `${label} ${is ?? ''}` : is === null ? `${label} ${was} removed` : `${label} ${was} → ${is}`);
