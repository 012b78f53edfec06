/** One import into one study: the pipeline's batches written by the services, and the import itself recorded in the study's trail. */
import type { StudyId } from '../common/index.ts';
import type { Core } from './core.ts';
import { runImport, type ImportOptions, type ImportPool, type ImportReport, type ImportRequest, type ImportSink } from './importJob.ts';
import { createPool } from './workers/pool.ts';

export const createImportPool = (): ImportPool => createPool('import.worker.ts');

export type ImportInto = Pick<ImportOptions, 'report' | 'signal'> & {
  readonly core: Core;
  readonly pool: ImportPool;
  readonly studyId: StudyId;
  /** What the person called it: a folder's or file's own name, never a whole path. */
  readonly sourceName: string;
};

/** Runs the import. Errors: as `runImport`; nothing of it is kept then. */
export async function importInto(request: ImportRequest, { core, pool, studyId, sourceName, report, signal }: ImportInto): Promise<ImportReport> {
  const writer = core.services.importSink(core.context, studyId);
  const sink: ImportSink = {
    known: (uids) => [...writer.known(uids).values()],
    patientOf: writer.patientOf,
    instancesOf: writer.instancesOf,
    holdsFile: (sha256) => core.store.read(() => core.store.instances.holdsFile(sha256)),
    commit: (batch) => core.store.write(() => {
      writer.add(batch.instances);
      return batch.series.flatMap(({ dicomStudyUid, seriesUid, stacks }) => writer.putStacks(dicomStudyUid, seriesUid, stacks));
    }),
  };
  const { code, protocol } = core.services.studies.detail(studyId);
  const result = await runImport(request, { sink, pool, blobsRoot: core.store.blobRoot, ...(protocol.imageIdentity === 'refuse' ? { refuseIdentity: { studyCode: code } } : {}), ...(report ? { report } : {}), ...(signal ? { signal } : {}) });
  writer.finish({ source: sourceName, files: result.files });
  return result;
}
