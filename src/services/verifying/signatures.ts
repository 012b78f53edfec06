/** Every signature: what was signed is what its hash says, the two records of it agree, its signer is known, and the engine, asked again, says the same. */
import { createHash } from 'node:crypto';
import type { SignedContent } from '../../casefile/index.ts';
import { canonicalJson, type Json } from '../../common/index.ts';
import { evaluateSubject } from '../../endpoints/index.ts';
import { engineVersion, formatMm, type TimepointResult } from '../../recist/index.ts';
import { shown, type FaultInput, type Faults, type ReadFactRow, type ReadingStore } from '../../store/index.ts';
import type { Body } from '../reads/readFacts.ts';
import { placeInWords } from './names.ts';

export type ResultDifference = {
  readonly study: string; readonly subject: string; readonly subjectId: string; readonly timepointId: string; readonly timepoint: string;
  /** Whose read: `site`, `reader1`, `reader2`. */
  readonly slot: string;
  readonly version: number; readonly signer: string; readonly signedAt: string;
  readonly signedWith: string; readonly engineVersion: string;
  /** Members of the result that differ. */
  readonly members: readonly string[];
  /** "PR, sum 30.9 mm". */
  readonly was: string; readonly is: string;
};
export type SignatureCount = { readonly signatures: number; readonly rederived: number; readonly differences: readonly ResultDifference[] };

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value as Json)).digest('hex');
const same = (one: unknown, other: unknown): boolean => canonicalJson((one ?? null) as Json) === canonicalJson((other ?? null) as Json);
const words = (result: TimepointResult | null, sumMm: number | null): string => [result?.overall ?? 'baseline', ...(sumMm === null ? [] : [`sum ${formatMm(sumMm)} mm`])].join(', ');

/** What the two records of a signature must have in common. */
function disagreement(signOff: ReadFactRow, signed: Body<'signOff'>, content: SignedContent): string | null {
  const { engineInput, parameters, protocolVersion, records } = content;
  if (sha256({ engineInput, parameters, protocolVersion, records }) !== signed.contentHash) return 'what was signed does not match the hash that was signed';
  if (!same(signed.result, content.result)) return 'the signed result is not the one that was frozen with it';
  if (signed.engineVersion !== content.engineVersion) return 'the engine\'s version is not the one that was frozen with it';
  if (signed.protocolVersion !== protocolVersion) return 'the protocol\'s version is not the one that was frozen with it';
  const isSamePlace = records.subject.id === signOff.subjectId && records.subject.slot === signOff.slot && records.timepoint.id === signOff.timepointId;
  return isSamePlace ? null : 'it stands at another subject, read or timepoint than it was given for';
}

/** Explanations are words about the result and follow the names of lesions; everything else is compared. */
const judged = ({ explanation: _words, ...result }: TimepointResult): Omit<TimepointResult, 'explanation'> => result;

/** The result on what was signed, by the engine as it is. */
function rederive({ engineInput, parameters, records }: SignedContent): { readonly result: TimepointResult | null; readonly sumMm: number | null } {
  if (engineInput === null) return { result: null, sumMm: null };
  const labels = Object.fromEntries([...records.lesions, records.timepoint].map(({ id, label }) => [id, label]));
  const answer = evaluateSubject(engineInput, parameters, labels);
  const result = answer.timepoints.find((one) => one.id === records.timepoint.id) ?? null;
  return { result, sumMm: records.timepoint.index === 0 ? answer.baseline.sum : (result?.sum ?? null) };
}

function differingMembers(signed: TimepointResult | null, now: TimepointResult | null, sums: readonly [number | null, number | null]): readonly string[] {
  const sum = sums[0] === sums[1] ? [] : ['sumMm'];
  if (signed === null || now === null) return signed === now ? sum : ['result', ...sum];
  const [was, is] = [judged(signed), JSON.parse(JSON.stringify(judged(now)))] as [Record<string, unknown>, Record<string, unknown>];
  return [...[...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !same(was[name], is[name])), ...sum];
}

/**
 * Faults: `signature` for a record that is not what was signed, `result` where the engine of the same version says something else.
 * What another version of the engine says otherwise is no fault of the database: it is a difference, for a person.
 */
export function checkSignatures(store: ReadingStore, faults: Faults): SignatureCount {
  const accounts = new Set(store.accounts.list().map((one) => one.id));
  const differences: ResultDifference[] = [];
  let [signatures, rederived] = [0, 0];

  function compare(signOff: ReadFactRow, signed: Body<'signOff'>, content: SignedContent, fault: (input: Pick<FaultInput, 'check' | 'message'> & Partial<FaultInput>) => void): void {
    const now = rederive(content);
    rederived += 1;
    const members = differingMembers(content.result, now.result, [signed.sumMm, now.sumMm]);
    if (members.length === 0) return;
    const { subject, timepoint } = content.records;
    const [was, is] = [words(content.result, signed.sumMm), words(now.result, now.sumMm)];
    const difference = { study: subject.studyCode, subject: subject.code, subjectId: signOff.subjectId, timepointId: timepoint.id, timepoint: timepoint.label, slot: signOff.slot, version: signed.version, signer: signed.signer, signedAt: signed.at, signedWith: content.engineVersion, engineVersion, members, was, is };
    differences.push(difference);
    if (content.engineVersion === engineVersion) fault({ check: 'result', column: 'body', was, is, message: `The signed result of ${placeInWords(store, signOff.subjectId, signOff.slot, signOff.timepointId, signed.version)} was ${was}; engine ${engineVersion}, which signed it, now says ${is} (${members.join(', ')}).` });
  }

  function look(signOff: ReadFactRow): void {
    const signed = signOff.body as unknown as Body<'signOff'>;
    const place = (): string => placeInWords(store, signOff.subjectId, signOff.slot, signOff.timepointId, signed.version);
    const fault = (input: Pick<FaultInput, 'check' | 'message'> & Partial<FaultInput>): void => faults.add({ table: 'read_fact', row: `signOff/${signOff.key}`, subjectId: signOff.subjectId, ...input });
    const content = store.readFacts.byKey('signedContent', signOff.key)?.body as unknown as SignedContent | undefined;
    if (!content) return fault({ check: 'signature', row: `signedContent/${signOff.key}`, message: `What was signed at ${place()} is not there.` });
    const why = disagreement(signOff, signed, content);
    if (why !== null) return fault({ check: 'signature', column: 'body', was: shown(signed.contentHash), message: `The signature of ${place()}: ${why}.` });
    // Signatures of people who do not exist are part of the demo studies.
    if (!accounts.has(signed.accountId) && store.studies.byId(store.subjects.byId(signOff.subjectId)?.studyId ?? '')?.isDemo !== true) return fault({ check: 'signature', column: 'body', is: shown(signed.accountId), message: `The signature of ${place()} is by ${signed.signer}, whose account is not there.` });
    compare(signOff, signed, content, fault);
  }

  for (const signOff of store.readFacts.every('signOff')) {
    signatures += 1;
    try {
      look(signOff);
    } catch (error) {
      faults.add({ check: 'signature', table: 'read_fact', row: `signOff/${signOff.key}`, subjectId: signOff.subjectId, message: `The signature ${signOff.key} cannot be read: ${(error as Error).message}.` });
    }
  }
  return { signatures, rederived, differences };
}
