/** Key lists of the studies: which are open in this process, and everything that is done with them. What touches identity is recorded in the study's trail. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { NadirError } from '../common/index.ts';
import { codeRuleOf, readSubjectCode } from '../casefile/index.ts';
import type { KeyListExport, KeyListStatus } from '../api/wire.ts';
import { openKeyFolder, readEnrolment, sameSubject, type DataKey, type KeyFolder, type KeyList } from '../keys/index.ts';
import type { RequestContext, Services } from '../services/index.ts';
import { examinationsCsv, patientsCsv } from './keyListCsv.ts';

export type Keyring = {
  readonly folder: KeyFolder;
  /** Errors: notFound study. */
  status(studyId: string): KeyListStatus;
  /** Opens the list in this process until it ends. `passphrase` null: by the key file. Errors: as `KeyFolder.unlock`; refused keysMissing, keysStale. */
  unlock(context: RequestContext, studyId: string, passphrase: string): Promise<void>;
  /** Forgets the key in this process. */
  lock(studyId: string): void;
  /** A passphrase for the list, or the key file again (null); makes the list where there is none. Errors: refused keysLocked; invalid weakPassphrase. */
  protect(context: RequestContext, studyId: string, passphrase: string | null): Promise<void>;
  /** Puts an enrolment list in place of the one before. Errors: invalid enrolmentList. */
  loadEnrolment(context: RequestContext, studyId: string, csv: string): Promise<number>;
  /** Takes the link between a subject and its patients back, after a wrong id was given; only while the study holds no image of the subject. Errors: refused subjectHasImages; notFound; as unlock. */
  unlink(context: RequestContext, studyId: string, subjectId: string, holdsImages: boolean): Promise<void>;
  /** The whole list in clear. Errors: as unlock. */
  export(context: RequestContext, studyId: string): Promise<KeyListExport>;
  /** For good. `confirm`: the study's code, as typed. Errors: refused notConfirmed; notFound noKeys. */
  destroy(context: RequestContext, studyId: string, confirm: string): Promise<void>;
  /** The open list for an import, made where there is none. `warning`: an older one was destroyed. Errors: refused keysLocked, keysMissing, keysStale; storage. */
  forImport(context: RequestContext, studyId: string): Promise<{ readonly key: DataKey; readonly list: KeyList; readonly warning: string | null }>;
};

/** By default beside the data folder, so that a copy of the data is never a copy of the keys. */
export const chosenKeysFolder = (asked: string | undefined, dataFolder: string, env: Readonly<Record<string, string | undefined>> = process.env): string =>
  path.resolve(asked || env['NADIR_KEYS'] || `${dataFolder.replace(/[\\/]+$/, '')}-keys`);

/** `NADIR_KEY_FILE`: where the key file is, when it is kept on another medium. */
const chosenKeyFile = (folder: string): string => path.resolve(process.env['NADIR_KEY_FILE'] || path.join(folder, 'key-file'));

/** Errors: refused keysFolder when it lies in the data folder, where backups and copies would take it along. */
export function checkedKeysFolder(folder: string, dataFolder: string): string {
  const inside = path.relative(path.resolve(dataFolder), folder);
  if (inside === '' || (!inside.startsWith('..') && !path.isAbsolute(inside))) throw new NadirError('refused', `The key lists must lie apart from the data: ${folder} is inside the data folder. Choose another with --keys or NADIR_KEYS.`, { reason: 'keysFolder' });
  return folder;
}

type Dependencies = { /** Absolute; not inside the data. */ readonly folder: string; readonly services: Services; readonly newId: () => string; readonly nowIso: () => string };

export function createKeyring({ folder: root, services, newId, nowIso }: Dependencies): Keyring {
  const folder = openKeyFolder(root, chosenKeyFile(root));
  const open = new Map<string, DataKey>();
  const trail = services.studyTrail;

  /** The list on disk, if it is the one the trail knows. */
  function standing(studyId: string): { readonly state: KeyListStatus['state']; readonly protection: KeyListStatus['protection']; readonly wasDestroyed: boolean } {
    const known = trail.standing(studyId);
    const found = folder.state(studyId);
    const wasDestroyed = known?.isDestroyed === true;
    if (!found) return { state: known === null || wasDestroyed ? 'none' : 'missing', protection: null, wasDestroyed };
    // A list that no import has recorded yet is ours; a copy of one that was destroyed, or of another one, is not.
    const isStale = known !== null && (wasDestroyed ? known.keysId === found.keysId : known.keysId !== found.keysId);
    if (isStale) return { state: 'stale', protection: found.protection, wasDestroyed };
    const isOpen = found.protection === 'keyFile' || open.get(studyId)?.keysId === found.keysId;
    return { state: isOpen ? 'open' : 'locked', protection: found.protection, wasDestroyed };
  }

  async function keyOf(studyId: string): Promise<DataKey> {
    const { state } = standing(studyId);
    if (state === 'missing') throw new NadirError('refused', `The key list of this study is not in ${root}. Put back its copy, or destroy it in the study's protocol; later imports then begin a new list.`, { reason: 'keysMissing' });
    if (state === 'stale') throw new NadirError('refused', `The key list in ${root} is not the study's present one: it was destroyed, or a copy of another was put in its place. Remove it from the folder.`, { reason: 'keysStale' });
    const known = open.get(studyId);
    if (state === 'open' && known && known.keysId === folder.state(studyId)?.keysId) return known;
    const key = await folder.unlock(studyId, null);
    open.set(studyId, key);
    return key;
  }

  async function create(context: RequestContext, studyId: string, passphrase: string | null): Promise<DataKey> {
    const keysId = newId();
    const list: KeyList = { keysId, secret: randomBytes(32).toString('base64'), createdAt: nowIso(), patients: [], examinations: [], enrolment: [] };
    const key = await folder.create(studyId, list, passphrase);
    open.set(studyId, key);
    recordCreation(context, studyId, keysId, passphrase === null ? 'keyFile' : 'passphrase');
    return key;
  }
  const recordCreation = (context: RequestContext, studyId: string, keysId: string, protection: string): void =>
    trail.record(context, studyId, { kind: 'KeysCreated', what: 'Key list made', after: { keysId, protection } });

  const requireKey = async (context: RequestContext, studyId: string): Promise<DataKey> => {
    const isThere = standing(studyId).state !== 'none';
    const key = isThere ? await keyOf(studyId) : await create(context, studyId, null);
    // The list was written, then the program ended before it could be recorded.
    const known = trail.standing(studyId);
    if (known === null || (known.isDestroyed && known.keysId !== key.keysId)) recordCreation(context, studyId, key.keysId, folder.state(studyId)?.protection ?? 'keyFile');
    return key;
  };

  return {
    folder,
    status(studyId) {
      const { state, protection, wasDestroyed } = standing(studyId);
      let list: KeyList | null = null;
      const key = open.get(studyId);
      if (state === 'open' && key) list = folder.read(key);
      return { state, protection, wasDestroyed, folder: root, patients: list?.patients.length ?? null, enrolled: list?.enrolment.length ?? null };
    },
    async unlock(context, studyId, passphrase) {
      if (standing(studyId).state === 'locked') open.set(studyId, await folder.unlock(studyId, passphrase));
      else await keyOf(studyId);
      trail.record(context, studyId, { kind: 'KeysOpened', what: 'Key list opened for imports', after: { keysId: open.get(studyId)?.keysId ?? '' } });
    },
    lock: (studyId) => void open.delete(studyId),
    async protect(context, studyId, passphrase) {
      if (standing(studyId).state === 'none') {
        await create(context, studyId, passphrase);
        return;
      }
      const key = await keyOf(studyId);
      await folder.protect(key, passphrase);
      trail.record(context, studyId, { kind: 'KeysProtected', what: passphrase === null ? 'Key list protected by the key file' : 'Key list protected by a passphrase', after: { keysId: key.keysId, protection: passphrase === null ? 'keyFile' : 'passphrase' } });
    },
    async loadEnrolment(context, studyId, csv) {
      const rule = codeRuleOf(services.studies.detail(studyId).protocol);
      const enrolment = readEnrolment(csv, (text) => readSubjectCode(rule, text) !== null);
      const key = await requireKey(context, studyId);
      await folder.update(key, (list) => ({ ...list, enrolment }));
      trail.record(context, studyId, { kind: 'EnrolmentListLoaded', what: `Enrolment list of ${enrolment.length} patients loaded`, after: { keysId: key.keysId, patients: enrolment.length } });
      return enrolment.length;
    },
    async unlink(context, studyId, subjectId, holdsImages) {
      if (holdsImages) throw new NadirError('refused', `The study holds images of subject ${subjectId}. Discard them first: they carry its id.`, { reason: 'subjectHasImages' });
      const key = await keyOf(studyId);
      const before = folder.read(key);
      if (!before.patients.some((one) => sameSubject(one.subjectId, subjectId))) throw new NadirError('notFound', `No patient is linked to subject ${subjectId}.`, { reason: 'notLinked' });
      const isOther = (one: { readonly subjectId: string }): boolean => !sameSubject(one.subjectId, subjectId);
      await folder.update(key, (list) => ({ ...list, patients: list.patients.filter(isOther), examinations: list.examinations.filter(isOther) }));
      trail.record(context, studyId, { kind: 'PatientUnlinked', what: `Link between subject ${subjectId} and its patient taken back`, after: { keysId: key.keysId, subject: subjectId } });
    },
    async export(context, studyId) {
      if (standing(studyId).state === 'none') throw new NadirError('notFound', 'This study has no key list.', { reason: 'noKeys' });
      const key = await keyOf(studyId);
      const list = folder.read(key);
      // Recorded before it is handed out: an access that cannot be recorded does not happen.
      trail.record(context, studyId, { kind: 'KeysExported', what: `Key list of ${list.patients.length} patients exported in clear`, after: { keysId: key.keysId, patients: list.patients.length } });
      return { name: `${services.studies.byId(studyId).code}-keys`, patients: patientsCsv(list), examinations: examinationsCsv(list), enrolment: list.enrolment.length };
    },
    async destroy(context, studyId, confirm) {
      const { code } = services.studies.byId(studyId);
      if (confirm.trim() !== code) throw new NadirError('refused', `Type the study's code, ${code}, to destroy its key list. Nothing was changed.`, { reason: 'notConfirmed' });
      const known = trail.standing(studyId);
      const keysId = folder.state(studyId)?.keysId ?? known?.keysId;
      if (keysId === undefined) throw new NadirError('notFound', 'This study has no key list.', { reason: 'noKeys' });
      open.delete(studyId);
      const wasThere = await folder.destroy(studyId);
      if (!wasThere && known?.isDestroyed) throw new NadirError('notFound', 'The key list of this study is destroyed already.', { reason: 'noKeys' });
      trail.record(context, studyId, { kind: 'KeysDestroyed', what: 'Key list destroyed: subjects cannot be traced to patients any more', after: { keysId, fileWasThere: wasThere } });
    },
    async forImport(context, studyId) {
      const { wasDestroyed, state } = standing(studyId);
      const key = await requireKey(context, studyId);
      const warning = wasDestroyed && state === 'none'
        ? 'The key list of this study was destroyed. A new one begins with this import: patients that came before come in as new ones, with other dates and UIDs.' : null;
      return { key, list: folder.read(key), warning };
    },
  };
}
