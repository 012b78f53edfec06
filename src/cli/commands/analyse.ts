/** `nadir analyse`: the numbers of the study page, as one JSON document or as lines, and its figures as files. */
import path from 'node:path';
import { isIsoDate, NadirError } from '../../common/index.ts';
import { analysisReads, analysisUnits, survivalEndpoints, type AnalysisGroup, type AnalysisOptions, type Proportion, type SurvivalFigure } from '../../endpoints/index.ts';
import { pfsRuleSetNames } from '../../recist/index.ts';
import type { AnalysisQuery, StudyAnalysisReply } from '../../casefile/index.ts';
import { figureCsv, figureFileName, figuresOf, figureSvg } from '../../figures/index.ts';
import { figurePng, systemClock } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';
import { writeFile, writeWhole, type WrittenFile } from '../../host/index.ts';

type Options = Shared & {
  study: string; by?: string; read?: string; rules?: string; confirmed?: boolean; unconfirmed?: boolean; arm?: string; site?: string; cutoff?: string; unit?: string; at?: string; reference?: string; figures?: string; theme?: string;
};

/** Errors: invalid, naming the choices. */
function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (!found) throw new NadirError('invalid', `--${option} is one of ${choices.join(', ')}, not ${value}.`);
  return found;
}

function timesOf(text: string | undefined): readonly number[] | undefined {
  const times = text?.split(',').map(Number);
  if (times?.some((time) => !Number.isFinite(time) || time <= 0)) throw new NadirError('invalid', `--at takes times above 0 with commas between, not ${text}.`);
  return times;
}

function queryOf(options: Options): AnalysisQuery {
  const { cutoff } = options;
  if (cutoff !== undefined && !isIsoDate(cutoff)) throw new NadirError('invalid', `${cutoff} is not a date of the calendar. Write it as YYYY-MM-DD.`);
  if (options.confirmed === true && options.unconfirmed === true) throw new NadirError('invalid', 'Choose one of --confirmed and --unconfirmed.');
  return {
    by: oneOf<AnalysisOptions['by']>('by', options.by, ['none', 'arm', 'site', 'reader']), read: oneOf('read', options.read, analysisReads), rules: oneOf('rules', options.rules, [...pfsRuleSetNames, 'protocol'] as const),
    confirmed: options.confirmed === true ? true : options.unconfirmed === true ? false : undefined, arm: options.arm, site: options.site, cutoff, unit: oneOf('unit', options.unit, analysisUnits), at: timesOf(options.at), reference: options.reference,
  };
}

const number = (value: number | null | undefined, decimals = 2): string => (value == null ? 'not reached' : value.toFixed(decimals));
const percent = ({ n, N, rate, ciLow, ciHigh }: Proportion): string => (rate === null ? `${n} of ${N}` : `${n} of ${N}, ${(100 * rate).toFixed(1)} % (${(100 * (ciLow ?? 0)).toFixed(1)} to ${(100 * (ciHigh ?? 1)).toFixed(1)})`);

function survivalLine(name: string, { n, events, median, medianCiLow, medianCiHigh, rates }: SurvivalFigure, unit: string): string {
  const at = rates.flatMap(({ t, rate, beyondFollowUp }) => (rate === null || beyondFollowUp ? [] : [`${t} ${(100 * rate).toFixed(1)} %`]));
  return `  ${name}\t${events} of ${n}\tmedian ${number(median)} ${unit}s (${number(medianCiLow)} to ${number(medianCiHigh)})\t${at.join(', ')}`;
}

const groupLines = ({ name, n, ORR, DCR, CBR, endpoints }: AnalysisGroup, unit: string): readonly string[] =>
  [`${name ?? 'All'}\t${n} subjects`, `  ORR\t${percent(ORR)}`, `  DCR\t${percent(DCR)}`, `  CBR\t${percent(CBR)}`, ...survivalEndpoints.map((endpoint) => survivalLine(endpoint, endpoints[endpoint], unit))];

function inWords({ study, options, whole, groups, comparison, agreement }: StudyAnalysisReply): string {
  const compared = comparison === null ? [] : survivalEndpoints.flatMap((endpoint) => {
    const { logRank, hazardRatio } = comparison[endpoint];
    return [`${endpoint}\tlog-rank ${number(logRank.chiSquare)}, p ${number(logRank.p, 4)}${hazardRatio ? `\tHR ${hazardRatio.arm} to ${hazardRatio.reference} ${hazardRatio.hazardRatio === null ? 'not estimable' : `${number(hazardRatio.hazardRatio)} (${number(hazardRatio.ciLow)} to ${number(hazardRatio.ciHigh)})`}` : ''}`];
  });
  const agreed = agreement === null ? [] : [agreement.readers, agreement.siteCentral].map(({ first, second, n, best, progression }) =>
    `${first} and ${second}\t${n} subjects\tkappa of best response ${number(best.kappa.kappa)}\tprogression in both ${progression.both}, only in the first ${progression.onlyFirst}, only in the second ${progression.onlySecond}`);
  return [`${study.code}\tread ${options.read}, rule set ${options.rules}, responses ${options.confirmed ? 'confirmed' : 'without confirmation'}${options.cutoff === null ? '' : `, data to ${options.cutoff}`}`, ...[whole, ...groups].flatMap((group) => groupLines(group, options.unit)), ...compared, ...agreed].join('\n');
}

/** Every figure that has something to draw as SVG, PNG and CSV, with the analysis they were drawn from. Errors: refused, storage; nothing half-written. */
const writeFigures = (dataFolder: string, reply: StudyAnalysisReply, target: string, theme: 'nadir-dark' | 'nadir-print', at: string): Promise<readonly WrittenFile[]> => writeWhole(dataFolder, target, async (folder) => {
  const files = [writeFile(folder, `${reply.study.code.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-analysis.json`, `${JSON.stringify(reply)}\n`)];
  for (const id of figuresOf(reply)) {
    const name = figureFileName(id, reply);
    const picture = figureSvg(id, reply, { theme, at });
    files.push(writeFile(folder, `${name}.svg`, picture.svg), writeFile(folder, `${name}.png`, await figurePng(picture)), writeFile(folder, `${name}.csv`, figureCsv(id, reply)));
  }
  return files;
});

export const analyse = (options: Options): Promise<ExitStatus> => {
  const theme = oneOf('theme', options.theme, ['print', 'dark']) ?? 'print';
  const query = queryOf(options);
  return withCore<ExitStatus>(options, async ({ services, context, dataFolder }) => {
    const reply = await services.analysis.study(context, services.studies.byCode(options.study).id, query);
    const files = options.figures === undefined ? [] : await writeFigures(dataFolder, reply, path.resolve(options.figures), `nadir-${theme}`, systemClock.nowIso());
    if (options.json) printJson(reply);
    else print([inWords(reply), ...(files.length === 0 ? [] : [`${files.length} files in ${path.resolve(options.figures ?? '')}`])].join('\n'));
    return 0 as const;
  });
};
