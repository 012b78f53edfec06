import { displayDate, lesionsAt, lesionsToAssess, readingStatus, type SubjectCase, type WorklistCell, type WorklistRow } from '../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../recist/index.ts';
import type { StudyRow } from '../store/index.ts';
import { assembleCases } from './caseFile.ts';
import type { ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { nextAction } from './nextAction.ts';
import { requireStudy } from './studies.ts';

/** Raised when the row itself is made differently. */
const rowVersion = 1;

export type WorklistService = {
  /** The rows of a study as one JSON array, by subject code: stored rows are not even parsed. Errors: notFound. */
  json(studyId: string): string;
  rows(studyId: string): readonly WorklistRow[];
};

function cellsOf(subject: SubjectCase, result: SubjectResult | null): WorklistCell[] {
  const resultOf = new Map(result?.timepoints.map((one) => [one.id, one]));
  return subject.timepoints.map((timepoint) => {
    const expected = lesionsAt(subject, timepoint).length;
    return {
      timepointId: timepoint.id, label: timepoint.label, status: readingStatus(subject, timepoint), overall: resultOf.get(timepoint.id)?.overall ?? null,
      assessed: expected - lesionsToAssess(subject, timepoint).length, expected,
    };
  });
}

function sumsOf(subject: SubjectCase, result: SubjectResult | null): WorklistRow['sums'] {
  if (!result) return [];
  const baseline = subject.timepoints.find((timepoint) => timepoint.index === 0);
  const labelOf = new Map(subject.timepoints.map((timepoint) => [timepoint.id as string, timepoint.label]));
  const first = baseline ? [{ label: baseline.label, date: displayDate(baseline), sumMm: result.baseline.sum }] : [];
  return [...first, ...result.timepoints.map((one) => ({ label: labelOf.get(one.id) ?? one.id, date: one.date, sumMm: one.sum }))];
}

/** One subject's line in the worklist. */
export function worklistRow(subject: SubjectCase, result: SubjectResult | null): WorklistRow {
  const sums = sumsOf(subject, result);
  const latest = sums.findLast((one) => one.sumMm !== null);
  const latestResult = result?.timepoints.findLast((one) => one.sum !== null);
  return {
    subjectId: subject.subjectId, code: subject.code, site: subject.site, note: subject.note, next: nextAction(subject, result), cells: cellsOf(subject, result), sums,
    latestSumMm: latest?.sumMm ?? null, pctFromBaseline: latestResult?.pctFromBaseline ?? null,
    bestOverallResponse: result && result.timepoints.length > 0 ? result.bestOverallResponse : null, progression: result?.progression ?? null,
  };
}

/** Everything a row depends on besides the subject's own events. */
const stampOf = (deps: ServiceDeps, study: StudyRow): string => `${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`;

/** Worklist rows, kept in a table that can be thrown away: a row is made again when its subject's revision, the engine or the protocol has moved. */
export function createWorklist(deps: ServiceDeps): WorklistService {
  const { store } = deps;
  const fresh = (studyId: string): readonly string[] => {
    const read = store.read(() => {
      const study = requireStudy(deps, studyId);
      const stamp = stampOf(deps, study);
      const cached = store.derived.worklist(studyId);
      const stale = cached.filter((one) => one.row === null || one.cachedRevision !== one.revision || one.stamp !== stamp);
      const cases = stale.length > 0 ? assembleCases(deps, study, stale.map((one) => one.subjectId), false) : new Map<string, SubjectCase>();
      return { stamp, cached, cases };
    });
    if (read.cases.size === 0) return read.cached.map((one) => one.row ?? '');
    const made = new Map([...read.cases.values()].map((subject) => [subject.subjectId as string, { revision: subject.revision, row: JSON.stringify(worklistRow(subject, evaluateCase(subject))) }]));
    store.write(() => {
      for (const [subjectId, { revision, row }] of made) store.derived.putWorklistRow(subjectId, revision, read.stamp, row);
    });
    return read.cached.map((one) => made.get(one.subjectId)?.row ?? one.row ?? '');
  };
  return {
    json: (studyId) => `[${fresh(studyId).join(',')}]`,
    rows: (studyId) => fresh(studyId).map((row) => JSON.parse(row) as WorklistRow),
  };
}
