/** What becomes of images that came after their timepoint was signed: taken in as an amendment of the reader, or left aside; each with a reason, each recorded. */
import { NadirError, type Json } from '../common/index.ts';
import { signOffOf, type LateSeries, type LateSeriesFact, type SubjectCase, type Timepoint } from '../casefile/index.ts';
import type { Change, SeriesAssignmentSnapshot, StudyRow } from '../store/index.ts';
import { assembleCase, timepointOf } from './caseFile.ts';
import { announce, append, checkRevision, requireSubject, type OnSubject } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { regroup } from './importSeries.ts';
import { announceRead } from './reads/announce.ts';
import { lateChange, lateFact } from './reads/lateFacts.ts';
import { signedSlots } from './reads/lock.ts';
import { readFactChange } from './reads/readFacts.ts';
import { isDoubleRead, viewpointOf, type Viewpoint } from './reads/viewpoint.ts';
import { requireStudy } from './studies.ts';

export type DecideLate = { readonly timepointId: string; readonly seriesIds: readonly string[]; readonly reason: string };

export type LateSeriesCommands = {
  /**
   * Makes late images part of their timepoint. Where the caller's own read is signed it is opened as a new version with the reason. Of a study of two readers a
   * reader only opens their own; the data manager takes the images in when no signature holds any more.
   * Errors: notFound; conflict; refused noReason, nothingLate, signedByReader, notReader, closed.
   */
  takeIn(context: RequestContext, target: OnSubject, input: DecideLate): void;
  /** Keeps late images as part of nothing. They can be taken in later all the same. Errors: notFound; conflict; refused noReason, nothingLate, notReader. */
  leaveAside(context: RequestContext, target: OnSubject, input: DecideLate): void;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

type Asked = { readonly study: StudyRow; readonly view: Viewpoint; readonly subject: SubjectCase; readonly timepoint: Timepoint; readonly late: readonly LateSeries[]; readonly reason: string };

/** Whoever reads the timepoint, and whoever manages the study. */
function requireAsked(deps: ServiceDeps, context: RequestContext, target: OnSubject, input: DecideLate, states: readonly LateSeries['state'][]): Asked {
  const row = requireSubject(deps, target.subjectId);
  const study = requireStudy(deps, row.studyId);
  const view = viewpointOf(study, context);
  const manages = view.slot === 'site' && (context.roles.includes('dataManager') || context.roles.includes('investigator'));
  if (view.slot === null || (view.why !== '' && !manages)) throw refused('notReader', view.why);
  const subject = assembleCase(deps, row.id, view);
  checkRevision(subject.code, subject.revision, target.expectedRevision);
  const timepoint = timepointOf(subject, input.timepointId);
  if (timepoint.closed) throw refused('closed', `${timepoint.label} opens when the timepoint before it is signed (R-J01).`);
  const late = (subject.late ?? []).filter((one) => one.timepointId === timepoint.id && input.seriesIds.includes(one.seriesId) && states.includes(one.state));
  if (late.length === 0 || late.length < input.seriesIds.length) throw refused('nothingLate', `These images do not wait at ${timepoint.label} any more. Look at the new state.`);
  const reason = input.reason.trim();
  if (reason === '') throw refused('noReason', 'Say why: the reason is recorded with the decision.');
  return { study, view, subject, timepoint, late, reason };
}

function decided(deps: ServiceDeps, context: RequestContext, { subject, late, reason, timepoint }: Asked, state: 'takenIn' | 'leftAside', images?: number | null): Change[] {
  return late.map((one): Change => {
    const fact = lateFact(deps, subject.subjectId, one.seriesId)?.fact as LateSeriesFact;
    const after: LateSeriesFact = { ...fact, state, ...(images == null ? {} : { images }), decision: { by: context.actor, at: deps.clock.nowIso(), reason } };
    return lateChange(state === 'takenIn' ? 'LateImagesTakenIn' : 'LateImagesLeftAside', subject.subjectId, timepoint.id, after);
  });
}

/** Late images become part of the timepoint: new series are assigned, grown ones grouped again from everything stored of them. */
function takenIn(deps: ServiceDeps, context: RequestContext, asked: Asked): Change[] {
  const { subject, timepoint, late } = asked;
  return late.flatMap((one): Change[] => {
    const decision = decided(deps, context, { ...asked, late: [one] }, 'takenIn');
    if (one.kind === 'new') {
      const { fact } = lateFact(deps, subject.subjectId, one.seriesId) ?? {};
      const snapshot: SeriesAssignmentSnapshot = { seriesId: one.seriesId, subjectId: subject.subjectId, timepointId: timepoint.id, ...(fact?.scanDate ? { scanDate: fact.scanDate } : {}) };
      return [{ stream: subject.subjectId, kind: 'SeriesAssigned', type: 'seriesAssignment', key: one.seriesId, after: snapshot as unknown as Json }, ...decision];
    }
    const row = deps.store.series.byId(one.seriesId);
    const images = row && regroup(deps, context, row);
    if (images === null) throw refused('otherGrouping', `With the new images ${timepoint.label} has no series of this grouping any more. Leave them aside, and assign the new series from the import.`);
    return [{ stream: subject.subjectId, kind: 'SeriesExtended', type: 'occurrence', key: one.seriesId, after: { seriesId: one.seriesId, slicesBefore: one.imagesBefore, slicesAfter: images } }, ...decision];
  });
}

const names = (late: readonly LateSeries[]): string => `${late.length} late series`;

export function createLateSeries(deps: ServiceDeps): LateSeriesCommands {
  const run = (target: OnSubject, decide: () => { readonly study: StudyRow; readonly view: Viewpoint; readonly changes: readonly Change[] }): void => {
    const { study, view, changes } = deps.store.write(decide);
    announceRead(deps, study, target.subjectId, view.slot ?? 'site', changes);
    announce(deps, study.id, new Map());
  };
  return {
    takeIn: (context, target, input) => run(target, () => {
      const asked = requireAsked(deps, context, target, input, ['waiting', 'leftAside']);
      const { study, view, subject, timepoint, late, reason } = asked;
      const own = signOffOf(subject, timepoint.id);
      const changes: Change[] = [];
      if (own.state === 'signed') {
        if (view.why !== '') throw refused('signedByReader', `${timepoint.label} is signed by ${own.signed?.signer ?? 'its reader'}: only its reader opens it. Ask for an amendment, or leave the images aside.`);
        const version = own.version + 1;
        const place = { subjectId: subject.subjectId, slot: view.slot ?? 'site', timepointId: timepoint.id, name: `${timepoint.id}/${version}` };
        changes.push(readFactChange('TimepointAmended', 'amendment', place, { version, reason, by: context.actor, at: deps.clock.nowIso() }));
      }
      const isReaderOfTwo = isDoubleRead(study) && view.slot !== 'site';
      if (isReaderOfTwo && changes.length === 0) throw refused('signedByReader', `${timepoint.label} is open: the data manager puts the images to it.`);
      if (!isReaderOfTwo) {
        const holding = signedSlots(deps, subject.subjectId, timepoint.id).filter(({ slot }) => slot !== view.slot);
        if (holding.length > 0) throw refused('signedByReader', `${timepoint.label} is signed by ${holding.map((one) => one.signed.signer).join(' and ')}: each opens it as a new version first. Nothing was changed.`);
        changes.push(...takenIn(deps, context, asked));
      }
      append(deps, context, { what: isReaderOfTwo ? `${timepoint.label} opened for ${names(late)}` : `${names(late)} taken in at ${timepoint.label}`, undoable: false, reason, changes });
      return { study, view, changes };
    }),

    leaveAside: (context, target, input) => run(target, () => {
      const asked = requireAsked(deps, context, target, input, ['waiting']);
      if (isDoubleRead(asked.study) && asked.view.slot !== 'site') throw refused('notReader', 'Two readers read this study: the data manager decides what stays out, since it stays out for both.');
      const changes = decided(deps, context, asked, 'leftAside');
      append(deps, context, { what: `${names(asked.late)} left aside at ${asked.timepoint.label}`, undoable: false, reason: asked.reason, changes });
      return { study: asked.study, view: asked.view, changes };
    }),
  };
}

