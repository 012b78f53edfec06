/** `nadir export`: a package for the EDC, the statistician, the PACS and the trial's file, written whole or not at all; the same bytes as the window's. */
import path from 'node:path';
import { isIsoDate, NadirError, type IsoDate } from '../../common/index.ts';
import { readSlots, type ReadSlot } from '../../casefile/index.ts';
import { blockingFindings, checkPackage, packageStudy, withExportPorts, type Core, type PackageCheck, type PackageOrder, type PackageTarget } from '../../host/index.ts';
import type { Shared } from '../main.ts';
import { endProgress, print, printJson, progressLine, say, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type Options = Shared & {
  readonly study: string; readonly format: string; readonly out?: string; readonly subject?: readonly string[]; readonly reader?: readonly string[]; readonly cutOff?: string; readonly reads?: string;
  readonly reason?: string; readonly leaveOut?: boolean; readonly check?: boolean;
};

function dateOf(text: string): IsoDate {
  if (!isIsoDate(text)) throw new NadirError('invalid', `--cut-off ${text} is not a date of the calendar. Write it as YYYY-MM-DD.`, { reason: 'cutOff' });
  return text;
}

function slotOf(text: string): ReadSlot {
  const slot = readSlots.find((one) => one === text.toLowerCase());
  if (!slot) throw new NadirError('invalid', `--reader ${text} is no read. Choose ${readSlots.join(', ')}.`, { reason: 'reader' });
  return slot;
}

function orderOf(core: Core, options: Options): PackageOrder {
  const { reads } = options;
  if (reads !== undefined && reads !== 'signed' && reads !== 'all') throw new NadirError('invalid', `--reads ${reads} is unknown. Choose signed or all.`, { reason: 'reads' });
  return {
    studyId: core.services.studies.byCode(options.study).id, formats: options.format, leaveOutBlocked: options.leaveOut === true, reason: options.reason?.trim() || null,
    request: { reads, cutOff: options.cutOff === undefined ? undefined : dateOf(options.cutOff), subjects: options.subject, readers: options.reader?.map(slotOf) },
  };
}

const line = ({ severity, code, subject, message, remedy }: PackageCheck['findings'][number]): string =>
  `${{ block: 'blocks', warn: 'look at', info: 'note' }[severity].padEnd(7)} ${code} ${subject === null ? '' : `${subject}: `}${message} ${remedy}`;

/** What the check says, and nothing written. */
function check(core: Core, options: Options): ExitStatus {
  const checked = checkPackage(core, core.context, orderOf(core, options));
  const { findings, study, leftOut } = checked;
  if (options.json) printJson({ study: study.code, subjects: study.subjects.map(({ code }) => code), leftOut, findings });
  else print(findings.length === 0 ? 'No finding.' : findings.map(line).join('\n'));
  return blockingFindings(checked).length > 0 ? 1 : 0;
}

const targetOf = (out: string): PackageTarget => ({ kind: /\.zip$/i.test(out) ? 'zip' : 'folder', path: path.resolve(out) });

/** The audit chain is whole and every row is what it says before anything leaves. Errors: refused chainBroken. */
function requireWhole({ store }: Core): void {
  const opened = store.openToInspect();
  try {
    const [fault] = opened.inspect().faults.kept;
    if (fault) throw new NadirError('refused', `The data are not what the audit trail says: ${fault.message} Nothing was written. nadir verify says more.`, { reason: 'chainBroken' });
  } finally {
    opened.close();
  }
}

async function write(core: Core, options: Options, out: string): Promise<ExitStatus> {
  requireWhole(core);
  const target = targetOf(out);
  const progress = progressLine();
  // Ctrl+C ends between two files, and nothing of it stays.
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
  const done = await withExportPorts(core, core.context, (ports) => packageStudy(core, core.context, orderOf(core, options), target, { ports, signal: abort.signal, report: ({ text, done: count }) => progress(`${count} files, ${text}`) })).finally(endProgress);
  const { manifest, manifestSha256, findings, files, bytes } = done;
  const { leftOut } = manifest.data;
  if (options.json) {
    printJson({
      directory: target.path, kind: target.kind, files: files.map(({ path: name, ...file }) => ({ name, ...file })), bytes, findings: findings.length, preflight: manifest.findings, subjects: manifest.data.subjects.map(({ code }) => code), leftOut,
      manifestSha256, contentSha256: manifest.contentSha256, exportId: manifest.export.id,
    });
  } else {
    print(`${files.length} files and manifest.json of ${manifest.data.subjects.length} ${manifest.data.subjects.length === 1 ? 'subject' : 'subjects'} in ${target.path}.`);
    if (manifest.findings.warn > 0) say(`${manifest.findings.warn} ${manifest.findings.warn === 1 ? 'finding' : 'findings'} to look at: preflight.json.`);
  }
  if (leftOut.length > 0) say(`Left out, because a file would be wrong: ${leftOut.join(', ')}. preflight.json says why.`);
  return leftOut.length > 0 ? 1 : 0;
}

export const exportStudy = (options: Options): Promise<ExitStatus> => withCore(options, async (core) => {
  if (options.check === true) return check(core, options);
  if (options.out === undefined) throw new NadirError('invalid', 'Say where to write with --out: a new folder, or a file that ends in .zip.', { reason: 'out' });
  return write(core, options, options.out);
});
