/** `nadir studies` and `nadir subjects`: what is there and how far its reading is. */
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

export const studies = (options: Shared): Promise<ExitStatus> => withCore(options, ({ services }) => {
  const list = services.studies.list();
  if (options.json) printJson(list);
  else print(list.length === 0 ? 'No study is here yet.' : list.map((study) => `${study.code}\t${study.subjects} subjects\t${study.protocolName}\t${study.title}`).join('\n'));
  return 0;
});

export const subjects = (options: Shared & { study: string }): Promise<ExitStatus> => withCore(options, ({ services }) => {
  const rows = services.worklist.rows(services.studies.byCode(options.study).id);
  if (options.json) printJson(rows);
  else print(rows.length === 0 ? 'The study has no subject yet.' : rows.map((row) => [row.code, row.next.text, row.cells.map((cell) => `${cell.label}: ${cell.overall ?? cell.status}`).join(', '), row.bestOverallResponse ?? ''].join('\t')).join('\n'));
  return 0;
});
