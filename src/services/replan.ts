import type { Json } from '../common/index.ts';
import { plannedAs, type StudyProtocol } from '../casefile/index.ts';
import type { SubjectFacts } from '../recist/index.ts';
import type { Change, StudyRow, TimepointSnapshot } from '../store/index.ts';
import { append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';

/** What a plan is made from. */
export type PlanBasis = { readonly protocol: StudyProtocol; readonly facts: SubjectFacts };

/**
 * The changes that move a subject's timepoints from one plan to another: name and planned day follow the plan where they came from it, and stay where a person
 * set them. A signed timepoint keeps what it was signed with.
 */
export function replanChanges(timepoints: readonly TimepointSnapshot[], isSigned: (timepointId: string) => boolean, before: PlanBasis, after: PlanBasis): Change[] {
  return timepoints.flatMap((timepoint): Change[] => {
    if (isSigned(timepoint.id)) return [];
    const was = plannedAs(before.protocol, before.facts, timepoint.index);
    const is = plannedAs(after.protocol, after.facts, timepoint.index);
    const visitName = timepoint.visitName === was.visitName || timepoint.visitName === '' ? is.visitName : timepoint.visitName;
    const plannedDate = timepoint.plannedDate === was.plannedDate || timepoint.plannedDate === null ? is.plannedDate : timepoint.plannedDate;
    if (visitName === timepoint.visitName && plannedDate === timepoint.plannedDate) return [];
    return [{ stream: timepoint.subjectId, kind: 'TimepointReplanned', type: 'timepoint', key: timepoint.id, after: { ...timepoint, visitName, plannedDate } as unknown as Json }];
  });
}

/** Moves every subject of a study to its new protocol's visits. Answers the revisions of the streams it touched. Must run inside a write. */
export function replanStudy(deps: ServiceDeps, context: RequestContext, study: StudyRow, protocol: StudyProtocol): ReadonlyMap<string, number> {
  const { store } = deps;
  const subjects = store.subjects.ofStudy(study.id);
  const signed = store.studies.signedTimepoints(study.id);
  const rows = store.subjects.rows(subjects.map((one) => one.id)).timepoints;
  const ofSubject = Map.groupBy(rows, (row) => row.subjectId);
  const touched = new Map<string, number>();
  for (const subject of subjects) {
    const facts = subject.facts as unknown as SubjectFacts;
    const before = { protocol: study.protocol as unknown as StudyProtocol, facts };
    const changes = replanChanges(ofSubject.get(subject.id) ?? [], (id) => signed.has(id), before, { protocol, facts });
    if (changes.length === 0) continue;
    for (const [stream, revision] of append(deps, context, { what: 'Visits replanned by the protocol', undoable: false, changes })) touched.set(stream, revision);
  }
  return touched;
}
