import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { displayDate, lesionsAt, lesionsToAssess, readingStatus, type SubjectCase, type WorklistCell, type WorklistRow } from '../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../recist/index.ts';
import type { StudyRow, WorklistView } from '../store/index.ts';
import { assembleCases } from './caseFile.ts';
import type { ServiceDeps } from './context.ts';
import { evaluateCase } from './evaluate.ts';
import { nextAction } from './nextAction.ts';
import { requireStudy } from './studies.ts';

/** Raised when the row itself is made differently. */
const rowVersion = 1;

export type WorklistService = {
  /** The rows of a study by subject code, as the text of one JSON array: stored rows are not even parsed. Other requests are served while rows are made. Errors: notFound. */
  json(studyId: string): Promise<Uint8Array>;
  /** The same as values. */
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
const stampOf = (deps: ServiceDeps, study: StudyRow): string =>
  createHash('sha256').update(`${rowVersion} ${deps.programVersion} ${engineVersion} ${JSON.stringify(study.protocol)}`).digest('hex').slice(0, 16);

/** Rows made before other requests get their turn. */
const rowsAtOnce = 100;

const siteView: WorklistView = { viewpoint: 'site', streams: [] };
type Stale = { readonly id: string; readonly revision: number };

/** A row carries the revision it was asked for: one that has moved meanwhile is made again by the next look. */
function makeRows(deps: ServiceDeps, study: StudyRow, subjects: readonly Stale[], stamp: string): void {
  deps.store.write(() => {
    const cases = assembleCases(deps, study, subjects.map((one) => one.id), false);
    for (const { id, revision } of subjects) {
      const subject = cases.get(id);
      if (subject) deps.store.derived.putWorklistRow({ subjectId: id, viewpoint: siteView.viewpoint, revision, stamp, row: JSON.stringify(worklistRow(subject, evaluateCase(subject))) });
    }
  });
}

/** Worklist rows, kept in a table that can be thrown away: a row is made again when its subject's revision, the engine or the protocol has moved. */
export function createWorklist(deps: ServiceDeps): WorklistService {
  const { store } = deps;
  /** The rows, or the subjects whose row must be made first. One consistent state. */
  const look = (studyId: string) => store.read(() => {
    const study = requireStudy(deps, studyId);
    const stamp = stampOf(deps, study);
    const stale = store.derived.staleSubjects(studyId, siteView, stamp);
    return { study, stamp, stale, rows: stale.length === 0 ? store.derived.worklist(studyId, siteView.viewpoint) : null };
  });
  return {
    async json(studyId) {
      for (;;) {
        const { study, stamp, stale, rows } = look(studyId);
        if (rows) return rows;
        for (let from = 0; from < stale.length; from += rowsAtOnce) {
          makeRows(deps, study, stale.slice(from, from + rowsAtOnce), stamp);
          await nextTurn();
        }
      }
    },
    rows(studyId) {
      const { study, stamp, stale, rows } = look(studyId);
      if (!rows) makeRows(deps, study, stale, stamp);
      return JSON.parse(new TextDecoder().decode(rows ?? store.read(() => store.derived.worklist(studyId, siteView.viewpoint)))) as readonly WorklistRow[];
    },
  };
}
