/** `nadir export`: files for the EDC, written whole or not at all, with a manifest of their SHA-256 sums. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError, productVersion } from '../../common/index.ts';
import { systemClock, type Core } from '../../host/index.ts';
import { engineVersion } from '../../recist/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';
import { writeFile, writeWhole, type WrittenFile } from '../wholeFolder.ts';

type Options = Shared & { study: string; format: string; out: string };

const kinds = ['endpoints', 'lesions', 'measurements', 'responses'] as const;

function csvFiles(core: Core, studyId: string, folder: string): readonly WrittenFile[] {
  return kinds.map((kind) => {
    const { name, text } = core.services.exports.csv(core.context, studyId, kind);
    return writeFile(folder, name, text);
  });
}

export const exportStudy = (options: Options): Promise<ExitStatus> => {
  if (options.format !== 'csv') throw new NadirError('invalid', `This version writes --format csv, not ${options.format}.`);
  return withCore(options, async (core) => {
    const study = core.services.studies.byCode(options.study);
    const target = path.resolve(options.out);
    const findings = core.services.exports.cases(study.id).flatMap(({ case: subject }) => core.services.readCase(subject.subjectId).findings.map((finding) => ({ subject: subject.code, ...finding })));
    const files = await writeWhole(target, (folder) => {
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
