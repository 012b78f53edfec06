import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../common/index.ts';
import { caseUpTo, labelsOf, parametersOf, toEngineInput, type SignedContent, type SubjectCase, type Timepoint } from '../../casefile/index.ts';
import { evaluateSubject } from '../../endpoints/index.ts';
import { engineVersion, type TimepointResult } from '../../recist/index.ts';

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

/** What is frozen by a signature: facts, parameters, the engine's answer to them, and the SHA-256 that names them. */
export type Frozen = { readonly content: SignedContent; readonly contentHash: string; readonly result: TimepointResult | null; readonly sumMm: number | null };

/** Runs the engine on the facts up to the timepoint and freezes both. The same facts give the same hash. */
export function freeze(whole: SubjectCase, timepoint: Timepoint): Frozen {
  const subject = caseUpTo(whole, timepoint);
  const engineInput = toEngineInput(subject);
  const parameters = parametersOf(subject);
  const records = recordsAt(subject, timepoint);
  const answer = engineInput === null ? null : evaluateSubject(engineInput, parameters, labelsOf(subject));
  // The explanation is written when it is asked for; stored, it is plain data.
  const result = answer ? (JSON.parse(JSON.stringify(answer.timepoints.find((one) => one.id === timepoint.id) ?? null)) as TimepointResult | null) : null;
  const contentHash = createHash('sha256').update(canonicalJson({ engineInput, parameters, records } as unknown as Json)).digest('hex');
  return {
    content: { engineInput, parameters, records, engineVersion, result }, contentHash, result,
    sumMm: timepoint.index === 0 ? (answer?.baseline.sum ?? null) : (result?.sum ?? null),
  };
}
