/** Checks a database without trusting it: pages, schema, chain, rows, signatures, confirmations, decisions, stored files, and what an earlier export wrote down. Read-only. */
import { isNadirError, NadirError, productVersion } from '../../common/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { ChainFault, Fault, Faults, InspectedStore, Inspection, ProjectionDifference, ReadingStore } from '../../store/index.ts';
import type { ServiceDeps } from '../context.ts';
import { requireStudy } from '../studies.ts';
import { checkAnchor, type AnchorReport } from './anchor.ts';
import { checkConfirmations, checkDecisions } from './confirmations.ts';
import { checkKnownHeads, type KnownHead } from './knownHeads.ts';
import { checkSignatures, type ResultDifference, type SignatureCount } from './signatures.ts';
import { checkFiles, countUnreferenced, type FileFault, type FilesChecked } from './storedFiles.ts';

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
  /** The first hundred records that are not what they should be, each with its place, in the order of the checks. */
  readonly faults: readonly Fault[];
  /** How many there are in all. */
  readonly faultCount: number;
  /** Signed results of which the engine as it is says something else. Those signed with another version of it are no faults: they are for a person to judge. */
  readonly differences: readonly ResultDifference[];
  readonly checked: {
    /** Format of the database, and the programs that checked it. */
    readonly format: number; readonly programVersion: string; readonly engineVersion: string;
    /** End of the chain: the same number and hash later mean the same trail. */
    readonly head: { readonly seq: number; readonly hash: string };
    readonly streams: number; readonly rows: number;
    /** Rows of images and credentials stored by an earlier version, which no event covers yet. */
    readonly unsealedRows: number;
    readonly signatures: number; readonly rederived: number; readonly confirmations: number; readonly decisions: number;
    readonly fileBytes: number;
    /** Stored files nobody refers to: left by an import that was cut short. No fault. */
    readonly unreferencedFiles: number;
    /** Beside the manifest of an earlier export; null where none was given. */
    readonly anchor: AnchorReport | null;
    /** Earlier ends of the chain that were compared: those of backups, and those that the trail itself says of them. */
    readonly heads: number;
  };
};

export type VerifyOptions = {
  /** Limits the stored files that are read; everything else is always checked whole, since the chain's order runs through all studies. */
  readonly studyId?: string;
  readonly signal?: AbortSignal;
  /** Hears files done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Hears what is being checked, and how much of it is done. */
  readonly onStage?: (stage: VerifyStage, done: number) => void;
  /** Text of the manifest.json of an earlier export. */
  readonly against?: string;
  /** Ends of the chain that backups wrote down: each must still be there. */
  readonly heads?: readonly KnownHead[];
  /** False: stored files are not read. */
  readonly files?: boolean;
};
export type VerifyStage = 'pages' | 'events' | 'rows' | 'signatures' | 'files';

export type VerifyService = {
  /** Checks the database of this workstation, on a connection of its own, as it is when it begins. Errors: notFound; invalid manifest; cancelled by `signal`. */
  verify(options?: VerifyOptions): Promise<VerifyReport>;
};

/** The earlier names of the first fault of the chain and of the rows. */
function firstOf({ trail, faults }: Pick<Inspection, 'trail'> & { readonly faults: readonly Fault[] }): Pick<VerifyReport, 'chain' | 'projections'> {
  const chain = faults.find((fault) => fault.check === 'chain');
  const row = faults.find((fault) => fault.check === 'row');
  return {
    chain: trail.broken ?? (chain ? { seq: chain.seq ?? trail.events, eventId: null, stream: chain.table === 'stream_head' ? chain.row : null, reason: chain.message.replace(/\.$/, '') } : null),
    projections: row ? { table: row.table ?? '', live: row.is, replayed: row.was } : null,
  };
}

type Clinical = SignatureCount & { readonly confirmations: number; readonly decisions: number; readonly anchor: AnchorReport | null; readonly heads: number; readonly sha256s: readonly string[] };
const nothing: Clinical = { signatures: 0, rederived: 0, differences: [], confirmations: 0, decisions: 0, anchor: null, heads: 0, sha256s: [] };

/** What the rows mean. Where the rows themselves cannot be read nothing is added: the faults before say why. */
function checkMeaning(store: ReadingStore, deps: Omit<ServiceDeps, 'store'>, faults: Faults, { studyId, against, heads: given = [] }: VerifyOptions): Clinical {
  return store.read(() => {
    const heads = checkKnownHeads(store, given, faults);
    const anchor = against === undefined ? null : checkAnchor(store, against, faults);
    const confirmations = checkConfirmations(store, faults);
    const decisions = checkDecisions(deps, store, faults);
    return { ...checkSignatures(store, faults), confirmations, decisions, anchor, heads, sha256s: store.instances.files(studyId) };
  });
}

/** Rows that were altered may not be readable as what they were: then the faults that are known say why, and nothing is added. */
function meaningOf(opened: InspectedStore, deps: Omit<ServiceDeps, 'store'>, faults: Faults, options: VerifyOptions): Clinical {
  const before = faults.count;
  try {
    return checkMeaning(opened.store, deps, faults, options);
  } catch (error) {
    if (isNadirError(error) && error.code === 'storage') {
      faults.add({ check: 'file', message: `What was signed cannot be read: ${error.message}` });
      return nothing;
    }
    if (before === 0 || isNadirError(error)) throw error;
    return nothing;
  }
}

/** Errors: cancelled. */
const stopWhereAsked = (signal: AbortSignal | undefined): void => { if (signal?.aborted === true) throw new NadirError('cancelled', 'Cancelled.'); };

/** Checks an opened database to the end, and closes it. Errors: as `VerifyService.verify`. */
export async function verifyInspected(opened: InspectedStore, deps: Omit<ServiceDeps, 'store'>, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { signal, onStage, onProgress } = options;
  try {
    stopWhereAsked(signal);
    const { format, trail, faults, rows, unsealedRows } = opened.inspect({ onStage: (stage, done) => { onStage?.(stage, done); stopWhereAsked(signal); } });
    stopWhereAsked(signal);
    onStage?.('signatures', 0);
    const { signatures, rederived, differences, confirmations, decisions, anchor, heads, sha256s } = meaningOf(opened, deps, faults, options);
    onStage?.('files', 0);
    const root = opened.store.blobRoot;
    const files: FilesChecked = options.files === false ? { files: 0, bytes: 0, damaged: [] } : await checkFiles(root, sha256s, { signal, onProgress });
    for (const { sha256, state } of files.damaged) faults.add({ check: 'storedFile', row: sha256, message: `Stored file ${sha256} is ${state}.` });
    const unreferencedFiles = options.files === false || options.studyId !== undefined ? 0 : await countUnreferenced(root, new Set(sha256s));
    const [first] = faults.kept;
    return {
      whole: faults.count === 0, events: trail.events, files: files.files, ...firstOf({ trail, faults: faults.kept }), damagedFiles: files.damaged, firstFault: first?.message ?? null, faults: faults.kept, faultCount: faults.count, differences,
      checked: { format, programVersion: productVersion, engineVersion, head: trail.head, streams: trail.streams.size, rows, unsealedRows, signatures, rederived, confirmations, decisions, fileBytes: files.bytes, unreferencedFiles, anchor, heads },
    };
  } finally {
    opened.close();
  }
}

export function createVerify(deps: ServiceDeps): VerifyService {
  return {
    async verify(options = {}) {
      const { studyId } = options;
      if (studyId !== undefined) deps.store.read(() => requireStudy(deps, studyId));
      return verifyInspected(deps.store.openToInspect(), deps, options);
    },
  };
}
