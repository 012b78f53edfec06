/** `nadir demo`: the demo study in the data folder, or its DICOM files and their truth in a folder. */
import { writeDemoDicom } from '../../demo/index.ts';
import { NadirError } from '../../common/index.ts';
import { createDemoStudy, createImportPool, createTrialDemo, demoStudyId, trialStudyId, type Core } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, print, printJson, progressLine, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { dicom?: string; unread?: boolean; trial?: boolean };

async function writeFiles(directory: string, json: boolean | undefined): Promise<ExitStatus> {
  const show = progressLine();
  const written = await writeDemoDicom(directory, { onProgress: ({ text }) => show(text) });
  endProgress();
  if (json) printJson(written);
  else print(`${written.files} files in ${written.directory}, truth in ${written.truthFile}.`);
  return 0;
}

const makeTrial = (options: Options): Promise<ExitStatus> => withCore<ExitStatus>(options, async (core) => {
  const show = progressLine();
  try {
    await createTrialDemo({ core, signal: new AbortController().signal, report: ({ text, done, total }) => show(`${text}, ${done} of ${total ?? '?'} subjects`) });
  } finally {
    endProgress();
  }
  printStudy(core, options, trialStudyId(core));
  return 0 as const;
});

function printStudy(core: Core, { json }: Options, studyId: string | null): void {
  const study = core.services.studies.list().find((one) => one.id === studyId);
  if (json) printJson(study);
  else print(`Study ${study?.code} with ${study?.subjects} subjects is in ${core.dataFolder}.`);
}

export async function demo(options: Options): Promise<ExitStatus> {
  if (options.trial === true && (options.dicom !== undefined || options.unread === true)) throw new NadirError('invalid', 'The synthetic trial has no images and is read: --trial goes with neither --dicom nor --unread.');
  if (options.trial === true) return makeTrial(options);
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
    printStudy(core, options, demoStudyId(core));
    return 0 as const;
  });
}
