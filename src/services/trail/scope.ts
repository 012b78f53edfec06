import { workstationStream, accountStream, adjudicationStream, readStream, studyStream, type TrailScope } from '../../store/index.ts';
import type { TrailPart } from '../../casefile/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { isDoubleRead, viewpointOf } from '../reads/viewpoint.ts';
import type { Places } from './places.ts';

/** What administrators see of a study: how it is set up and what left it, nothing of a subject. */
const setupKinds = ['StudyCreated', 'StudyEdited', 'StudyAmended', 'KeysCreated', 'KeysProtected', 'KeysOpened', 'KeysExported', 'KeysDestroyed', 'EnrolmentListLoaded', 'ExportCreated', 'AuditExported'] as const;

export type TrailRights = {
  readonly scope: TrailScope;
  /** Places among all events and the chain over them: kept from whom a part of the trail is kept that they must not even count. */
  readonly showsPlaces: boolean;
};

/**
 * The part of the trail that a person may see: administrators accounts, the workstation and studies' set-up; data managers every study whole; investigators the
 * site's own reads (R-J09). A study that the person reads blinded, as one of two or as adjudicator is left out altogether (R-J02).
 */
export function trailRights({ store }: Pick<ServiceDeps, 'store'>, context: RequestContext, places: Places): TrailRights {
  const is = (role: (typeof context.roles)[number]): boolean => context.roles.includes(role);
  const [administers, manages, investigates] = [is('administrator'), is('dataManager'), is('investigator')];
  const studies = store.studies.list();
  const kept = studies.filter((study) => {
    const { slot, blinded } = viewpointOf(study, context);
    return slot !== 'site' || blinded;
  });
  const keptFrom = manages || investigates ? kept : kept.filter((study) => isDoubleRead(study) && context.roles.some((role) => role === 'reader' || role === 'adjudicator'));
  const scope: TrailScope = {
    accounts: administers, workstation: administers || manages, studies: manages || investigates ? 'all' : administers ? setupKinds : 'none', subjects: manages || investigates, central: manages,
    without: keptFrom.flatMap((study) => places.streamsOfStudy(study.id)),
  };
  const hidesReads = keptFrom.length > 0 || (investigates && !manages && studies.some((study) => isDoubleRead(study)));
  return { scope, showsPlaces: !hidesReads };
}

/** What a stream is: `study:ID`, a subject's identifier alone or with the read behind it, accounts, the workstation. */
export function placeOfStream(stream: string): { readonly part: TrailPart; readonly studyId: string | null; readonly subjectId: string | null } {
  if (stream === accountStream) return { part: 'accounts', studyId: null, subjectId: null };
  if (stream === workstationStream) return { part: 'workstation', studyId: null, subjectId: null };
  if (stream.startsWith(studyStream(''))) return { part: 'study', studyId: stream.slice(studyStream('').length).split('#')[0] ?? null, subjectId: null };
  const [subjectId = stream] = stream.split('#');
  const part = (['reader1', 'reader2'] as const).find((slot) => stream === readStream(subjectId, slot)) ?? (stream === adjudicationStream(subjectId) ? 'adjudication' : 'site');
  return { part, studyId: null, subjectId };
}
