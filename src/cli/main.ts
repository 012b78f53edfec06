/** The command line of cli.md: names, JSON and exit codes are a contract. Commands are loaded when called, so that `nadir engine` starts fast. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { productVersion } from '../common/index.ts';
import { explain, say, type ExitStatus } from './output.ts';

export type Shared = { readonly data?: string; readonly json?: boolean };

let status: ExitStatus = 0;
const then = (work: Promise<ExitStatus>): Promise<void> => work.then((result) => { status = result; });

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  return port;
}

const program = new Command('nadir')
  .description('Reads CT and MRI in cancer trials under RECIST 1.1. For research use; not a medical device.')
  .version(productVersion, '--version', 'print the version')
  .helpOption('--help', 'show help')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'nadir: ')) });

const command = (name: string, description: string): Command =>
  program.command(name).description(description).option('--data <dir>', 'data folder (default: NADIR_DATA, else the user\'s application-data folder)').option('--json', 'one JSON document on standard output').exitOverride();

command('start', 'the workstation: Electron, else a Chromium window, else its address')
  .option('--browser', 'the loopback shell even where Electron is there')
  .option('--port <number>', 'port of the loopback shell (default: a free one)', portNumber)
  .option('--no-window', 'serve and print {"url": …}; no window')
  .option('--keys <dir>', 'folder of the key lists of studies that de-identify (default: NADIR_KEYS, else beside the data folder)')
  .action(async (options) => then((await import('./commands/start.ts')).start(options)));

command('engine', 'rules engine: JSON requests on standard input, answers on standard output')
  .action(async () => then((await import('./commands/engine.ts')).engine()));

command('import', 'import files, folders, ZIP archives and DICOMDIRs')
  .argument('<path...>')
  .option('--study <code>', 'study that the images belong to')
  .option('--subject <id>', 'subject that the images belong to')
  .option('--deidentify <profile>', 'the study de-identifies from now on: "trial", or a JSON file with what differs from it')
  .option('--second-patient <reason>', 'a second patient id of a subject is the same person; recorded')
  .option('--keys <dir>', 'folder of the key lists (default: NADIR_KEYS, else beside the data folder)')
  .option('--passphrase-stdin', 'take the passphrase of the key list from standard input')
  .action(async (paths, options) => then((await import('./commands/import.ts')).importImages(paths, options)));

command('inspect', 'read files without importing')
  .argument('<path...>')
  .option('--pixels', 'decode frame 0 and give its values\' minimum, maximum, mean and SHA-256')
  .action(async (paths, options) => then((await import('./commands/inspect.ts')).inspect(paths, options)));

command('demo', 'create the demo study, or write its DICOM files and truth.json')
  .option('--dicom <dir>', 'only write the files to this folder')
  .option('--trial', 'the synthetic randomised trial of 60 subjects, without images')
  .option('--unread', 'without the reads that come with it: every timepoint waits for its reader')
  .action(async (options) => then((await import('./commands/demo.ts')).demo(options)));

command('studies', 'list studies').action(async (options) => then((await import('./commands/lists.ts')).studies(options)));

command('subjects', 'list subjects with reading status')
  .requiredOption('--study <code>', 'study')
  .action(async (options) => then((await import('./commands/lists.ts')).subjects(options)));

command('response', 'responses, best overall response, progression and endpoints with rule ids')
  .requiredOption('--study <code>', 'study')
  .option('--subject <id>', 'one subject only')
  .addOption(new Option('--reader <id>', 'whose read (default: the one that is the result)').choices(['accepted', 'site', 'reader1', 'reader2']))
  .action(async (options) => then((await import('./commands/response.ts')).response(options)));

command('analyse', 'rates, survival, comparison of groups and agreement of readers: the numbers of the study page')
  .requiredOption('--study <code>', 'study')
  .addOption(new Option('--by <what>', 'groups side by side').choices(['none', 'arm', 'site', 'reader']))
  .addOption(new Option('--read <read>', 'whose read (default: the one that is the result)').choices(['accepted', 'site', 'reader1', 'reader2']))
  .addOption(new Option('--rules <set>', 'rule set for PFS (default: the study\'s)').choices(['TRIAL', 'EMA', 'FDA-A', 'FDA-B', 'FDA-C', 'protocol']))
  .option('--confirmed', 'responses need confirmation')
  .option('--unconfirmed', 'responses need no confirmation')
  .option('--arm <name>', 'only this arm')
  .option('--site <name>', 'only this site')
  .option('--cutoff <date>', 'nothing after this day counts (YYYY-MM-DD)')
  .addOption(new Option('--unit <unit>', 'unit of times (default: month)').choices(['month', 'week', 'day']))
  .option('--at <times>', 'times of the rates, with commas between')
  .option('--reference <group>', 'group that others are compared with (default: the last arm)')
  .option('--figures <dir>', 'every figure as SVG, PNG and CSV into this folder; it must not exist or be empty')
  .option('--theme <theme>', 'print or dark (default: print)')
  .action(async (options) => then((await import('./commands/analyse.ts')).analyse(options)));

command('export', 'write an export: whole or not at all')
  .requiredOption('--study <code>', 'study')
  .requiredOption('--format <formats>', 'sdtm, dataset-json, odm, edc, sr, pdf, csv, several with commas, or all')
  .option('--out <place>', 'new or empty folder, or a new file that ends in .zip')
  .option('--subject <codes...>', 'only these subjects')
  .option('--reader <reads...>', 'only these reads: site, reader1, reader2')
  .option('--cut-off <date>', 'nothing after this day, YYYY-MM-DD')
  .option('--reads <which>', 'signed or all; left out: signed where the study is signed')
  .option('--reason <text>', 'why it is exported: in the manifest and the audit trail')
  .option('--leave-out', 'leaves subjects out of which a file would be wrong, instead of writing nothing')
  .option('--check', 'says what the check before an export finds, and writes nothing')
  .action(async (options) => then((await import('./commands/export.ts')).exportStudy(options)));

const accounts = program.command('accounts').alias('user').description('accounts of people who sign in to the workstation').exitOverride();
const accountCommand = (name: string, description: string): Command =>
  accounts.command(name).description(description).option('--data <dir>', 'data folder').option('--json', 'one JSON document on standard output').exitOverride();
accountCommand('list', 'who may sign in, as what').action(async (options) => then((await import('./commands/accounts.ts')).list(options)));
accountCommand('add', 'make an account; prints a temporary password')
  .requiredOption('--user <name>', 'username')
  .requiredOption('--full-name <name>', 'as signatures and the audit trail name the person')
  .requiredOption('--roles <list>', 'reader,investigator,adjudicator,dataManager,administrator')
  .action(async (options) => then((await import('./commands/accounts.ts')).add(options)));
accountCommand('disable', 'deactivate an account')
  .requiredOption('--user <name>', 'username')
  .action(async (options) => then((await import('./commands/accounts.ts')).disable(options)));
accountCommand('reset-password', 'a temporary password for a lost one; the workstation must be closed')
  .alias('passwd')
  .requiredOption('--user <name>', 'username')
  .option('--password-stdin', 'take the temporary password from standard input instead of making one')
  .action(async (options) => then((await import('./commands/accounts.ts')).resetPassword(options)));

const keys = program.command('keys').description('key lists of studies that de-identify: who the subjects are').exitOverride();
const keysCommand = (name: string, description: string): Command => keys.command(name).description(description)
  .requiredOption('--study <code>', 'study').option('--keys <dir>', 'folder of the key lists (default: NADIR_KEYS, else beside the data folder)').option('--data <dir>', 'data folder').option('--json', 'one JSON document on standard output').exitOverride();
keysCommand('status', 'whether the study has a key list, and how it is protected').action(async (options) => then((await import('./commands/keys.ts')).status(options)));
keysCommand('enrol', 'load the enrolment list: CSV with patient id, subject id, optionally issuer')
  .argument('<csv>').option('--passphrase-stdin', 'take the passphrase from standard input')
  .action(async (csv, options) => then((await import('./commands/keys.ts')).enrol(csv, options)));
keysCommand('protect', 'protect the key list by a passphrase, or by the key file again')
  .option('--passphrase-stdin', 'standard input: the new passphrase; where one is set already, first the old one on a line of its own')
  .option('--key-file', 'by the key file; standard input: the old passphrase')
  .action(async (options) => then((await import('./commands/keys.ts')).protect(options)));
keysCommand('export', 'the key list in clear, as CSV; the access is recorded')
  .requiredOption('--out <dir>', 'folder for the files; made for this account only').option('--passphrase-stdin', 'take the passphrase from standard input')
  .action(async (options) => then((await import('./commands/keys.ts')).exportKeys(options)));
keysCommand('unlink', 'take the link between a subject and its patient back, after a wrong id; its images must be discarded first')
  .requiredOption('--subject <id>', 'subject').option('--passphrase-stdin', 'take the passphrase from standard input')
  .action(async (options) => then((await import('./commands/keys.ts')).unlink(options)));
keysCommand('destroy', 'destroy the key list for good; later imports begin a new one')
  .requiredOption('--confirm <code>', 'the study\'s code again')
  .action(async (options) => then((await import('./commands/keys.ts')).destroy(options)));

command('audit', 'the audit trail: who changed what, when and why')
  .option('--study <code>', 'one study only').option('--subject <id>', 'one subject of the study')
  .option('--from <date>', 'from this day of UTC on, YYYY-MM-DD').option('--to <date>', 'up to this day of UTC, YYYY-MM-DD')
  .option('--person <name>', 'full name, as events have it').option('--kind <kind>', 'group of events (measuring, signing, exporting …) or one kind, as MeasurementRecorded').option('--text <words>', 'words of what was done or why')
  .option('--with-reason', 'only what has a reason').option('--undo', 'only undo and redo')
  .option('--csv <file>', 'a new CSV file, whole or not at all; the export is recorded')
  .action(async (options) => then((await import('./commands/audit.ts')).audit(options)));

command('verify', 'recompute the hash chain, signatures, signed results, stored files and every row; name the first bad record. Reads only')
  .argument('[database]', 'a copy of the database (.sqlite) instead of the data folder\'s')
  .option('--study <code>', 'stored files of one study only')
  .option('--against <file>', 'manifest.json of an earlier export, or a backup: what it wrote down of the audit trail must still be there')
  .option('--no-files', 'leave the stored files unread')
  .action(async (database, options) => then((await import('./commands/verify.ts')).verify(database, options)));

command('backup', 'everything in one file while the window is in use; key lists stay apart')
  .argument('<file>')
  .option('--without-images', 'only the database; images stay in the data folder')
  .action(async (file, options) => then((await import('./commands/backup.ts')).backup(file, options)));

command('restore', 'a backup into a new or empty data folder, verified')
  .argument('<file>')
  .option('--images <dir>', 'where stored images are that the backup does not hold: a data folder, or the folder "images" of automatic backups')
  .option('--check', 'only read the whole backup and say whether it is whole')
  .action(async (file, options) => then((await import('./commands/backup.ts')).restore(file, options)));

try {
  await program.parseAsync(process.argv.length <= 2 ? [...process.argv, 'start'] : process.argv);
} catch (error) {
  if (error instanceof CommanderError) status = error.exitCode === 0 ? 0 : 2;
  else {
    say(`nadir: ${explain(error)}`);
    status = 3;
  }
}
process.exitCode = status;
