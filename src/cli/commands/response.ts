/** `nadir response`: the engine's whole answer per subject, as the window shows it. */
import { NadirError } from '../../common/index.ts';
import { parametersOf, type SubjectCase } from '../../casefile/index.ts';
import { analysisReads } from '../../endpoints/index.ts';
import { endpointNames, engineVersion, formatMm, type SubjectResult } from '../../recist/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & { study: string; subject?: string; reader?: string };

function inWords(subject: SubjectCase, result: SubjectResult | null): string {
  if (!result) return `${subject.code}\tno baseline read`;
  const label = new Map<string, string>(subject.timepoints.map((timepoint) => [timepoint.id, timepoint.label]));
  const lines = result.timepoints.flatMap((at) => [
    `  ${label.get(at.id) ?? at.id}\t${at.date}\t${at.overall}\t${at.rules.join(' ')}\t${at.explanation.sentence}`,
    ...(at.sum === null && at.partialSum === null ? [] : [`  \t\t\t\t${at.explanation.arithmetic}`]),
  ]);
  const { bor, progression, endpoints } = result.reasons;
  const best = parametersOf(subject).confirmationRequired === true ? bor.confirmed : bor.unconfirmed;
  const ends = endpointNames.flatMap((name) => (result.endpoints[name] === null ? [] : [`  ${name}\t${endpoints[name].sentence}\t${endpoints[name].rules.join(' ')}`]));
  const date = result.progression ? `progression ${result.progression.date}` : 'no progression';
  return [
    `${subject.code}\tbaseline ${result.baseline.sum === null ? 'without targets' : `${formatMm(result.baseline.sum)} mm`}\tbest overall response ${result.bestOverallResponse}\t${date}\trules ${result.engineVersion}`, ...lines,
    `  best overall response\t${best.sentence}\t${best.rules.join(' ')}`, `  progression\t${progression.sentence}\t${progression.rules.join(' ')}`, ...ends,
  ].join('\n');
}

export const response = (options: Options): Promise<ExitStatus> => withCore(options, ({ services }) => {
  const read = analysisReads.find((one) => one === options.reader?.toLowerCase());
  if (options.reader !== undefined && read === undefined) throw new NadirError('invalid', `--reader is one of ${analysisReads.join(', ')}, not ${options.reader}.`);
  const all = services.exports.cases(services.studies.byCode(options.study).id, read);
  const wanted = options.subject === undefined ? all : all.filter(({ case: subject }) => subject.code.toLowerCase() === options.subject?.toLowerCase());
  if (wanted.length === 0 && options.subject !== undefined) {
    throw new NadirError('notFound', `Study ${options.study} has no subject ${options.subject}. It has ${all.map(({ case: subject }) => subject.code).join(', ') || 'none'}.`);
  }
  if (options.json) printJson(wanted.map(({ case: subject, result }) => ({ subject: subject.code, engineVersion, ...(result ?? { baseline: null, timepoints: [] }) })));
  else print(wanted.map(({ case: subject, result }) => inWords(subject, result)).join('\n') || 'The study has no subject yet.');
  return 0;
});
