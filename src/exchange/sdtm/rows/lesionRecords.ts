/** The lesions of a timepoint as they are tabulated: fragments in place of a lesion that broke up, one joint lesion in place of those that merged (interoperability 1.4.1, 1.4.6). */
import { calipersOf, recordOf, treatedRecord, type Assessment, type Lesion, type SubjectCase, type Timepoint } from '../../../casefile/index.ts';
import { keyImageId } from '../../pictures.ts';

export type Category = 'TARGET' | 'NON-TARGET' | 'NEW';

export type TabulatedLesion = {
  /** Identifier without prefix: T01, NT02, NEW01, T04.1 for a fragment, T02/T03 for merged lesions. */
  readonly id: string;
  readonly category: Category;
  readonly test: 'TUMIDENT' | 'TUSPLIT' | 'TUMERGE';
  /** TUGRPID: the lesion a fragment is of; the lesions that merged. */
  readonly parent: string | null;
  /** Whose place and kind it has. */
  readonly lesion: Lesion;
  /** What was recorded; `merged` for a member at the visit it merged. */
  readonly record: Assessment;
  /** Id of the key image it was measured on; null without callipers. */
  readonly image: string | null;
};

const categories = { target: 'TARGET', nonTarget: 'NON-TARGET', new: 'NEW' } as const;
const letters = { target: 'T', nonTarget: 'NT', new: 'NEW' } as const;

/** Number in a lesion's label: 3 of T3. Labels are never used twice, so neither are identifiers. */
const numberOf = ({ label }: Lesion): number => Number(/\d+/.exec(label)?.[0] ?? 0);

/** T01, NT02, NEW01: a lesion's identifier without prefix. */
export const lesionKey = (lesion: Lesion): string => `${letters[lesion.role]}${String(numberOf(lesion)).padStart(2, '0')}`;

export const categoryOf = ({ role }: Lesion): Category => categories[role];

/** Lesions in the order of rows: targets, non-targets, new ones; each by number. */
const rank = { target: 0, nonTarget: 1, new: 2 } as const;
const inOrder = (lesions: readonly Lesion[]): readonly Lesion[] => lesions.toSorted((a, b) => rank[a.role] - rank[b.role] || numberOf(a) - numberOf(b));

type Recorded = { readonly lesion: Lesion; readonly record: Assessment };

const recordsAt = (subject: SubjectCase, timepoint: Timepoint): readonly Recorded[] =>
  inOrder(subject.lesions).flatMap((lesion) => {
    const record = treatedRecord(subject, lesion, timepoint) ?? recordOf(subject, lesion.id, timepoint.id);
    return record ? [{ lesion, record }] : [];
  });

/** Lead of a merged lesion through chains of merging; null where the chain leads nowhere or round in a circle. */
function leadOfMerged(recorded: readonly Recorded[], start: Recorded): Recorded | null {
  const seen = new Set<string>();
  let current: Recorded | undefined = start;
  while (current?.record.state === 'merged') {
    if (seen.has(current.lesion.id)) return null;
    seen.add(current.lesion.id);
    const into: string = current.record.mergedInto;
    current = recorded.find(({ lesion }) => lesion.id === into);
  }
  return current ?? null;
}

/** The key image of a record; of a lesion that broke up its fragments have one each. */
const imageOf = (timepoint: Timepoint, { lesion, record }: Recorded): string | null => (record.state === 'split' || calipersOf(record).length === 0 ? null : keyImageId(timepoint, lesion));

/** The fragments of a lesion that broke up, each with its image; the lesion itself while it is whole. */
function fragments(timepoint: Timepoint, whole: TabulatedLesion, drawnFor: Recorded): readonly TabulatedLesion[] {
  if (whole.record.state !== 'split') return [whole];
  return whole.record.parts.map((part, index) => (
    { ...whole, id: `${whole.id}.${index + 1}`, test: 'TUSPLIT', parent: whole.id, record: part, image: calipersOf(part).length > 0 ? keyImageId(timepoint, drawnFor.lesion, index + 1) : null }));
}

/** A lesion that others merged into: the members' names joined, followed as non-nodal where one of them is (R-211). */
function joint(timepoint: Timepoint, lead: Recorded, members: readonly Recorded[]): TabulatedLesion {
  const all = inOrder([lead.lesion, ...members.map(({ lesion }) => lesion)]);
  const place = all.find(({ kind }) => kind === 'nonNodal') ?? lead.lesion;
  return { id: all.map(lesionKey).join('/'), category: categoryOf(lead.lesion), test: 'TUMERGE', parent: null, lesion: { ...place, kind: lead.lesion.kind }, record: lead.record, image: imageOf(timepoint, lead) };
}

/**
 * What is tabulated of every lesion at a timepoint. `before`: identifiers that earlier timepoints had; a group of merged lesions that is among them was merged earlier, and its
 * members have nothing more to say.
 */
export function tabulatedLesions(subject: SubjectCase, timepoint: Timepoint, before: ReadonlySet<string>): readonly TabulatedLesion[] {
  const recorded = recordsAt(subject, timepoint);
  const membersOf = new Map<string, Recorded[]>();
  for (const one of recorded) {
    const lead = one.record.state === 'merged' ? leadOfMerged(recorded, one) : null;
    if (lead) membersOf.set(lead.lesion.id, [...(membersOf.get(lead.lesion.id) ?? []), one]);
  }
  return recorded.flatMap((one): readonly TabulatedLesion[] => {
    const single: TabulatedLesion = { id: lesionKey(one.lesion), category: categoryOf(one.lesion), test: 'TUMIDENT', parent: null, lesion: one.lesion, record: one.record, image: imageOf(timepoint, one) };
    const members = membersOf.get(one.lesion.id);
    if (members) {
      const group = joint(timepoint, one, members);
      const merged: Assessment = { state: 'merged', mergedInto: one.lesion.id };
      return [...(before.has(group.id) ? [] : [{ ...single, record: merged, image: null }]), ...fragments(timepoint, group, one)];
    }
    if (one.record.state !== 'merged') return fragments(timepoint, single, one);
    const lead = leadOfMerged(recorded, one);
    const wasMerged = lead !== null && before.has(joint(timepoint, lead, membersOf.get(lead.lesion.id) ?? []).id);
    return wasMerged ? [] : [single];
  });
}

/** What a timepoint that was not done leaves open: targets and non-targets as the one before it had them. */
export const lesionsNotDone = (before: readonly TabulatedLesion[]): readonly TabulatedLesion[] =>
  before.filter(({ category, record }) => category !== 'NEW' && record.state !== 'merged').map((one) => ({ ...one, record: { state: 'notEvaluable', reason: 'notImaged' }, image: null }));
