/** Draws a reader's records so that they give the responses that were meant: sums are placed inside the limits of each category, then shared out among lesions. */
import type { LesionKind, NonTargetStatus, OrganCode, OverallResponse } from '../../recist/index.ts';
import { between, type Random } from '../random.ts';
import type { TrialLesion, TrialRecord } from './model.ts';

export type Disease = { readonly role: 'target' | 'nonTarget'; readonly organ: OrganCode; readonly kind: LesionKind; readonly description: string; /** Axis that counts at baseline, mm; 0 for a non-target. */ readonly sizeMm: number };

/** What a reader is to find: categories by visit, and how progression shows. */
export type Intent = {
  readonly overall: ReadonlyMap<number, OverallResponse>;
  readonly progressionBy: 'target' | 'nonTarget' | 'newLesion' | 'backdated' | null;
  /** An equivocal new finding here that is dismissed at the next visit. */
  readonly dismissedAt: number | null;
  /** First target breaks up in two from here on. */
  readonly splitFrom: number | null;
};

const tenth = (mm: number): number => Math.round(mm * 10) / 10;
/** Distance kept from every limit, mm, so that no rounding decides. */
const clearMm = 1;
const smallestMm = 5.5;

const newPlaces: readonly (readonly [OrganCode, string])[] = [['liver', 'segment 6, new'], ['bone', 'L3, new'], ['lung', 'left lower lobe, new'], ['brain', 'right frontal, new'], ['peritoneum', 'omentum, new']];

/** The sum meant for a visit, between the limits that its category has. */
function sumFor(random: Random, overall: OverallResponse, { baseline, nadir, last }: { baseline: number; nadir: number; last: number }, grows: boolean): number {
  const pdLimit = Math.max(1.2 * nadir, nadir + 5);
  const prLimit = 0.7 * baseline;
  if (overall === 'PD' && grows) return Math.max(pdLimit + clearMm + between(random, 1, 0.15 * nadir + 4), last * between(random, 1.02, 1.12));
  if (overall === 'PR' || (overall === 'PD' && last <= prLimit - clearMm)) {
    const aim = last > prLimit ? baseline * between(random, 0.45, 0.66) : last * between(random, 0.93, 1.05);
    return Math.min(aim, prLimit - clearMm, pdLimit - clearMm);
  }
  const aim = last * between(random, 0.95, 1.06);
  return Math.min(Math.max(aim, prLimit + clearMm), pdLimit - clearMm);
}

/** Shares a sum out among lesions in proportion to their baseline, the rest to the largest; 0.1 mm. */
function shares(random: Random, sum: number, targets: readonly Disease[]): number[] {
  const weights = targets.map(({ sizeMm }) => sizeMm * between(random, 0.97, 1.03));
  const whole = weights.reduce((total, weight) => total + weight, 0);
  const sizes = weights.map((weight) => Math.max(smallestMm, tenth((sum * weight) / whole)));
  const largest = sizes.indexOf(Math.max(...sizes));
  sizes[largest] = tenth((sizes[largest] ?? 0) + tenth(sum) - sizes.reduce((total, size) => total + size, 0));
  return sizes;
}

/** Axes of a lesion whose counting axis has this size. */
function axes(random: Random, kind: LesionKind, mm: number): { long: number; short: number | null } {
  return kind === 'node' ? { long: tenth(mm * between(random, 1.2, 1.5)), short: mm } : { long: mm, short: tenth(mm * between(random, 0.62, 0.9)) };
}

function targetRecord(random: Random, lesion: Disease, mm: number, isSplit: boolean): TrialRecord {
  if (!isSplit || lesion.kind === 'node' || mm < 14) return { state: 'measured', ...axes(random, lesion.kind, mm) };
  const first = tenth(mm * between(random, 0.52, 0.58));
  return { state: 'split', parts: [first, tenth(mm - first)].map((part) => axes(random, lesion.kind, part)) };
}

const vanished = (random: Random, { kind }: Disease): TrialRecord => (kind === 'node' ? { state: 'measured', ...axes(random, 'node', tenth(between(random, 6, 8.5))) } : { state: 'absent' });

/** A reader's lesions with everything recorded for them, baseline first. `noise` is the reader's own scatter at baseline, as a share. */
export function drawRead(random: Random, disease: readonly Disease[], intent: Intent, noise: number): readonly TrialLesion[] {
  const targets = disease.filter(({ role }) => role === 'target');
  const others = disease.filter(({ role }) => role === 'nonTarget');
  const first = targets.map(({ sizeMm, kind }) => Math.max(kind === 'node' ? 15.2 : 10.4, tenth(sizeMm * between(random, 1 - noise, 1 + noise))));
  const baseline = tenth(first.reduce((sum, mm) => sum + mm, 0));
  const onTargets = targets.map((lesion, at): Record<number, TrialRecord> => ({ 0: { state: 'measured', ...axes(random, lesion.kind, first[at] ?? 0) } }));
  const onOthers = others.map((): Record<number, TrialRecord> => ({ 0: { state: 'status', status: 'present' } }));
  const found: Record<number, TrialRecord> = {};
  const dismissed: Record<number, TrialRecord> = {};
  const visits = [...intent.overall.keys()].sort((a, b) => a - b);
  const pdAt = visits.find((index) => intent.overall.get(index) === 'PD') ?? Infinity;
  const shownFrom = intent.progressionBy === 'backdated' ? visits[visits.indexOf(pdAt) + 1] ?? pdAt : pdAt;
  let [nadir, last, complete] = [baseline, baseline, false];
  for (const index of visits) {
    const overall = intent.overall.get(index) ?? 'NE';
    complete ||= overall === 'CR';
    const isAfter = index >= pdAt;
    const status: NonTargetStatus = isAfter && intent.progressionBy === 'nonTarget' ? 'unequivocalProgression' : complete ? 'absent' : 'present';
    for (const records of onOthers) records[index] = { state: 'status', status: records === onOthers[0] || status === 'absent' ? status : 'present' };
    if (complete) targets.forEach((lesion, at) => { onTargets[at]![index] = vanished(random, lesion); });
    else if (targets.length > 0) {
      const sum = tenth(sumFor(random, overall === 'NE' ? 'SD' : overall, { baseline, nadir, last }, intent.progressionBy === 'target'));
      const sizes = shares(random, sum, targets);
      const isSplit = intent.splitFrom !== null && index >= intent.splitFrom;
      targets.forEach((lesion, at) => { onTargets[at]![index] = targetRecord(random, lesion, sizes[at] ?? 0, isSplit && at === 0); });
      if (overall === 'NE') onTargets.at(-1)![index] = { state: 'notEvaluable', reason: 'poorQuality', note: 'Breathing artefact' };
      else {
        nadir = Math.min(nadir, sum);
        last = sum;
      }
    } else if (overall === 'NE' && onOthers[0]) onOthers[0][index] = { state: 'status', status: 'notEvaluable' };
    if (isAfter && (intent.progressionBy === 'newLesion' || intent.progressionBy === 'backdated')) found[index] = { state: 'newLesion', status: index < shownFrom ? 'equivocal' : 'unequivocal' };
    if (intent.dismissedAt !== null && index >= intent.dismissedAt) dismissed[index] = { state: 'newLesion', status: index === intent.dismissedAt ? 'equivocal' : 'dismissed' };
  }
  const [organ, description] = newPlaces[Math.floor(random() * newPlaces.length)] ?? ['liver', 'new'];
  const news = [{ records: dismissed, organ: 'lung' as const, description: 'right lower lobe, nodule' }, { records: found, organ, description }].filter(({ records }) => Object.keys(records).length > 0)
    .sort((a, b) => Number(Object.keys(a.records)[0]) - Number(Object.keys(b.records)[0]));
  return [
    ...targets.map(({ sizeMm: _size, ...lesion }, at): TrialLesion => ({ ...lesion, label: `T${at + 1}`, records: onTargets[at] ?? {} })),
    ...others.map(({ sizeMm: _size, ...lesion }, at): TrialLesion => ({ ...lesion, label: `N${at + 1}`, records: onOthers[at] ?? {} })),
    ...news.map((lesion, at): TrialLesion => ({ label: `X${at + 1}`, role: 'new', kind: 'nonNodal', ...lesion })),
  ];
}
