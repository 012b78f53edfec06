import { NadirError } from '../../common/index.ts';
import { assembleCase } from '../caseFile.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { twoReads } from './reading.ts';
import { assignedSlot, isDoubleRead, requireOverview, viewpointOf } from './viewpoint.ts';

/** The same words for what is not there and for what is not to be seen. */
const noSuchSeries = (): NadirError => new NadirError('notFound', 'No such series is in this database.', { reason: 'series' });

/** Images are seen by who may see their timepoint: not before it opens (R-J01), and before they belong to one only by who knows the patient. Errors: notFound. */
export function requireVisibleSeries(deps: ServiceDeps, context: RequestContext, seriesId: string): void {
  const { store } = deps;
  store.read(() => {
    const row = store.series.byId(seriesId);
    const study = row && store.studies.byId(row.studyId);
    if (!study) throw noSuchSeries();
    const view = viewpointOf(study, context);
    const place = store.series.assignment(seriesId);
    if (!place) {
      if (view.slot !== 'site' || view.blinded) throw noSuchSeries();
      return;
    }
    if (view.slot === null) {
      // An adjudicator sees images where there are reads to decide between, and no others.
      const state = assignedSlot(study, context.accountId) === 'adjudicator' ? twoReads(deps, study, [place.subjectId]).get(place.subjectId)?.state : undefined;
      if (state !== 'due' && state !== 'decided') throw noSuchSeries();
      return;
    }
    if (!view.sequential) return;
    const timepoint = assembleCase(deps, place.subjectId, view).timepoints.find((one) => one.id === place.timepointId);
    if (!timepoint || timepoint.closed) throw noSuchSeries();
  });
}

/** Refuses who reads a study blinded or as one of two. Errors: notFound; refused blinded. */
export const requireOverviewOf = (deps: ServiceDeps, context: RequestContext, studyId: string): void => deps.store.read(() => requireOverview(requireStudy(deps, studyId), context));

/** True when a double-read study is kept from somebody in part: how much happens in this database would tell them how its reads go. */
export const isKeptFromDoubleRead = ({ store }: ServiceDeps, context: RequestContext): boolean =>
  store.read(() => store.studies.list().some((study) => isDoubleRead(study) && viewpointOf(study, context).slot !== 'site'));
