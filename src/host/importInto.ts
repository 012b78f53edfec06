/** One import into one study: the pipeline's batches written by the services, and the import itself recorded in the study's trail. */
import { deidentificationOf, type StudyDetail } from '../casefile/index.ts';
import type { Json, StudyId } from '../common/index.ts';
import type { Core } from './core.ts';
import { createDeidentifySession, type DeidentifyRequest, type DeidentifySession } from './deidentifySession.ts';
import { faceNotices } from './faceNotice.ts';
import { runImport, type ImportOptions, type ImportPool, type ImportReport, type ImportRequest, type ImportSink } from './importJob.ts';
import { createQuarantine } from './quarantine.ts';
import { createPool } from './workers/pool.ts';

/** `threads`: by the machine unless given. */
export const createImportPool = (threads?: number): ImportPool => createPool('import.worker.ts', threads);

export type ImportInto = Pick<ImportOptions, 'report' | 'signal'> & {
  readonly core: Core;
  readonly pool: ImportPool;
  readonly studyId: StudyId;
  /** What the person called it: a folder's or file's own name, never a whole path. Not kept where the study de-identifies. */
  readonly sourceName: string;
  /** Only for a study that de-identifies. */
  readonly deidentify?: DeidentifyRequest;
};

/** Where an import into a study writes. */
export function sinkFor(core: Core, studyId: StudyId): { readonly sink: ImportSink; readonly finish: ReturnType<Core['services']['importSink']>['finish'] } {
  const writer = core.services.importSink(core.context, studyId);
  return {
    finish: (summary) => writer.finish(summary),
    sink: {
      known: (uids) => [...writer.known(uids).values()],
      patientOf: writer.patientOf,
      instancesOf: writer.instancesOf,
      holdsFile: (sha256) => core.store.read(() => core.store.instances.holdsFile(sha256)),
      commit: (batch) => core.store.write(() => {
        writer.add(batch.instances);
        return batch.series.flatMap(({ dicomStudyUid, seriesUid, stacks }) => writer.putStacks(dicomStudyUid, seriesUid, stacks));
      }),
    },
  };
}

/** Null where the study does not de-identify. Errors: refused keysLocked, keysMissing, keysStale; storage. */
async function sessionFor(core: Core, { id, protocol }: Pick<StudyDetail, 'id' | 'protocol'>, request: DeidentifyRequest): Promise<DeidentifySession | null> {
  const setup = deidentificationOf(protocol);
  if (!setup) return null;
  const { keyring, store } = core;
  const { key, list, warning } = await keyring.forImport(core.context, id);
  const held = await createQuarantine(core.dataFolder, id).list();
  const taken = store.read(() => [...store.subjects.ofStudy(id).map((one) => one.code), ...store.series.patients(id)]);
  const session = createDeidentifySession({ protocol, setup, folder: keyring.folder, key, list, request, taken: [...taken, ...held.map((one) => one.instance.patientId)], nowIso: core.nowIso });
  if (warning !== null) session.warn('DID-40', warning);
  return session;
}

/** Runs the import. Errors: as `runImport`, and where the study de-identifies those of its key list; nothing of it is kept then. */
export async function importInto(request: ImportRequest, { core, pool, studyId, sourceName, report, signal, deidentify }: ImportInto): Promise<ImportReport> {
  const study = core.services.studies.detail(studyId);
  const asked: DeidentifyRequest = deidentify ?? { subjectId: null, secondPatientReason: null };
  const session = await sessionFor(core, study, asked);
  const { sink, finish } = sinkFor(core, studyId);
  const result = await runImport(request, {
    sink, pool, blobsRoot: core.store.blobRoot,
    ...(study.protocol.imageIdentity === 'refuse' ? { refuseIdentity: { studyCode: study.code } } : {}),
    ...(session ? { deidentify: { session, quarantine: createQuarantine(core.dataFolder, studyId) } } : {}),
    ...(report ? { report } : {}), ...(signal ? { signal } : {}),
  });
  if (!session || !result.deidentification) {
    finish({ source: sourceName, files: result.files });
    return result;
  }
  const told = { ...result.deidentification, warnings: [...result.deidentification.warnings, ...faceNotices(result.stacks)] };
  const isSecond = asked.secondPatientReason !== null ? { reason: `Second patient of a subject: ${asked.secondPatientReason}` } : {};
  finish({ source: 'a de-identified source', files: result.files, deidentification: told as unknown as Json, ...isSecond });
  return { ...result, deidentification: told };
}
