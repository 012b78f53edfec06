/** The investigator's confirmation of a progression date, or of none: what it rests on, whether that still holds, what changed. Pure; no rule is here. */
import { canonicalJson, type Finding, type IsoDate, type Json } from '../common/index.ts';
import { formatMm, type EndpointResult, type OverallResponse, type Parameters, type Progression, type SubjectInput, type SubjectResult, type TimeOrigin } from '../recist/index.ts';
import type { AdjudicationState } from './adjudication.ts';
import { countingDiameterMm, isRead, parametersOf, toEngineInput } from './engineInput.ts';
import type { Assessment, Lesion, SubjectCase, Timepoint } from './model.ts';
import { signOffOf } from './read.ts';
import { caseUpTo } from './signing.ts';

/** What the engine found when it was confirmed. */
export type ConfirmedOutcome = {
  readonly progression: Progression | null;
  readonly bestOverallResponse: OverallResponse;
  readonly pfs: EndpointResult | null;
};
/** A date, or none, that the investigator holds to be right in place of the engine's; both are kept. */
export type ChosenDate = { readonly date: IsoDate | null; readonly reason: string };

/** What the statement under the signature says. */
export const confirmationMeanings = ['confirmed', 'otherDate'] as const;
export type ConfirmationMeaning = (typeof confirmationMeanings)[number];

/** Whose date: the site's own, or that of the read that two central readers or their adjudicator made the result (R-904, R-J09). */
export const confirmReads = ['site', 'central'] as const;
export type ConfirmRead = (typeof confirmReads)[number];
/** Which of the two central reads is the result, and why: without disagreement the first reader's (R-J07). */
export type CentralBasis = { readonly slot: 'reader1' | 'reader2'; readonly state: AdjudicationState };
/** A central read is a result once both have finished and nothing is left to decide. */
export const isCentralFinal = ({ state }: Pick<CentralBasis, 'state'>): boolean => state === 'agreed' || state === 'decided';

/** One signed confirmation, as it was given. */
export type Confirmation = {
  /** Left out: the site's own. */
  readonly read?: 'central';
  /** 1 for the first; each later one replaces the one before, which stays readable. */
  readonly number: number;
  readonly by: string;
  /** UTC instant. */
  readonly at: string;
  readonly meaning: ConfirmationMeaning;
  /** SHA-256 of the provenance (`confirmedFacts`). */
  readonly contentHash: string;
  readonly engineVersion: string;
  readonly protocolVersion: number;
  /** Last timepoint the confirmation rests on. */
  readonly upTo: { readonly timepointId: string; readonly label: string };
  readonly outcome: ConfirmedOutcome;
  /** Null: the engine's date was confirmed. */
  readonly chosen: ChosenDate | null;
};

/** What a confirmation covers: the facts of every timepoint up to the last it rests on, the parameters, and the date they give. Its canonical JSON is hashed. */
export type ConfirmedFacts = {
  readonly baseline: SubjectInput['baseline'];
  readonly timepoints: SubjectInput['timepoints'];
  readonly parameters: Partial<Parameters>;
  readonly timeOrigin: TimeOrigin | null;
  readonly progression: Progression | null;
  /** Lesion id → timepoint id → record: where each number was measured. */
  readonly assessments: Readonly<Record<string, Readonly<Record<string, Assessment>>>>;
  /** Of a central read: which one is the result. */
  readonly central?: CentralBasis;
};
/** The frozen facts with the names they had. */
export type ConfirmedContent = ConfirmedFacts & { readonly labels: Readonly<Record<string, string>> };

/** GET /api/confirmation/state. */
export type ConfirmationState = {
  readonly read: ConfirmRead;
  /** Reads whose dates whoever asks may look at, the trial's result first; one in a study that is read once. */
  readonly reads: readonly { readonly read: ConfirmRead; readonly isResult: boolean; /** Why it cannot be looked at yet; empty when it can. */ readonly why: string }[];
  /** `reopened`: confirmed once, and what it rested on has changed since. */
  readonly state: 'none' | 'confirmed' | 'reopened';
  /** What would be signed now; null while the baseline is not read. */
  readonly now: { readonly outcome: ConfirmedOutcome; readonly contentHash: string; readonly upTo: Confirmation['upTo']; readonly obstacles: readonly string[]; /** When the records of the deciding timepoint were entered, and the last by whom; null where there are none. */ readonly entered: { readonly first: string; readonly last: string; readonly by: string } | null } | null;
  /** Oldest first; the last holds while `state` is `confirmed`. */
  readonly history: readonly Confirmation[];
  /** What is not as it was confirmed, in words; empty unless reopened. */
  readonly changes: readonly string[];
  /** Who changed it: the acts since the confirmation, oldest first. */
  readonly changedBy: readonly { readonly by: string; readonly at: string; readonly what: string; readonly reason: string | null }[];
  /** Timepoints read since, later than those it rests on. */
  readonly readSince: readonly string[];
};

export const outcomeOf = (result: SubjectResult): ConfirmedOutcome => ({ progression: result.progression, bestOverallResponse: result.bestOverallResponse, pfs: result.endpoints.PFS });

const inOrder = (subject: SubjectCase, ids: readonly (string | undefined)[]): Timepoint | undefined => subject.timepoints.findLast(({ id }) => ids.includes(id));

/** The last timepoint a date rests on: that of the progression, or the later one that dated it back; without progression the last one read. */
export function restsOn(subject: SubjectCase, result: SubjectResult): Timepoint | undefined {
  const { progression } = result;
  if (progression) return inOrder(subject, [progression.timepointId, progression.backdatedFrom]);
  return subject.timepoints.findLast((timepoint) => isRead(subject, timepoint));
}

/** Where slices lie is read from the images where it is asked for, and is no part of what was assessed. */
const withoutExtents = (subject: SubjectCase): SubjectCase => ({
  ...subject, timepoints: subject.timepoints.map((timepoint) => ({ ...timepoint, series: timepoint.series.map(({ extent: _extent, ...series }) => series) })),
});

/** What a confirmation up to a timepoint covers, by the facts as they are; null when there is nothing to confirm or the timepoint is gone. */
export function confirmedFacts(subject: SubjectCase, result: SubjectResult | null, upToId: string, central: CentralBasis | null = null): ConfirmedFacts | null {
  const upTo = subject.timepoints.find(({ id }) => id === upToId);
  const input = upTo && result ? toEngineInput(caseUpTo(withoutExtents(subject), upTo)) : null;
  if (!input || !result || !upTo) return null;
  const kept = new Set<string>(caseUpTo(subject, upTo).timepoints.map(({ id }) => id));
  const assessments = Object.fromEntries(Object.entries(subject.assessments).flatMap(([lesionId, records]): [string, Record<string, Assessment>][] => {
    const own = Object.entries(records).filter(([id]) => kept.has(id));
    return own.length === 0 ? [] : [[lesionId, Object.fromEntries(own)]];
  }));
  return { baseline: input.baseline, timepoints: input.timepoints, parameters: parametersOf(subject), timeOrigin: result.timeOrigin, progression: result.progression, assessments, ...(central ? { central } : {}) };
}

/** The text whose SHA-256 names what was confirmed. */
export const confirmationText = (facts: ConfirmedFacts): string => canonicalJson(facts as unknown as Json);

const recordWords = (lesion: Pick<Lesion, 'kind'>, record: Assessment | undefined): string => {
  if (!record) return 'no record';
  const mm = countingDiameterMm(lesion, record);
  switch (record.state) {
    case 'measured': return mm === null ? 'short axis open' : `${formatMm(mm)} mm`;
    case 'split': return mm === null ? 'split' : `${formatMm(mm)} mm in parts`;
    case 'merged': return 'merged';
    case 'absent': return 'absent';
    case 'tooSmall': return 'too small';
    case 'notEvaluable': return 'not evaluable';
    case 'status': return record.status.replace(/([A-Z])/g, ' $1').toLowerCase();
    case 'newLesion': return record.status === 'notEvaluable' ? 'not evaluable' : record.status;
  }
};

const dateWords = (progression: Progression | null): string => (progression ? progression.date : 'no progression');
const same = (one: unknown, other: unknown): boolean => canonicalJson((one ?? null) as Json) === canonicalJson((other ?? null) as Json);

function recordChanges(subject: SubjectCase, before: ConfirmedContent, now: ConfirmedFacts | null): readonly string[] {
  const lesionIds = [...new Set([...Object.keys(before.assessments), ...Object.keys(now?.assessments ?? {})])];
  return lesionIds.flatMap((lesionId) => {
    const lesion = subject.lesions.find(({ id }) => id === lesionId);
    const name = lesion?.label ?? before.labels[lesionId] ?? 'A lesion';
    if (!lesion) return [`${name} was removed`];
    const [was, is] = [before.assessments[lesionId] ?? {}, now?.assessments[lesionId] ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((id) => !same(was[id], is[id])).map((id) => {
      const label = subject.timepoints.find((one) => one.id === id)?.label ?? before.labels[id] ?? 'a timepoint';
      const [from, to] = [recordWords(lesion, was[id]), recordWords(lesion, is[id])];
      return from === to ? `${name} at ${label}: drawn again, ${to}` : `${name} at ${label}: ${from} → ${to}`;
    });
  });
}

const centralWords: Readonly<Record<AdjudicationState, string>> = { reading: 'being read again', agreed: 'the readers agree', due: 'to be adjudicated', decided: 'adjudicated' };
function centralChange(was: CentralBasis | undefined, is: CentralBasis | undefined): readonly string[] {
  if (!was || !is || same(was, is)) return [];
  return [`Central read: ${centralWords[was.state]} → ${centralWords[is.state]}${was.slot === is.slot || !isCentralFinal(is) ? '' : ', another read is the result'}`];
}

/** What is not as it was confirmed, in words: the date, records, parameters, the time origin. Empty when nothing that it rests on changed. */
export function confirmationChanges(subject: SubjectCase, before: ConfirmedContent, now: ConfirmedFacts | null): readonly string[] {
  if (now === null) return ['A timepoint it rested on is not there any more'];
  const central = centralChange(before.central, now.central);
  // Another reader's read has other lesions: what was measured then has nothing to be compared with.
  if (before.central?.slot !== now.central?.slot) return [...(same(before.progression, now.progression) ? [] : [`Progression ${dateWords(before.progression)} → ${dateWords(now.progression)}`]), ...central];
  const others = (facts: ConfirmedFacts): unknown => [facts.baseline, facts.timepoints];
  const said = [
    ...central,
    ...(same(before.progression, now.progression) ? [] : [dateWords(before.progression) === dateWords(now.progression) ? `Progression ${dateWords(now.progression)} rests on other evidence` : `Progression ${dateWords(before.progression)} → ${dateWords(now.progression)}`]),
    ...recordChanges(subject, before, now),
    ...(same(before.parameters, now.parameters) ? [] : ['Parameters of the protocol were amended']),
    ...(same(before.timeOrigin, now.timeOrigin) ? [] : [`Time origin ${before.timeOrigin?.date ?? 'none'} → ${now.timeOrigin?.date ?? 'none'}`]),
  ];
  return said.length === 0 && !same(others(before), others(now)) ? ['Images, markers or responses by hand were changed'] : said;
}

/** Signing is asked for where the study or the subject uses it. */
const isSignedHere = (subject: SubjectCase): boolean => {
  const { reading } = subject.protocol;
  return reading?.scheme === 'double' || reading?.sequentialLock === true || Object.values(subject.signOffs).some(({ signed }) => signed !== null);
};

/** What stands between a date and its confirmation, in words; empty: it may be signed. */
export function openForConfirmation(subject: SubjectCase, result: SubjectResult | null, findings: readonly Finding[], openQueries: number): readonly string[] {
  const upTo = result ? restsOn(subject, result) : undefined;
  if (!result || !upTo) return ['Baseline is not read yet'];
  const place = subject.timepoints.indexOf(upTo);
  const unsigned = isSignedHere(subject)
    ? subject.timepoints.slice(0, place + 1).filter(({ id, performed, series }) => performed && series.length > 0 && signOffOf(subject, id).state !== 'signed')
    : subject.timepoints.slice(0, place + 1).filter(({ id }) => signOffOf(subject, id).state === 'amending');
  return [
    ...(openQueries === 0 ? [] : [openQueries === 1 ? '1 query is open' : `${openQueries} queries are open`]),
    ...unsigned.map(({ id, label }) => (signOffOf(subject, id).state === 'amending' ? `${label} is being amended` : `${label} is not signed`)),
    ...findings.filter(({ code, severity }) => code === 'Q-S05' && severity === 'block').map(({ code, message }) => `${code}: ${message}`),
  ];
}
