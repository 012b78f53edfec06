import { Command } from 'commander';
import { blocks, code, made, table, words } from './markdown.ts';

let tree: Promise<Command> | null = null;
/** The command tree of `nadir` as the program itself builds it; nothing is carried out. The program's file runs once per process. */
export const commandTree = (): Promise<Command> => (tree ??= captured());

async function captured(): Promise<Command> {
  const built: Command[] = [];
  const parse = Command.prototype.parseAsync;
  Command.prototype.parseAsync = function capture(this: Command) { return Promise.resolve(built[built.push(this) - 1] ?? this); };
  try {
    await import('../../src/cli/main.ts');
  } finally {
    Command.prototype.parseAsync = parse;
  }
  const [program] = built;
  if (!program) throw new Error('src/cli/main.ts did not build its commands.');
  return program;
}

/** "nadir keys status", of every command that does something. */
export const commandNames = (command: Command, path: readonly string[] = ['nadir']): readonly { readonly name: string; readonly command: Command }[] =>
  command.commands.flatMap((sub) => (sub.commands.length > 0 ? commandNames(sub, [...path, sub.name()]) : [{ name: [...path, sub.name()].join(' '), command: sub }]));

const common = new Set(['--data', '--json', '--help']);

/** What each command answers with `--json`, and what is worth knowing beyond its options. */
const notes: Readonly<Record<string, string>> = {
  'nadir start': 'Electron where its program is there, else a Chromium window on the loopback interface, else the address to open. `--no-window` prints `{"url": …}` and serves until it is ended.',
  'nadir engine': 'One request or an array of requests as JSON on standard input; answers on standard output, in the same order. No database. Operations: `subject`, `responses`, `cohort`, `adjudicate`, `measurability`, `parameters` and others. Members are listed in [JSON of the engine](json.md).',
  'nadir import': 'JSON: `files` (`seen`, `imported`, `duplicate`, `rejected`), `series` with geometry and findings, `rejected` with path, code and reason; of a study that de-identifies also `deidentification`. A profile is `trial`, or a JSON file with what differs from it: `{"trial": {"sponsor": "…", "siteId": "04"}, "subjectIds": {"kind": "list"}}`.',
  'nadir inspect': 'JSON: one object per file with `opens`, `code`, `reason`, `sopClass`, `transferSyntax`, size, spacing and its source, findings; with `--pixels` minimum, maximum, mean and SHA-256 of the stored values.',
  'nadir response': 'JSON: the result of the engine per subject, with rules, checks and sentences.',
  'nadir analyse': 'The numbers of the study page. Every figure also as SVG, PNG and CSV with `--figures`.',
  'nadir export': 'All of it is there or nothing. See [exporting results](export.md).',
  'nadir verify': 'Exit 1 and the first bad record when anything differs. See [the audit trail](audit.md#verifying-the-data).',
  'nadir accounts reset-password': 'For a lost password of the last administrator; the workstation must be closed. See [accounts](accounts.md#a-lost-password).',
  'nadir keys export': 'Who the subjects are, in clear. The access is recorded.',
  'nadir keys destroy': 'For good: nobody can say any more who a subject is.',
};

/** commands.md: every command with its options, from the program itself. */
export async function commandsPage(): Promise<string> {
  const program = await commandTree();
  return blocks(
    '# The command line',
    '`nadir` works on the same data as the window, also while the window is open. In a checkout it is `npx nadir`; an installed Nadir brings the command along.',
    made,
    '## Everywhere',
    table(['Option', 'Meaning'], [
      ['`--data DIR`', 'data folder; else the environment\'s `NADIR_DATA`, else the user\'s application-data folder'], ['`--json`', 'one JSON document on standard output; progress and messages go to standard error'], ['`--help`', 'the options of a command'],
    ]),
    table(['Exit status', 'Meaning'], [['0', 'done'], ['1', 'done, with findings that need a person'], ['2', 'wrong usage'], ['3', 'could not be done; the message says why and what to do']]),
    'No command prints a stack trace. Passwords and passphrases come from standard input, never from an argument.',
    ...commandNames(program).flatMap(({ name, command }) => {
      const usage = [name, ...command.registeredArguments.map((argument) => `${argument.required ? '<' : '['}${argument.name()}${argument.variadic ? '...' : ''}${argument.required ? '>' : ']'}`)].join(' ');
      const options = command.options.filter((option) => !common.has(option.long ?? ''));
      const alias = command.alias();
      return [
        `## ${name.replace(/^nadir /, '')}`, code(usage), `${words(command.description().charAt(0).toUpperCase() + command.description().slice(1))}.${alias === undefined ? '' : ` Also ${code(`${name.split(' ').slice(0, -1).join(' ')} ${alias}`)}.`}`, notes[name] ?? '',
        options.length === 0 ? '' : table(['Option', 'Meaning'], options.map((option) => [code(option.flags), `${words(option.description)}${option.argChoices ? `${option.description === '' ? '' : ': '}${option.argChoices.map(code).join(', ')}` : ''}${option.mandatory ? ' (required)' : ''}`])),
      ];
    }),
  );
}
