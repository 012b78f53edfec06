import { findingKey, type Finding } from '../common/index.ts';
import type { Parameters, SubjectInput, SubjectResult, TimepointResult } from '../recist/index.ts';
import { isImaged, type Assessment, type Lesion, type SeriesSummary, type SubjectCase, type Timepoint } from './model.ts';
import { isRead, parametersOf, toEngineInput } from './engineInput.ts';
import { lesionsToAssess } from './progress.ts';
import { protocolVersion } from './protocol.ts';
import { signOffOf, type CheckReason, type KeyImage, type MarkerRecord, type ReadSlot, type SignedVersion, type TimepointOverrides } from './read.ts';

/** What a signature covers, as it was then: facts, parameters and the engine's answer. */
export type SignedContent = {
  readonly engineInput: SubjectInput | null;
  readonly parameters: Partial<Parameters>;
  /** Version of the protocol the parameters are those of. */
  readonly protocolVersion: number;
  readonly records: {
    readonly subject: { readonly id: string; readonly code: string; readonly studyCode: string; readonly slot: ReadSlot };
    readonly timepoint: Omit<Timepoint, 'series'> & { readonly series: readonly Pick<SeriesSummary, 'id' | 'seriesUid' | 'dicomStudyUid' | 'modality' | 'number' | 'description' | 'date'>[] };
    readonly lesions: readonly Lesion[];
    /** By lesion id. */
    readonly assessments: Readonly<Record<string, Assessment>>;
    readonly overrides: TimepointOverrides | null;
    readonly marker: MarkerRecord | null;
    readonly revisedCr: boolean;
    readonly checkReasons: Readonly<Record<string, CheckReason>>;
    readonly keyImages: readonly KeyImage[];
  };
  readonly engineVersion: string;
  readonly result: TimepointResult | null;
};

/** What stands between a timepoint and its signature. Everything empty: it may be signed. */
export type OpenForSignature = {
  /** Nothing was imaged, and it was not recorded as not performed. */
  readonly noImages: boolean;
  /** Earlier timepoints whose signature is missing: timepoints are signed in order (R-J01). */
  readonly earlier: readonly Timepoint[];
  readonly toAssess: readonly Lesion[];
  /** Level E without an accepted reason. */
  readonly blocking: readonly Finding[];
  /** Level W without a reason. */
  readonly unanswered: readonly Finding[];
};

/** True when the finding is about the timepoint, or about the subject as a whole. */
const concerns = (timepointId: string) => ({ at }: Finding): boolean => at?.['timepointId'] === undefined || at['timepointId'] === timepointId;
const hasAnswer = (subject: SubjectCase, finding: Finding): boolean => subject.checkReasons[findingKey(finding)] !== undefined;
const acceptsReason = (finding: Finding): boolean => finding.acceptsReason ?? finding.severity === 'warn';

const nothingToRead = (timepoint: Timepoint): boolean => !timepoint.performed || !isImaged(timepoint);

/** What is still open for a signature, by the findings of the same case. */
export function openForSignature(subject: SubjectCase, findings: readonly Finding[], timepoint: Timepoint): OpenForSignature {
  const here = findings.filter(concerns(timepoint.id));
  return {
    noImages: timepoint.performed && !isImaged(timepoint),
    earlier: subject.timepoints.filter((one) => one.index < timepoint.index && !nothingToRead(one) && signOffOf(subject, one.id).state !== 'signed'),
    toAssess: timepoint.performed ? lesionsToAssess(subject, timepoint) : [],
    blocking: here.filter((one) => one.severity === 'block' && !(acceptsReason(one) && hasAnswer(subject, one))),
    unanswered: here.filter((one) => one.severity === 'warn' && acceptsReason(one) && !hasAnswer(subject, one)),
  };
}

export const maySign = ({ noImages, earlier, toAssess, blocking, unanswered }: OpenForSignature): boolean =>
  !noImages && earlier.length + toAssess.length + blocking.length + unanswered.length === 0;

/** The case as far as a timepoint: what its signature rests on. Later timepoints are left out, and a signed one counts as read. */
export function caseUpTo(subject: SubjectCase, timepoint: Timepoint): SubjectCase {
  const kept = new Set<string>(subject.timepoints.filter((one) => one.index <= timepoint.index).map((one) => one.id));
  const keeps = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([id]) => kept.has(id)));
  return {
    ...subject, timepoints: subject.timepoints.filter((one) => kept.has(one.id)), lesions: subject.lesions.filter((one) => kept.has(one.placedAt) || Object.keys(subject.assessments[one.id] ?? {}).some((id) => kept.has(id))),
    assessments: Object.fromEntries(Object.entries(subject.assessments).map(([id, records]): [string, Readonly<Record<string, Assessment>>] => [id, keeps(records)])),
    signOffs: { ...subject.signOffs, [timepoint.id]: signOffOf(subject, timepoint.id) },
  };
}

/** Everything recorded at one timepoint, as a signature covers it. */
function recordsAt(subject: SubjectCase, timepoint: Timepoint): SignedContent['records'] {
  const here = <T>(byTimepoint: Readonly<Record<string, T>>): T | null => byTimepoint[timepoint.id] ?? null;
  return {
    subject: { id: subject.subjectId, code: subject.code, studyCode: subject.studyCode, slot: subject.read.slot },
    timepoint: { ...timepoint, series: timepoint.series.map(({ id, seriesUid, dicomStudyUid, modality, number, description, date }) => ({ id, seriesUid, dicomStudyUid, modality, number, description, date })) },
    lesions: subject.lesions,
    assessments: Object.fromEntries(subject.lesions.flatMap((lesion) => {
      const record = subject.assessments[lesion.id]?.[timepoint.id];
      return record ? [[lesion.id, record]] : [];
    })),
    overrides: here(subject.overrides), marker: here(subject.markers), revisedCr: subject.revisedCr.includes(timepoint.id),
    checkReasons: Object.fromEntries(Object.entries(subject.checkReasons).filter(([, reason]) => reason.timepointId === timepoint.id || reason.timepointId === null)),
    keyImages: subject.keyImages.filter((image) => image.timepointId === timepoint.id),
  };
}

/** The facts a signature of the timepoint covers: its SHA-256 is taken over their canonical JSON, by the host when it signs and by the window to show it before. */
export function signedFacts(whole: SubjectCase, timepoint: Timepoint): Pick<SignedContent, 'engineInput' | 'parameters' | 'protocolVersion' | 'records'> {
  const subject = caseUpTo(whole, timepoint);
  return { engineInput: toEngineInput(subject), parameters: parametersOf(subject), protocolVersion: protocolVersion(subject.protocol), records: recordsAt(subject, timepoint) };
}

const judged = ({ sum, target, nonTarget, newLesion, overallAsRead }: TimepointResult) => [sum, target, nonTarget, newLesion, overallAsRead] as const;

/** Timepoints whose signature says something else than the engine says now of the facts as they are: an earlier timepoint was amended, or the engine was mended. */
export function signedOtherwise(subject: SubjectCase, result: SubjectResult | null): readonly { readonly timepoint: Timepoint; readonly signed: SignedVersion; readonly now: TimepointResult | null; readonly sumMm: number | null }[] {
  return subject.timepoints.flatMap((timepoint) => {
    const { state, signed } = signOffOf(subject, timepoint.id);
    if (state !== 'signed' || !signed || !isRead(subject, timepoint)) return [];
    const now = result?.timepoints.find((one) => one.id === timepoint.id) ?? null;
    const sumMm = timepoint.index === 0 ? (result?.baseline.sum ?? null) : (now?.sum ?? null);
    // Dating back and a revised CR change what is assigned, not what was read: both are documented where they were made.
    const same = signed.result && now ? JSON.stringify(judged(signed.result)) === JSON.stringify(judged(now)) : signed.result === null && now === null && signed.sumMm === sumMm;
    return same ? [] : [{ timepoint, signed, now, sumMm }];
  });
}
