/** What the commands share about identity: the passphrase from standard input, the profile a study is given. */
import { readFileSync } from 'node:fs';
import { deidentificationOf, trialDeidentification, type Deidentification } from '../casefile/index.ts';
import { NadirError, type StudyId } from '../common/index.ts';
import { deidentificationSchema } from '../api/index.ts';
import type { Core } from '../host/index.ts';
import { say } from './output.ts';

export async function inputLines(): Promise<readonly string[]> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** Never an argument: those stand in the list of processes. */
export const passphraseFromInput = async (): Promise<string> => (await inputLines())[0] ?? '';

type Overlay = Partial<Omit<Deidentification, 'options' | 'trial'>> & { readonly options?: Partial<Deidentification['options']>; readonly trial?: Partial<Deidentification['trial']> };

/** Trial mode for a study that nobody has set up yet: its code stands for sponsor and protocol, its subjects are numbered. */
function trialFor(core: Core, studyId: StudyId, isSubjectGiven: boolean): Deidentification {
  const { code, protocol } = core.services.studies.detail(studyId);
  const siteId = protocol.sites?.[0]?.code ?? '';
  const subjectIds: Deidentification['subjectIds'] = isSubjectGiven ? { kind: 'entered' } : siteId === '' ? { kind: 'pattern', pattern: `${code}-{n:000}` } : trialDeidentification.subjectIds;
  return { ...trialDeidentification, trial: { sponsor: code, protocolId: code, siteId }, subjectIds };
}

function fromFile(file: string, base: Deidentification): Deidentification {
  let overlay: Overlay;
  try {
    overlay = JSON.parse(readFileSync(file, 'utf8')) as Overlay;
  } catch (cause) {
    throw new NadirError('invalid', `The profile ${file} cannot be read as JSON. Give "trial" or a JSON file.`, { reason: 'profile', cause });
  }
  const read = deidentificationSchema.safeParse({ ...base, ...overlay, options: { ...base.options, ...overlay.options }, trial: { ...base.trial, ...overlay.trial } });
  if (!read.success) throw new NadirError('invalid', `The profile ${file} does not have the right form. ${read.error.issues.slice(0, 3).map((one) => `${one.path.join('.')}: ${one.message}`).join('; ')}`, { reason: 'profile' });
  return read.data;
}

/** Makes the study de-identify by this profile from now on; recorded like any change of the study. `trial` leaves a profile that the study has as it is. Errors: invalid. */
export function useProfile(core: Core, studyId: StudyId, profile: string, isSubjectGiven: boolean): void {
  const { studies } = core.services;
  const { protocol, revision, code } = studies.detail(studyId);
  const now = deidentificationOf(protocol);
  const base = now ?? protocol.deidentification ?? trialFor(core, studyId, isSubjectGiven);
  const wanted = profile === 'trial' ? base : fromFile(profile, base);
  if (now && JSON.stringify(now) === JSON.stringify(wanted)) return;
  studies.edit(core.context, { studyId, expectedRevision: revision }, { protocol: { ...protocol, imageIdentity: 'deidentify', deidentification: wanted } });
  say(`Study ${code} de-identifies images from this import on${core.store.read(() => core.store.series.patients(studyId)).length > 0 ? '; images that are there stay as they are' : ''}.`);
}
