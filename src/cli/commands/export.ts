/** `nadir export`: files for the EDC, written whole or not at all, with a manifest of their SHA-256 sums. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError, productVersion } from '../../common/index.ts';
import { systemClock, type Core } from '../../host/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { study: string; format: string; out: string };
type WrittenFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

const kinds = ['endpoints', 'lesions', 'measurements', 'responses'] as const;

function refuseTaken(target: string): void {
  let names: string[] = [];
  try {
    names = readdirSync(target);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw new NadirError('storage', `${target} cannot be used as a folder. Nothing was written.`, { cause });
  }
  if (names.length > 0) throw new NadirError('refused', `${target} is not empty. Choose a new folder; nothing was written.`);
}

/** Fills a folder beside the target and moves it there in one step. Errors: storage; nothing of it stays. */
function writeWhole(target: string, fill: (folder: string) => readonly WrittenFile[]): readonly WrittenFile[] {
  refuseTaken(target);
  let staging: string | undefined;
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    staging = mkdtempSync(`${target}.part-`);
    const files = fill(staging);
    rmSync(target, { recursive: false, force: true });
    try { rmdirSync(target); } catch { /* it was not there */ }
    renameSync(staging, target);
    return files;
  } catch (cause) {
    if (staging) rmSync(staging, { recursive: true, force: true });
    if (cause instanceof NadirError) throw cause;
    throw new NadirError('storage', `The export could not be written to ${target} (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Nothing was written.`, { cause });
  }
}

function csvFiles(core: Core, studyId: string, folder: string): readonly WrittenFile[] {
  return kinds.map((kind) => {
    const { name, text } = core.services.exports.csv(core.context, studyId, kind);
    writeFileSync(path.join(folder, name), text, { flush: true });
    return { name, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') };
  });
}

export const exportStudy = (options: Options): Promise<ExitStatus> => {
  if (options.format !== 'csv') throw new NadirError('invalid', `This version writes --format csv, not ${options.format}.`);
  return withCore(options, (core) => {
    const study = core.services.studies.byCode(options.study);
    const target = path.resolve(options.out);
    const findings = core.services.exports.cases(study.id).flatMap(({ case: subject }) => core.services.readCase(subject.subjectId).findings.map((finding) => ({ subject: subject.code, ...finding })));
    const files = writeWhole(target, (folder) => {
      const written = csvFiles(core, study.id, folder);
      const manifest = { study: study.code, createdAt: systemClock.nowIso(), createdBy: core.context.actor, productVersion, engineVersion, files: written };
      writeFileSync(path.join(folder, 'preflight.json'), `${JSON.stringify(findings, null, 1)}\n`, { flush: true });
      writeFileSync(path.join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`, { flush: true });
      return written;
    });
    if (options.json) printJson({ directory: target, files, findings: findings.length });
    else print(`${files.map(({ name }) => name).join(', ')}, manifest.json and preflight.json in ${target}.`);
    return findings.some(({ severity }) => severity === 'block') ? 1 : 0;
  });
};
