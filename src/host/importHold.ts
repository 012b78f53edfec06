/** Puts images that a person must look at into quarantine instead of the database. */
import { blobPath } from '../store/index.ts';
import type { Candidate, ImportOptions } from './importModel.ts';
import type { ToHold } from './quarantine.ts';

export type HoldPlan = { readonly files: readonly ToHold[]; /** Held already, or released before. */ readonly duplicate: number };

/** Which of the candidates are to be held. Nothing is written. */
export async function planHold(candidates: readonly Candidate[], { deidentify, sink, blobsRoot }: ImportOptions, nowIso: string): Promise<HoldPlan> {
  if (!deidentify || candidates.length === 0) return { files: [], duplicate: 0 };
  const known = new Set(sink.known(candidates.map((one) => one.sopInstanceUid)).map((one) => one.sopInstanceUid));
  const files = new Map<string, ToHold>();
  for (const { staged, quarantine, ...instance } of candidates) {
    if (!quarantine || known.has(instance.sopInstanceUid) || files.has(instance.sha256) || (await deidentify.quarantine.holds(instance.sha256))) continue;
    files.set(instance.sha256, { from: staged ?? blobPath(blobsRoot, instance.sha256), file: { ...quarantine, instance, heldAt: nowIso } });
  }
  return { files: [...files.values()], duplicate: candidates.length - files.size };
}
