import { isNadirError } from '../../../src/common/index.ts';
import { beginUpload, chooseImport, uploadFile, useStartImport, type ImportIdentity } from '../../queries/index.ts';
import { errorText, navigate, useRoute } from '../../ui/index.ts';
import { beginState, countSent, failUpload, idle, sendAll, useUpload } from './upload.ts';
import { nameOfSet, takeDropped, type UploadItem } from './uploadWalk.ts';

/** Ways to begin an import into a study. Each ends at the job's own address, or in the upload state's `failure`. */
export function useImporting(studyId: string | null, identity?: ImportIdentity) {
  const startImport = useStartImport();
  const place = useRoute().place;

  const start = async (sourceId: string) => {
    if (studyId === null) return;
    useUpload.setState({ phase: 'starting' });
    const job = await startImport(sourceId, studyId, identity);
    useUpload.setState(idle);
    if (place === 'import') navigate({ place: 'import', jobId: job.id });
  };

  const guarded = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const isCancelled = useUpload.getState().stop?.signal.aborted || (isNadirError(error) && error.code === 'cancelled');
      failUpload(isCancelled ? null : errorText(error));
    }
  };

  const send = async (items: readonly UploadItem[], unreadable: readonly string[]) => {
    if (items.length === 0) {
      failUpload(unreadable.length > 0 ? `${unreadable.length} files cannot be read: ${unreadable.slice(0, 3).join(', ')}. Check their permissions.` : 'The folder is empty. Choose one that holds DICOM files or a ZIP.');
      return;
    }
    const set = { name: nameOfSet(items.map((item) => item.path)), items };
    const stop = beginState(set);
    const source = await beginUpload(set.name);
    await sendAll(items, (item, signal) => uploadFile(source.id, item.path, item.file, signal), countSent, stop.signal);
    await start(source.id);
  };

  return {
    uploadDropped: (transfer: DataTransfer) => {
      const taken = takeDropped(transfer);
      useUpload.setState({ ...idle, phase: 'collecting' });
      return guarded(async () => {
        const { items, unreadable } = await taken;
        await send(items, unreadable);
      });
    },
    uploadItems: (items: readonly UploadItem[]) => guarded(() => send(items, [])),
    /** The system's own dialog; files are read in place and nothing is uploaded. */
    chooseInShell: () => guarded(async () => {
      const source = await chooseImport();
      if (source) await start(source.id);
    }),
  };
}

export type Importing = ReturnType<typeof useImporting>;
