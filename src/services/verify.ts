import { checkBlob, type ChainFault, type ProjectionDifference } from '../store/index.ts';
import type { ServiceDeps } from './context.ts';
import { requireStudy } from './studies.ts';

export type FileFault = { readonly sha256: string; readonly state: 'missing' | 'altered' };
export type VerifyReport = {
  readonly whole: boolean;
  readonly events: number;
  readonly files: number;
  /** The first event that does not fit the chain; null when all do. */
  readonly chain: ChainFault | null;
  /** The first row that the events do not explain; null when all are. */
  readonly projections: ProjectionDifference | null;
  /** Stored files that are missing or altered. */
  readonly damagedFiles: readonly FileFault[];
  /** The first bad record in words; null when everything is whole. */
  readonly firstFault: string | null;
};

export type VerifyService = {
  /**
   * Recomputes the audit hash chain, replays the events and compares, and reads every stored file again. `studyId` limits the files; the chain is always
   * checked whole, since its order runs through all studies. `onProgress` hears files done and in all.
   */
  verify(options?: { readonly studyId?: string; readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void }): Promise<VerifyReport>;
};

function inWords(chain: ChainFault | null, projections: ProjectionDifference | null, files: readonly FileFault[]): string | null {
  if (chain) return `Audit event ${chain.seq}${chain.stream ? ` of ${chain.stream}` : ''}: ${chain.reason}.`;
  if (projections) return `Table ${projections.table} differs from what the audit events say.`;
  const [file] = files;
  return file ? `Stored file ${file.sha256} is ${file.state}.` : null;
}

/** Checks a database without trusting it. */
export function createVerify(deps: ServiceDeps): VerifyService {
  const { store } = deps;
  return {
    async verify({ studyId, signal, onProgress } = {}) {
      if (studyId !== undefined) store.read(() => requireStudy(deps, studyId));
      const { chain, projections, files } = store.read(() => {
        const report = store.verifyChain();
        return { chain: report, projections: report.fault ? null : store.compareProjections(), files: store.instances.files(studyId) };
      });
      const damagedFiles: FileFault[] = [];
      for (const [index, sha256] of files.entries()) {
        signal?.throwIfAborted();
        const found = await checkBlob(store.blobRoot, sha256);
        if (found.state !== 'whole') damagedFiles.push({ sha256, state: found.state });
        onProgress?.(index + 1, files.length);
      }
      const firstFault = inWords(chain.fault, projections, damagedFiles);
      return { whole: firstFault === null, events: chain.events, files: files.length, chain: chain.fault, projections, damagedFiles, firstFault };
    },
  };
}
