import type { StudyRow } from '../store/index.ts';
import type { RequestContext } from './context.ts';
import { isDoubleRead, viewpointOf, wholeSite, type Viewpoint } from './reads/viewpoint.ts';

/** Whose worklist: the viewpoint its rows are made from, the name they are kept under, and the streams beside the subject's own that they depend on. */
export type RowView = {
  readonly name: string;
  readonly viewpoint: Viewpoint;
  readonly streams: readonly string[];
  /** Cells say where each of two readers stands. */
  readonly showsReaders: boolean;
  /** Why there is no list for this person; empty where there is one. */
  readonly why: string;
};

const named = (viewpoint: Viewpoint, isOverview: boolean): string =>
  [viewpoint.slot ?? 'none', ...(viewpoint.accountId ? [viewpoint.accountId] : []), ...(viewpoint.blinded ? ['blinded'] : []), ...(viewpoint.sequential ? ['sequential'] : []), ...(isOverview ? ['readers'] : [])].join(' ');

function rowView(study: StudyRow, viewpoint: Viewpoint): RowView {
  const isOverview = isDoubleRead(study) && viewpoint.slot === 'site' && !viewpoint.blinded;
  const own = viewpoint.slot === 'reader1' || viewpoint.slot === 'reader2' ? [`#${viewpoint.slot}`] : [];
  return {
    name: named(viewpoint, isOverview), viewpoint, streams: isOverview ? ['#reader1', '#reader2', '#adjudication'] : own, showsReaders: isOverview, why: viewpoint.slot === null ? viewpoint.why : '',
  };
}

/** The worklist of whoever asks. */
export const rowViewOf = (study: StudyRow, context: RequestContext): RowView => rowView(study, viewpointOf(study, context));
/** The site's read, whole: for the terminal and the demo. */
export const wholeView = (study: StudyRow): RowView => rowView(study, wholeSite);
