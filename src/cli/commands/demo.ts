/** `nadir demo`: the demo study in the data folder, or its DICOM files and their truth in a folder. */
import { writeDemoDicom } from '../../demo/index.ts';
import { createDemoStudy, createImportPool } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, print, printJson, progressLine, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { dicom?: string; unread?: boolean };

async function writeFiles(directory: string, json: boolean | undefined): Promise<ExitStatus> {
  const show = progressLine();
  const written = await writeDemoDicom(directory, { onProgress: ({ text }) => show(text) });
  endProgress();
  if (json) printJson(written);
  else print(`${written.files} files in ${written.directory}, truth in ${written.truthFile}.`);
  return 0;
}

export async function demo(options: Options): Promise<ExitStatus> {
  if (options.dicom !== undefined) return writeFiles(options.dicom, options.json);
  return withCore<ExitStatus>(options, async (core) => {
    const show = progressLine();
    const pool = createImportPool();
    try {
      await createDemoStudy({ core, pool, unread: options.unread === true, signal: new AbortController().signal, report: ({ text, done, total }) => show(`${text}, ${done} of ${total ?? '?'} series`) });
    } finally {
      await pool.close();
      endProgress();
    }
    const study = core.services.studies.list().find((one) => one.isDemo);
    if (options.json) printJson(study);
    else print(`Study ${study?.code} with ${study?.subjects} subjects is in ${core.dataFolder}.`);
    return 0 as const;
  });
}
