import { asId, NadirError, type Json, type StudyId } from '../common/index.ts';
import type { ProtocolParameters, StudySummary } from '../casefile/index.ts';
import { studyStream, type StudyRow, type StudySnapshot } from '../store/index.ts';
import { announce, append } from './commands.ts';
import type { RequestContext, ServiceDeps } from './context.ts';
import { templates, type TemplateName } from './templates.ts';

export type NewStudy = { readonly code: string; readonly title: string; readonly template: TemplateName; readonly isDemo?: boolean };

export type StudyService = {
  /** Real studies first, then the demo; by code. */
  list(): readonly StudySummary[];
  /** Errors: notFound. */
  byId(studyId: string): StudySummary;
  /** Case does not matter. Errors: notFound, listing the codes there are. */
  byCode(code: string): StudySummary;
  /** Errors: refused studyExists. */
  create(context: RequestContext, study: NewStudy): StudySummary;
};

const toSummary = (row: StudyRow): StudySummary => ({
  id: asId<StudyId>(row.id), code: row.code, title: row.title, isDemo: row.isDemo, subjects: row.subjects, protocolName: (row.protocol as unknown as ProtocolParameters).name,
});

/** The stored study, or `notFound`. */
export function requireStudy(deps: ServiceDeps, studyId: string): StudyRow {
  const study = deps.store.studies.byId(studyId);
  if (!study) throw new NadirError('notFound', 'No such study is in this database.', { reason: 'study' });
  return study;
}

/** Studies (clinical trials) with their protocol. */
export function createStudyService(deps: ServiceDeps): StudyService {
  const { store } = deps;
  return {
    list: () => store.read(() => store.studies.list().map(toSummary)),
    byId: (studyId) => store.read(() => toSummary(requireStudy(deps, studyId))),
    byCode: (code) => store.read(() => {
      const study = store.studies.byCode(code);
      if (study) return toSummary(study);
      const codes = store.studies.list().map((one) => one.code);
      throw new NadirError('notFound', `There is no study ${code}. ${codes.length > 0 ? `Studies here: ${codes.join(', ')}.` : 'There are no studies in this data folder yet.'}`, { reason: 'study' });
    }),
    create(context, study) {
      const created = store.write(() => {
        if (store.studies.byCode(study.code)) throw new NadirError('refused', `A study with the code ${study.code} exists already. Choose another code.`, { reason: 'studyExists' });
        const snapshot: StudySnapshot = {
          id: deps.newId(), code: study.code, title: study.title, template: study.template, isDemo: study.isDemo ?? false, protocol: templates[study.template].protocol as unknown as Json,
        };
        append(deps, context, { what: `Study ${study.code} created`, undoable: false, changes: [{ stream: studyStream(snapshot.id), kind: 'StudyCreated', type: 'study', key: snapshot.id, after: snapshot as unknown as Json }] });
        return requireStudy(deps, snapshot.id);
      });
      announce(deps, created.id, new Map());
      return toSummary(created);
    },
  };
}
