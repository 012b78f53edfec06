/** `nadir verify`: recomputes what must not change, and names the first record that did. Nothing is written. */
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { NadirError } from '../../common/index.ts';
import { chosenDataFolder, headOfBackup, verifyFolder, type FolderReport, type VerifyFolderOptions } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, print, printJson, progressLine, type ExitStatus } from '../output.ts';

const mostShown = 10;
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The manifest of an export, or a backup. Errors: invalid, unreadable, naming the file. */
async function anchorIn(file: string | undefined): Promise<Pick<VerifyFolderOptions, 'against' | 'heads'>> {
  if (file === undefined) return {};
  const isBackup = existsSync(file) && statSync(file).isFile() && startOf(file).startsWith('nadir-backup.json');
  return isBackup ? { heads: [await headOfBackup(file)] } : { against: manifestText(file) };
}

function startOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(100);
    return start.toString('latin1', 0, readSync(descriptor, start));
  } finally {
    closeSync(descriptor);
  }
}

/** Errors: invalid, naming the file. */
function manifestText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NadirError('invalid', `The manifest ${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Name the manifest.json of an earlier export.`, { reason: 'manifest', cause });
  }
}

function whole({ events, files, filesRead, checked }: FolderReport): string {
  const read = filesRead ? `${counted(files, 'stored file')}` : 'stored files not read';
  const anchor = checked.anchor ? ` ${counted(checked.anchor.streams, 'audit stream')} as the earlier export wrote ${checked.anchor.streams === 1 ? 'it' : 'them'} down.` : '';
  const heads = checked.heads > 0 ? ` ${counted(checked.heads, 'earlier end')} of the chain, as backups know ${checked.heads === 1 ? 'it' : 'them'}, ${checked.heads === 1 ? 'is' : 'are'} in it.` : '';
  const unsealed = checked.unsealedRows > 0 ? ` ${counted(checked.unsealedRows, 'row')} of images or credentials stored by an earlier Nadir cannot be checked.` : '';
  return `Whole: ${counted(events, 'audit event')}, ${read}, ${counted(checked.signatures, 'signature')}, ${counted(checked.rows, 'row')}.${anchor}${heads}${unsealed} The chain ends at ${checked.head.seq} with ${checked.head.hash}.`;
}

function lines(report: FolderReport): readonly string[] {
  const { faults, faultCount, differences, checked } = report;
  const others = differences.filter((one) => one.signedWith !== checked.engineVersion);
  return [
    ...(report.whole ? [whole(report)] : faults.slice(0, mostShown).map((fault) => fault.message)),
    ...(faultCount > mostShown ? [`${faultCount - mostShown} more: see --json.`] : []),
    ...others.slice(0, mostShown).map(({ study, subject, timepoint, slot, signer, was, is, signedWith, engineVersion }) =>
      `Subject ${subject} of ${study}, ${timepoint}${slot === 'site' ? '' : `, ${slot}`}: signed by ${signer} with engine ${signedWith} as ${was}; engine ${engineVersion} says ${is}.`),
    ...(others.length > mostShown ? [`${others.length - mostShown} more signed results differ: see --json.`] : []),
  ];
}

export async function verify(database: string | undefined, options: Shared & { readonly study?: string; readonly against?: string; readonly files?: boolean }): Promise<ExitStatus> {
  const show = progressLine();
  const report = await verifyFolder({ dataFolder: chosenDataFolder(options.data), database }, {
    studyCode: options.study, ...(await anchorIn(options.against)), ...(options.files === false ? { files: false } : {}),
    onStage: (stage, done) => show(done > 0 ? `${stage}, ${done}` : stage), onProgress: (done, total) => show(`${done} of ${total} files`),
  });
  endProgress();
  if (options.json) printJson(report);
  else for (const line of lines(report)) print(line);
  return report.whole && report.differences.length === 0 ? 0 : 1;
}
