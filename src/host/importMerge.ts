/** Decides what of a source is new: repeated files, contradicting files with one UID, patients that do not fit their study; then groups what is left. */
import { buildStacks, type LeftOut, type StoredInstance } from '../dicom/index.ts';
import { blobPath } from '../store/index.ts';
import type { Candidate, ImportBatch, ImportOptions, ImportSink } from './importModel.ts';

export type MergeResult = { readonly accepted: readonly Candidate[]; readonly duplicate: number; readonly rejected: readonly LeftOut[] };

const lookUpAtOnce = 5000;
/** Without an answer two files with one UID count as different. */
const digestTimeoutMs = 10_000;

/**
 * Same UID and same bytes, or same pixels and geometry: kept once (IMP-01). Same UID and other content: the first is kept, the other rejected (IMP-02).
 * A DICOM study with more than one patient is rejected whole, unless the store knows whose it is (IMP-03).
 */
export async function mergeCandidates(candidates: readonly Candidate[], options: ImportOptions): Promise<MergeResult> {
  const { sink } = options;
  const stored = knownHashes(candidates, sink);
  const first = new Map<string, Candidate>();
  const rejected: LeftOut[] = [];
  let duplicate = 0;
  const ordered = [...candidates].sort((one, other) => (one.sourcePath < other.sourcePath ? -1 : 1));
  for (const candidate of ordered) {
    const kept = first.get(candidate.sopInstanceUid);
    const hash = stored.get(candidate.sopInstanceUid) ?? kept?.sha256;
    if (hash === undefined) first.set(candidate.sopInstanceUid, candidate);
    else if (hash === candidate.sha256 || (await sameImage(candidate, hash, kept, options))) duplicate += 1;
    else rejected.push({ name: candidate.sourcePath, code: 'IMP-02', reason: `Another file with the same SOP Instance UID and other content ${kept === undefined ? 'was imported before' : `came first (${kept.sourcePath})`}; that one is kept.` });
  }
  const byPatient = rejectMixedPatients([...first.values()], sink);
  return { accepted: byPatient.accepted, duplicate, rejected: [...rejected, ...byPatient.rejected] };
}

function knownHashes(candidates: readonly Candidate[], sink: ImportSink): Map<string, string> {
  const uids = [...new Set(candidates.map((candidate) => candidate.sopInstanceUid))];
  const hashes = new Map<string, string>();
  for (let index = 0; index < uids.length; index += lookUpAtOnce) for (const { sopInstanceUid, sha256 } of sink.known(uids.slice(index, index + lookUpAtOnce))) hashes.set(sopInstanceUid, sha256);
  return hashes;
}

async function sameImage(candidate: Candidate, otherHash: string, kept: Candidate | undefined, { pool, blobsRoot, signal }: ImportOptions): Promise<boolean> {
  const paths = [candidate.staged ?? blobPath(blobsRoot, candidate.sha256), kept?.staged ?? blobPath(blobsRoot, otherHash)];
  try {
    const [one, other] = await Promise.all(paths.map((path) => pool.run({ kind: 'digest', path }, { ...(signal === undefined ? {} : { signal }), timeoutMs: digestTimeoutMs })));
    return typeof one === 'string' && one === other;
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    return false;
  }
}

const plainName = (name: string): string => name.toLowerCase().replace(/[\^=,\s]+/g, ' ').trim();
const plainId = (id: string): string => id.trim().toLowerCase();

function rejectMixedPatients(candidates: readonly Candidate[], sink: ImportSink): { accepted: Candidate[]; rejected: LeftOut[] } {
  const studies = Map.groupBy(candidates, (candidate) => candidate.dicomStudyUid);
  const accepted: Candidate[] = [];
  const rejected: LeftOut[] = [];
  for (const [dicomStudyUid, members] of studies) {
    const owner = sink.patientOf(dicomStudyUid);
    const isMixed = new Set(members.map((member) => `${plainId(member.patientId)}\n${plainName(member.patientName)}`)).size > 1;
    for (const member of members) {
      const fits = owner === null ? !isMixed : plainId(member.patientId) === plainId(owner);
      if (fits) accepted.push(member);
      else rejected.push({ name: member.sourcePath, code: 'IMP-03', reason: owner === null ? 'This examination names more than one patient; none of it was imported. Sort the files by patient first.' : 'This examination is stored under another patient; the file was not imported.' });
    }
  }
  return { accepted, rejected };
}

/** The new instances with every series they touch, regrouped together with what is stored of it. */
export function buildBatch(accepted: readonly Candidate[], sink: ImportSink): ImportBatch {
  const instances = accepted.map(({ staged: _staged, quarantine: _quarantine, ...instance }): StoredInstance => instance);
  const series = [...Map.groupBy(instances, (instance) => `${instance.dicomStudyUid}\n${instance.seriesUid}`).values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { dicomStudyUid, seriesUid } = first;
    return [{ dicomStudyUid, seriesUid, stacks: buildStacks([...sink.instancesOf(dicomStudyUid, seriesUid), ...members]) }];
  });
  return { instances, series };
}
