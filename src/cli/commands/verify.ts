/** `nadir verify`: recomputes what must not change, and names the first record that did. */
import type { Shared } from '../main.ts';
import { endProgress, print, printJson, progressLine, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

export const verify = (options: Shared & { study?: string }): Promise<ExitStatus> => withCore(options, async ({ services }) => {
  const show = progressLine();
  const report = await services.integrity.verify({
    ...(options.study === undefined ? {} : { studyId: services.studies.byCode(options.study).id }),
    onProgress: (done, total) => show(`${done} of ${total} files`),
  });
  endProgress();
  if (options.json) printJson(report);
  else print(report.firstFault ?? `Whole: ${report.events} audit events, ${report.files} stored files.`);
  return report.whole ? 0 : 1;
});
