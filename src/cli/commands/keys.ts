/** `nadir keys …`: the key lists of studies that de-identify, from a terminal. Recorded as the command line's, with the system's user. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NadirError } from '../../common/index.ts';
import { createQuarantine, type Core } from '../../host/index.ts';
import { inputLines, passphraseFromInput } from '../identity.ts';
import type { Shared } from '../main.ts';
import { print, printJson, type ExitStatus } from '../output.ts';
import { withCore } from '../session.ts';

type OfStudy = Shared & { readonly study: string; readonly keys?: string; readonly passphraseStdin?: boolean };

const stateWords = { none: 'no key list yet; the first import begins one', open: 'there', locked: 'there, locked by a passphrase', missing: 'missing: the study has one, the folder does not', stale: 'not the one of the study: destroyed or a copy of another' } as const;

function on(options: OfStudy, work: (core: Core, studyId: string) => Promise<ExitStatus>): Promise<ExitStatus> {
  return withCore(options, (core) => work(core, core.services.studies.byCode(options.study).id));
}

async function unlocked(core: Core, studyId: string, options: OfStudy): Promise<void> {
  if (options.passphraseStdin) await core.keyring.unlock(core.context, studyId, await passphraseFromInput());
}

export const status = (options: OfStudy): Promise<ExitStatus> => on(options, async (core, studyId) => {
  const found = core.keyring.status(studyId);
  if (options.json) printJson(found);
  else print(`${options.study}: ${stateWords[found.state]}${found.protection === null ? '' : `, protected by ${found.protection === 'keyFile' ? 'the key file' : 'a passphrase'}`}. Folder: ${found.folder}`);
  return found.state === 'missing' || found.state === 'stale' ? 1 : 0;
});

export const enrol = (csv: string, options: OfStudy): Promise<ExitStatus> => on(options, async (core, studyId) => {
  await unlocked(core, studyId, options);
  let text: string;
  try {
    text = readFileSync(csv, 'utf8');
  } catch (cause) {
    throw new NadirError('notFound', `${csv} cannot be read. Nothing was changed.`, { reason: 'enrolmentList', cause });
  }
  const patients = await core.keyring.loadEnrolment(core.context, studyId, text);
  if (options.json) printJson({ patients });
  else print(`Enrolment list of ${patients} patients loaded.`);
  return 0;
});

/** Errors: refused keysLocked, wrongPassphrase; invalid weakPassphrase. */
export const protect = (options: OfStudy & { readonly keyFile?: boolean }): Promise<ExitStatus> => on(options, async (core, studyId) => {
  if (Boolean(options.passphraseStdin) === Boolean(options.keyFile)) throw new NadirError('invalid', 'Say --passphrase-stdin or --key-file.');
  const isLocked = core.keyring.status(studyId).state === 'locked';
  const lines = isLocked || options.passphraseStdin ? await inputLines() : [];
  if (isLocked) await core.keyring.unlock(core.context, studyId, lines[0] ?? '');
  const next = lines[isLocked ? 1 : 0];
  if (!options.keyFile && next === undefined) throw new NadirError('invalid', 'Give the old passphrase on the first line of standard input, the new one on the second.');
  await core.keyring.protect(core.context, studyId, options.keyFile ? null : (next ?? ''));
  if (options.json) printJson(core.keyring.status(studyId));
  else print(options.keyFile ? 'The key list is protected by the key file.' : 'The key list is protected by the passphrase. Without it nobody opens it again.');
  return 0;
});

export const exportKeys = (options: OfStudy & { readonly out: string }): Promise<ExitStatus> => on(options, async (core, studyId) => {
  await unlocked(core, studyId, options);
  const { name, patients, examinations } = await core.keyring.export(core.context, studyId);
  mkdirSync(options.out, { recursive: true, mode: 0o700 });
  const files = [['patients', patients], ['examinations', examinations]].map(([kind = '', text = '']) => {
    const file = path.join(options.out, `${name}-${kind}.csv`);
    writeFileSync(file, `\ufeff${text}`, { flag: 'wx', mode: 0o600 });
    return file;
  });
  if (options.json) printJson({ files });
  else print(files.join('\n'));
  return 0;
});

/** Errors: refused subjectHasImages; notFound. */
export const unlink = (options: OfStudy & { readonly subject: string }): Promise<ExitStatus> => on(options, async (core, studyId) => {
  await unlocked(core, studyId, options);
  const wanted = options.subject.trim().toLowerCase();
  const held = (await createQuarantine(core.dataFolder, studyId).list()).map((one) => one.instance.patientId);
  const ids = [...core.store.read(() => core.store.series.patients(studyId)), ...held].map((id) => id.trim().toLowerCase());
  await core.keyring.unlink(core.context, studyId, options.subject.trim(), ids.includes(wanted));
  if (options.json) printJson({ unlinked: options.subject });
  else print(`Subject ${options.subject} is linked to no patient any more.`);
  return 0;
});

/** Errors: refused notConfirmed; notFound noKeys. */
export const destroy = (options: OfStudy & { readonly confirm: string }): Promise<ExitStatus> => on(options, async (core, studyId) => {
  await core.keyring.destroy(core.context, studyId, options.confirm);
  if (options.json) printJson({ destroyed: true });
  else print(`The key list of ${options.study} is destroyed. Its subjects cannot be traced to patients any more.`);
  return 0;
});
