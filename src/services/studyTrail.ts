import type { Json } from '../common/index.ts';
import { studyStream, type OccurrenceSnapshot } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { requireStudy } from './studies.ts';

/** What happened to what lies outside the database: the key list and quarantined images. That a list was made, opened for somebody or destroyed is a fact of the study. */
export type StudyEventKind = 'KeysCreated' | 'KeysProtected' | 'KeysOpened' | 'KeysExported' | 'KeysDestroyed' | 'PatientUnlinked' | 'EnrolmentListLoaded' | 'QuarantineReleased' | 'QuarantineDiscarded';
export type StudyEvent = { readonly kind: StudyEventKind; readonly what: string; readonly after: OccurrenceSnapshot; readonly reason?: string };

/** The list that the study's trail knows. */
export type StandingKeys = { readonly keysId: string; readonly isDestroyed: boolean; readonly at: string } | null;

export type StudyTrail = {
  /** The newest list that was made, and whether it was destroyed; null before there was one. Errors: notFound. */
  standing(studyId: string): StandingKeys;
  /** Errors: notFound. */
  record(context: RequestContext, studyId: string, event: StudyEvent): void;
  /** What was recorded about quarantine or keys of the study, newest last. */
  of(studyId: string, kinds: readonly string[]): readonly { readonly kind: string; readonly at: string; readonly actor: string; readonly what: string; readonly reason: string | null; readonly after: Json | null }[];
};

/** The study's own trail, for what lies outside the database. */
export function createStudyTrail(deps: ServiceDeps): StudyTrail {
  const { store } = deps;
  const eventsOf = (studyId: string, kinds: readonly string[]) => store.log.eventsOfStream(studyStream(studyId)).filter((event) => kinds.includes(event.kind));
  return {
    standing: (studyId) => store.read(() => {
      requireStudy(deps, studyId);
      const last = eventsOf(studyId, ['KeysCreated', 'KeysDestroyed']).at(-1);
      if (!last) return null;
      return { keysId: (JSON.parse(last.after ?? '{}') as { keysId?: string }).keysId ?? '', isDestroyed: last.kind === 'KeysDestroyed', at: last.at };
    }),
    record(context, studyId, { kind, what, after, reason }) {
      store.write(() => {
        requireStudy(deps, studyId);
        append(deps, context, { what, undoable: false, ...(reason === undefined ? {} : { reason }), changes: [{ stream: studyStream(studyId), kind, type: 'occurrence', key: deps.newId(), after }] });
      });
      announce(deps, studyId, new Map());
    },
    of: (studyId, kinds) => store.read(() => eventsOf(studyId, kinds).map(({ kind, at, actor, what, reason, after }) => ({ kind, at, actor, what, reason, after: after === null ? null : (JSON.parse(after) as Json) }))),
  };
}
