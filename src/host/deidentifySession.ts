/** One import into a study that de-identifies: who its patients are in the study, what a worker needs, what was done. Lives in memory; `save` writes what it learned to the key list. */
import { codeRuleOf, readSubjectCode, type Deidentification, type StudyProtocol } from '../casefile/index.ts';
import { NadirError } from '../common/index.ts';
import type { DeidentificationReport } from '../api/wire.ts';
import { remapUid, shiftDaysFor, type DeidentifyReport } from '../deidentify/index.ts';
import { decideLink, patientKey, withLearned, type DataKey, type KeyFolder, type KeyList, type LinkDecision, type LinkedExamination, type LinkedPatient, type SourcePatient } from '../keys/index.ts';

/** What a worker needs to de-identify a file; never leaves the process. */
export type DeidentifyTask = {
  readonly profile: Pick<Deidentification, 'options' | 'allowedWords' | 'trial'>;
  readonly secret: Uint8Array;
  /** By `patientKey`. */
  readonly links: Readonly<Record<string, { readonly subjectId: string; readonly shiftDays: number }>>;
};

/** What a worker says of a file that it de-identified. `source`: true UIDs and date, for the key list alone. */
export type DeidentifiedFile = {
  readonly patient: string;
  readonly report: DeidentifyReport;
  readonly source: { readonly studyUid: string; readonly seriesUid: string; readonly date: string | null };
  readonly quarantine: { readonly code: string; readonly reason: string } | null;
};

export type DeidentifySession = {
  task(): DeidentifyTask;
  /** Asked once per patient; the same answer ever after. */
  link(patient: SourcePatient): LinkDecision;
  took(file: DeidentifiedFile): void;
  warn(code: string, message: string): void;
  /** A name that identifies nobody for a file of the source ("file 12"), and what it stands for, in memory only. */
  nameFor(sourceName: string): string;
  sourceName(neutral: string): string;
  /** Writes new patients and examinations to the key list, before a row of theirs is committed. Errors: conflict keysMoved; storage. */
  save(): Promise<void>;
  report(quarantined: number): DeidentificationReport;
};

/** Given with an import of a study that de-identifies. */
export type DeidentifyRequest = {
  /** The subject that all images of this import are of; null: by the study's rule. */
  readonly subjectId: string | null;
  /** Why a second patient of a subject is the same person; null: none is expected. */
  readonly secondPatientReason: string | null;
};

type Parts = {
  readonly protocol: StudyProtocol;
  readonly setup: Deidentification;
  readonly folder: KeyFolder;
  readonly key: DataKey;
  readonly list: KeyList;
  readonly request: DeidentifyRequest;
  /** Subject ids in use in the study. */
  readonly taken: readonly string[];
  readonly nowIso: () => string;
};

export function createDeidentifySession({ protocol, setup, folder, key, list, request, taken, nowIso }: Parts): DeidentifySession {
  const secret = Uint8Array.from(Buffer.from(list.secret, 'base64'));
  const rule = codeRuleOf(protocol);
  const knownBefore = new Set(list.patients.map(patientKey));
  const decisions = new Map<string, LinkDecision>();
  const learned: LinkedPatient[] = [];
  const examinations = new Map<string, { uid: string; subjectId: string; date: string | null; series: Map<string, string> }>();
  const warnings = new Map<string, { code: string; message: string }>();
  const actions: Record<string, number> = {};
  const descriptors = new Set<string>();
  const names = new Map<string, string>();
  let files = 0;

  const warn = (code: string, message: string): void => void warnings.set(`${code} ${message}`, { code, message });
  const newUid = (uid: string): string => (setup.options.uids ? uid : remapUid(secret, uid));

  function decide(patient: SourcePatient): LinkDecision {
    const decision = decideLink(patient, {
      patients: [...list.patients, ...learned], enrolment: list.enrolment, secret, rule: setup.subjectIds, siteId: setup.trial.siteId.trim(), taken,
      given: request.subjectId, secondPatientReason: request.secondPatientReason, isSubjectId: (text) => text.length <= 64 && !text.includes('\\') && readSubjectCode(rule, text) !== null,
      shiftOf: ({ issuer, patientId }) => shiftDaysFor(secret, issuer, patientId, { least: setup.dateShiftDays.earliest, most: setup.dateShiftDays.latest }), nowIso: nowIso(),
    });
    if (decision.kind !== 'linked') return decision;
    if (decision.isNew) learned.push(decision.link);
    for (const { code, message } of decision.warnings) warn(code, message);
    return decision;
  }

  return {
    task() {
      const links: Record<string, { subjectId: string; shiftDays: number }> = {};
      for (const [patient, decision] of decisions) if (decision.kind === 'linked') links[patient] = { subjectId: decision.link.subjectId, shiftDays: decision.link.shiftDays };
      return { profile: { options: setup.options, allowedWords: setup.allowedWords, trial: setup.trial }, secret, links };
    },
    link(patient) {
      const known = decisions.get(patientKey(patient));
      if (known) return known;
      const decision = decide(patient);
      decisions.set(patientKey(patient), decision);
      return decision;
    },
    took({ patient, report, source }) {
      files += 1;
      for (const [action, count] of Object.entries(report.counts)) actions[action] = (actions[action] ?? 0) + count;
      for (const name of report.removedDescriptors) descriptors.add(name);
      for (const { code, message } of report.notices) warn(code, message);
      const decision = decisions.get(patient);
      if (decision?.kind !== 'linked' || source.studyUid === '') return;
      const known = examinations.get(source.studyUid) ?? { uid: newUid(source.studyUid), subjectId: decision.link.subjectId, date: source.date, series: new Map<string, string>() };
      if (source.seriesUid !== '') known.series.set(source.seriesUid, newUid(source.seriesUid));
      examinations.set(source.studyUid, known);
    },
    warn,
    nameFor(sourceName) {
      const neutral = `file ${names.size + 1}`;
      names.set(neutral, sourceName);
      return neutral;
    },
    sourceName: (neutral) => names.get(neutral) ?? neutral,
    async save() {
      const found = [...examinations].map(([sourceUid, one]): LinkedExamination => ({ sourceUid, uid: one.uid, subjectId: one.subjectId, date: one.date, series: [...one.series].map(([source, uid]) => ({ sourceUid: source, uid })) }));
      await folder.update(key, (now) => {
        const grown = withLearned(now, { patients: learned, examinations: found }, knownBefore);
        if (grown === null) throw new NadirError('conflict', 'Another import linked one of these patients or subjects meanwhile. Nothing of this import was kept; import again.', { reason: 'keysMoved' });
        return grown;
      });
    },
    report: (quarantined) => ({
      files, actions, descriptors: [...descriptors].sort(), quarantined, newSubjects: [...new Set(learned.map((one) => one.subjectId))].sort(), warnings: [...warnings.values()],
    }),
  };
}
