/** `nadir response`: the engine's whole answer per subject, as the window shows it. */
import { NadirError } from '../../common/index.ts';
import type { SubjectCase } from '../../casefile/index.ts';
import { engineVersion, type SubjectResult } from '../../recist/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { study: string; subject?: string };

function inWords(subject: SubjectCase, result: SubjectResult | null): string {
  if (!result) return `${subject.code}\tno baseline read`;
  const label = new Map<string, string>(subject.timepoints.map((timepoint) => [timepoint.id, timepoint.label]));
  const lines = result.timepoints.map((at) => `  ${label.get(at.id) ?? at.id}\t${at.date}\t${at.overall}\t${at.rules.join(' ')}\t${at.explanation.sentence}`);
  const progression = result.progression ? `progression ${result.progression.date}` : 'no progression';
  return [`${subject.code}\tbaseline ${result.baseline.sum ?? 'without targets'}\tbest overall response ${result.bestOverallResponse}\t${progression}`, ...lines].join('\n');
}

export const response = (options: Options): Promise<ExitStatus> => withCore(options, ({ services }) => {
  const all = services.exports.cases(services.studies.byCode(options.study).id);
  const wanted = options.subject === undefined ? all : all.filter(({ case: subject }) => subject.code.toLowerCase() === options.subject?.toLowerCase());
  if (wanted.length === 0 && options.subject !== undefined) {
    throw new NadirError('notFound', `Study ${options.study} has no subject ${options.subject}. It has ${all.map(({ case: subject }) => subject.code).join(', ') || 'none'}.`);
  }
  if (options.json) printJson(wanted.map(({ case: subject, result }) => ({ subject: subject.code, engineVersion, ...(result ?? { baseline: null, timepoints: [] }) })));
  else print(wanted.map(({ case: subject, result }) => inWords(subject, result)).join('\n') || 'The study has no subject yet.');
  return 0;
});
