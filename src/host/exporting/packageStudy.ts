/** One export from the store to its place: collected, checked, written whole or not at all, recorded in the study's trail. The same for the window and the command. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson, isNadirError, NadirError, type SubjectId } from '../../common/index.ts';
import { jsonFile, manifestOf, preflight, sortFindings, withoutBlocked, type ExportAct, type ExportFile, type ExportFinding, type ExportPorts, type ExportStudy, type Manifest, type PackagedFile } from '../../exchange/index.ts';
import { formatsNamed, type ExportFormat, type ExportRequest, type RequestContext } from '../../services/index.ts';
import type { Core } from '../core.ts';
import { systemClock } from '../systemClock.ts';
import { asTargetError, fill, type Filling, type PackageTarget } from './targets.ts';
import { noteUnfinished, settleUnfinished, type Unfinished } from './unfinished.ts';

export type PackageOrder = {
  readonly studyId: string;
  /** Names of formats separated by commas, or `all`. */
  readonly formats: string;
  readonly request: ExportRequest;
  /** Leaves subjects out whose findings block, instead of refusing the whole. */
  readonly leaveOutBlocked: boolean;
  /** Why it is exported; null: nobody said. */
  readonly reason: string | null;
};
/** What is about to be exported and what to know before. */
export type PackageCheck = { readonly study: ExportStudy; readonly formats: readonly ExportFormat[]; readonly findings: readonly ExportFinding[]; readonly leftOut: readonly string[]; /** By code, those left out too. */ readonly subjectIds: ReadonlyMap<string, SubjectId> };
export type PackageWork = { readonly ports: ExportPorts; readonly report?: (progress: { readonly text: string; readonly done: number; readonly total: number | null }) => void; readonly signal?: AbortSignal };
export type PackageDone = { readonly manifest: Manifest; readonly manifestSha256: string; readonly findings: readonly ExportFinding[]; readonly files: readonly PackagedFile[]; readonly bytes: number };

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Collects and checks. Errors: those of `collect`; invalid format. */
export function checkPackage(core: Core, context: RequestContext, { studyId, formats: named, request, leaveOutBlocked }: PackageOrder): PackageCheck {
  const formats = formatsNamed(named);
  const study = core.services.exports.collect(context, studyId, request);
  const findings = sortFindings([...preflight(study), ...formats.flatMap(({ check }) => check?.(study) ?? [])]);
  const kept = leaveOutBlocked ? withoutBlocked(study, findings) : study;
  const codes = new Set(kept.subjects.map(({ code }) => code));
  return { study: kept, formats, findings, leftOut: study.subjects.flatMap(({ code }) => (codes.has(code) ? [] : [code])), subjectIds: new Map(study.subjects.map(({ code, subjectId }) => [code, subjectId])) };
}

/** What blocks still: subjects that were left out block nothing. */
export const blockingFindings = ({ findings, leftOut }: Pick<PackageCheck, 'findings' | 'leftOut'>): readonly ExportFinding[] =>
  findings.filter(({ severity, subject }) => severity === 'block' && !(subject !== null && leftOut.includes(subject)));

function requireSound(check: PackageCheck): void {
  const blocking = blockingFindings(check);
  const [first] = blocking;
  if (first) {
    const who = [...new Set(blocking.flatMap(({ subject }) => subject ?? []))];
    throw new NadirError('refused', `${first.subject === null ? '' : `${first.subject}: `}${first.message} ${first.remedy}${blocking.length > 1 ? ` And ${blocking.length - 1} more.` : ''} Nothing was written.`, {
      reason: 'preflight', details: { findings: blocking, subjects: who },
    });
  }
  if (check.study.subjects.length === 0) throw new NadirError('refused', 'No subject is left to export. Nothing was written.', { reason: 'preflight', details: { findings: [], subjects: [] } });
}

/** Of one format alone the files stand at the root of the package, of several each in the folder of its format. */
const placeOf = ({ path }: ExportFile, { name }: ExportFormat, isAlone: boolean): string => (isAlone && path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path);

/** Files written before the thread lets others in. */
const breathEvery = 8;

async function writeFiles({ study, formats }: PackageCheck, filling: Filling, { ports, report, signal }: PackageWork): Promise<PackagedFile[]> {
  const files: PackagedFile[] = [];
  for (const format of formats) {
    report?.({ text: format.title, done: files.length, total: null });
    for await (const file of format.write(study, ports)) {
      if (signal?.aborted === true) throw new NadirError('cancelled', 'The export was cancelled. Nothing was written.');
      const path = placeOf(file, format, formats.length === 1);
      filling.put(path, file.bytes);
      files.push({ path, bytes: file.bytes.length, sha256: sha256(file.bytes), ...(file.rows === undefined ? {} : { rows: file.rows }) });
      // Names of files would tell every window of this host whose they are.
      report?.({ text: format.title, done: files.length, total: null });
      if (files.length % breathEvery === 0) await nextTurn();
    }
  }
  return files;
}

/**
 * Writes a package. Errors: those of `checkPackage`; refused preflight with the findings that block, targetTaken, zipTooLarge; storage diskFull, target; cancelled.
 * Whatever fails, nothing is at the target and nothing in the trail.
 */
export async function packageStudy(core: Core, context: RequestContext, order: PackageOrder, target: PackageTarget, work: PackageWork): Promise<PackageDone> {
  work.report?.({ text: 'Reading the study', done: 0, total: null });
  const check = checkPackage(core, context, order);
  requireSound(check);
  settleUnfinished(core, { isStart: false });
  const unfinished = noteUnfinished(core.dataFolder, target.path);
  const filling = begun(target, unfinished);
  try {
    const written = await writeFiles(check, filling, work);
    const { study, formats, findings, leftOut } = check;
    const said = jsonFile({ study: study.code, cutOff: study.cutOff, reads: study.scope.reads, leftOut, findings });
    filling.put('preflight.json', said);
    const files = [...written, { path: 'preflight.json', bytes: said.length, sha256: sha256(said) }];
    const act: ExportAct = { id: core.newId(), createdAt: systemClock.nowIso(), createdBy: context.actor, role: context.role, reason: order.reason };
    const manifest = manifestOf({ study, act, formats: formats.map(({ name }) => name), leftOut, findings, files, sha256, canonical: canonicalJson });
    const text = jsonFile(manifest);
    filling.put('manifest.json', text);
    const manifestSha256 = sha256(text);
    unfinished.moving({ context, studyId: order.studyId, manifest, manifestSha256 });
    filling.finish();
    core.services.exports.record(context, order.studyId, manifest, manifestSha256);
    return { manifest, manifestSha256, findings, files: manifest.files, bytes: files.reduce((sum, { bytes }) => sum + bytes, text.length) };
  } catch (cause) {
    filling.discard();
    throw isNadirError(cause) ? cause : isSystemError(cause) ? asTargetError(target.path, cause) : cause;
  } finally {
    unfinished.done();
  }
}

function begun(target: PackageTarget, unfinished: Unfinished): Filling {
  try {
    return fill(target, unfinished.staging);
  } catch (cause) {
    unfinished.done();
    throw cause;
  }
}

const isSystemError = (cause: unknown): boolean => cause instanceof Error && typeof (cause as NodeJS.ErrnoException).syscall === 'string';
