import { checkCatalogue, defaultParameters, engineVersion, parameterCatalogue, parameterGroups, parameterGroupTitles, ruleCatalogue, type CheckEntry, type ParameterEntry } from '../../src/recist/index.ts';
import { blocks, code, made, table, words } from './markdown.ts';

/** Heads of the rules by their first digit after "R-". */
const ruleHeads: readonly (readonly [pattern: RegExp, head: string])[] = [
  [/^R-0/, 'Numbers, dates and order'], [/^R-1/, 'Baseline: what is measurable, targets and non-targets'], [/^R-2/, 'Measuring at follow-up'], [/^R-3/, 'Target response'], [/^R-4/, 'Non-target response'],
  [/^R-5/, 'New lesions'], [/^R-6/, 'Overall response'], [/^R-7/, 'Best response and confirmation'], [/^R-8/, 'Date of progression'], [/^R-9/, 'Endpoints, schedule and censoring'], [/^R-J/, 'Two readers'], [/^R-I/, 'Immune criteria (iRECIST)'],
];
const levelNames: Readonly<Record<CheckEntry['severity'], string>> = { block: 'E', warn: 'W', info: 'I' };

function kindWords({ kind }: ParameterEntry): string {
  switch (kind.kind) {
    case 'flag': return 'yes or no';
    case 'whole': return `${kind.least} to ${kind.most} ${kind.unit}${kind.nullMeans === undefined ? '' : `, or ${code('null')}: ${kind.nullMeans}`}`;
    case 'date': return `a date, or ${code('null')}: ${kind.nullMeans}`;
    case 'schedule': return `interval from ${kind.leastIntervalDays} days, window, and changes of the interval`;
    case 'choice': case 'choices': case 'pfsRules': return `${kind.kind === 'choices' ? 'any of ' : ''}${kind.options.map(({ value, meaning }) => `${code(value)} (${words(meaning.replace(/\.$/, ''))})`).join('; ')}`;
  }
}

/** rules.md: every rule, check and parameter as the engine has it. */
export function rulesPage(): string {
  const rules = ruleCatalogue;
  const headed = ruleHeads.map(([pattern, head]) => ({ head, rows: rules.filter(({ id }) => pattern.test(id)) })).filter(({ rows }) => rows.length > 0);
  const rest = rules.filter(({ id }) => !ruleHeads.some(([pattern]) => pattern.test(id)));
  if (rest.length > 0) throw new Error(`build/guideText/rules.ts has no head for ${rest.map(({ id }) => id).join(', ')}.`);
  return blocks(
    '# Rules as implemented',
    `The ${rules.length} rules, ${checkCatalogue.length} checks and ${parameterCatalogue.length} parameters of rules engine ${engineVersion}. The ids are those beside a response in the window, in reports and in exported files.`,
    made,
    'Sizes are mm. A percentage is only shown: limits are tested on sums in whole 0.0001 mm, so that no rounding decides a category (R-006). `nadir engine` answers questions to the same engine, see [the command line](commands.md#engine).',
    '## Sources',
    table(['Short', 'Source'], [
      ['E09', 'Eisenhauer et al., Eur J Cancer 2009;45:228–247: RECIST 1.1'], ['N09', 'Schwartz et al., Eur J Cancer 2009;45:261–267: lymph nodes'], ['S16', 'Schwartz et al., Eur J Cancer 2016;62:132–137: update and clarification'],
      ['FAQ', 'RECIST Working Group, questions and answers'], ['I17', 'Seymour et al., Lancet Oncol 2017;18:e143–e152: iRECIST'], ['FDA, EMA', 'the agencies\' guidance on endpoints in cancer trials'], ['ADM, CDISC', 'admiral; the tumour domains of SDTM'], ['EVE', 'protocols of the everolimus trials'],
      ['convention', 'a choice of Nadir where the sources leave room'],
    ]),
    ...headed.flatMap(({ head, rows }) => [`## ${head}`, table(['Rule', 'Name', 'What it says', 'Source'], rows.map(({ id, title, text, source }) => [id, words(title), words(text), words(source)]))]),
    '## Checks',
    'E stops a signature until it is mended (or accepted as a deviation with a reason, where it says so), W asks for a reason, I is shown. Where a check appears in the window its reason field stands beside it.',
    table(['Check', 'Level', 'What it says', 'Rules'], checkCatalogue.map(({ id, severity, text, rules: ids, isDeviation }) => [id, levelNames[severity], `${words(text)}${isDeviation && !/deviation/.test(text) ? '; can be accepted as a deviation with a reason' : ''}`, ids.join(' ')])),
    '## Parameters',
    'What a protocol may change, under *Protocol* of a study or as `params` of a request to the engine. What is not said has its default.',
    ...parameterGroups.flatMap((group) => [`### ${parameterGroupTitles[group]}: parameters`, table(['Parameter', 'Default', 'Values', 'What it does', 'Rules'],
      parameterCatalogue.filter((entry) => entry.group === group).map((entry) => [code(entry.name), code(JSON.stringify(defaultParameters[entry.name])), kindWords(entry), `${words(entry.title)}. ${words(entry.meaning)}`, entry.rules.join(' ')]))]),
  );
}
