/** The analysis of a study: which read counts for whom, the study's own choices where nothing is asked, and the engine's numbers. */
import { asId, NadirError, type StudyId } from '../../common/index.ts';
import { packAnalysis, protocolVersion, type PackedAnalysis, type AnalysisForm, type AnalysisQuery, type StudyAnalysisReply, type StudyProtocol } from '../../casefile/index.ts';
import { analysisReads, type AnalysedSubject, type AnalysisOptions, type AnalysisRead, type AnalysisRules, type StudyAnalysis } from '../../endpoints/index.ts';
import { engineVersion, pfsRuleSetNames, withDefaults, type Parameters } from '../../recist/index.ts';
import type { StudyRow } from '../../store/index.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { isDoubleRead, requireOverview } from '../reads/viewpoint.ts';
import { protocolOf, requireStudy } from '../studies.ts';
import { createStudySubjects, type StudySubjects } from './subjects.ts';

export type AnalysisService = {
  /**
   * Everything the figures of a study need, as whoever asks may know it: in a study that two readers read, the site's investigator gets the site's own read
   * and nothing of the others (R-J09). The first look judges every subject, later ones only those that moved. Errors: notFound; refused blinded, centralOnly, notARead, noArm, noSite, rules.
   */
  study(context: RequestContext, studyId: string, query: AnalysisQuery): Promise<StudyAnalysisReply>;
  /** The same as it crosses the wire. */
  bytes(context: RequestContext, studyId: string, query: AnalysisQuery, form: AnalysisForm): Promise<Uint8Array>;
  /** Judges what has moved in every study, and has the usual view of those with at least so many subjects ready in memory: whoever looks next finds it done. */
  prepare(manySubjects: number): Promise<void>;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });

/** Reads that somebody may see of a study, the result first. */
function readsFor(study: StudyRow, roles: RequestContext['roles']): readonly AnalysisRead[] {
  if (!isDoubleRead(study)) return ['accepted'];
  if (!roles.includes('dataManager')) return ['site'];
  // Whose responses are the result of the trial (R-904) comes first.
  return protocolOf(study).design?.evaluatedBy === 'investigator' ? ['site', ...analysisReads.filter((read) => read !== 'site')] : analysisReads;
}

const usualMonths = [3, 6, 9, 12, 18, 24] as const;

function rulesOf({ pfsRules }: Parameters): { readonly own: AnalysisRules; readonly all: readonly AnalysisRules[] } {
  return typeof pfsRules === 'string' ? { own: pfsRules, all: pfsRuleSetNames } : { own: 'protocol', all: ['protocol', ...pfsRuleSetNames] };
}

/** The arm that others are compared with: a control, the last of the design. */
const referenceOf = (arms: readonly string[]): string | null => arms.at(-1) ?? null;

function choicesOf(study: StudyRow, roles: RequestContext['roles'], subjects: readonly AnalysedSubject[]): StudyAnalysisReply['choices'] {
  const protocol: StudyProtocol = protocolOf(study);
  const found = (of: (subject: AnalysedSubject) => string | null): readonly string[] => [...new Set(subjects.flatMap((subject) => of(subject) || []))].sort();
  const designed = protocol.design?.arms.map((arm) => arm.name) ?? [];
  return { reads: readsFor(study, roles), rules: rulesOf(withDefaults(protocol.params as Partial<Parameters>)).all, arms: [...designed, ...found(({ arm }) => arm).filter((arm) => !designed.includes(arm))], sites: found(({ site }) => site) };
}

function checkQuery(study: StudyRow, query: AnalysisQuery, choices: StudyAnalysisReply['choices']): void {
  const { read, rules, arm, site, by } = query;
  if (read !== undefined && !choices.reads.includes(read)) {
    throw isDoubleRead(study) ? refused('centralOnly', 'The central reads of this study are shown to those who manage it; a site sees its own read (R-J09).') : refused('notARead', `Study ${study.code} is read once: there is no read ${read}.`);
  }
  if (by === 'reader' && choices.reads.length < 2) throw refused(isDoubleRead(study) ? 'centralOnly' : 'notARead', isDoubleRead(study) ? 'The central reads of this study are shown to those who manage it (R-J09).' : `Study ${study.code} is read once: there is nothing to show by reader.`);
  if (arm !== undefined && !choices.arms.includes(arm)) throw refused('noArm', `Study ${study.code} has no arm ${arm}. ${choices.arms.length > 0 ? `Its arms: ${choices.arms.join(', ')}.` : 'No arms are recorded.'}`);
  if (site !== undefined && !choices.sites.includes(site)) throw refused('noSite', `Study ${study.code} has no subjects of site ${site}. Its sites: ${choices.sites.join(', ') || 'none'}.`);
  if (rules !== undefined && !choices.rules.includes(rules)) throw refused('rules', `There is no rule set ${rules} here. Choose one of ${choices.rules.join(', ')}.`);
}

function optionsOf(study: StudyRow, query: AnalysisQuery, choices: StudyAnalysisReply['choices']): AnalysisOptions {
  const parameters = withDefaults(protocolOf(study).params as Partial<Parameters>);
  const { unit = 'month' } = query;
  return {
    read: query.read ?? choices.reads[0] ?? 'accepted', rules: query.rules ?? rulesOf(parameters).own, confirmed: query.confirmed ?? parameters.confirmationRequired, by: query.by ?? 'none', arm: query.arm ?? null, site: query.site ?? null,
    cutoff: query.cutoff ?? parameters.dataCutoff, unit, at: query.at ?? (unit === 'month' ? usualMonths : []), reference: query.reference ?? referenceOf(choices.arms), ties: query.ties ?? 'efron', confidence: query.confidence ?? 0.95,
    arms: choices.arms, dcrIncludeNonCrNonPd: parameters.dcrIncludeNonCrNonPd,
  };
}

function studyOf(study: StudyRow): StudyAnalysisReply['study'] {
  const protocol = protocolOf(study);
  const { timeOrigin, ttpOrigin } = withDefaults(protocol.params as Partial<Parameters>);
  return { id: asId<StudyId>(study.id), code: study.code, title: study.title, isDemo: study.isDemo, isDouble: isDoubleRead(study), primaryEndpoint: protocol.design?.primaryEndpoint ?? null, protocolVersion: protocolVersion(protocol), timeOrigin, ttpOrigin };
}

/** Length of the head (4 bytes, little endian), the head as UTF-8, and from the next multiple of 8 the columns. */
function packedBytes({ head, columns }: PackedAnalysis): Uint8Array {
  const text = new TextEncoder().encode(head);
  const from = Math.ceil((4 + text.length) / 8) * 8;
  const bytes = new Uint8Array(from + columns.byteLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(new Uint8Array(columns), from);
  return bytes;
}

/** Analyses of one state of a study that were asked for lately: each of ten thousand subjects is some megabytes. */
const mostKept = 6;

export function createAnalysis(deps: ServiceDeps): AnalysisService {
  const all = createStudySubjects(deps);
  const kept = new WeakMap<StudySubjects, Map<string, StudyAnalysis>>();

  function analysed(subjects: StudySubjects, options: AnalysisOptions): StudyAnalysis {
    const known = kept.get(subjects) ?? new Map<string, StudyAnalysis>();
    kept.set(subjects, known);
    const key = JSON.stringify(options);
    const found = known.get(key) ?? subjects.analyse(options);
    known.delete(key);
    known.set(key, found);
    for (const old of [...known.keys()].slice(0, -mostKept)) known.delete(old);
    return found;
  }

  /** The usual view of a study for whoever may see all of it. */
  async function makeReady(row: StudyRow): Promise<void> {
    const subjects = await all.of(row.id, withDefaults(protocolOf(row).params as Partial<Parameters>).dataCutoff);
    const choices = choicesOf(row, ['dataManager'], subjects.subjects);
    analysed(subjects, optionsOf(row, { by: 'arm' }, choices));
  }

  async function study(context: RequestContext, studyId: string, query: AnalysisQuery): Promise<StudyAnalysisReply> {
    const row = deps.store.read(() => requireStudy(deps, studyId));
    requireOverview(row, context);
    const ownCutoff = withDefaults(protocolOf(row).params as Partial<Parameters>).dataCutoff;
    const subjects = await all.of(studyId, query.cutoff ?? ownCutoff);
    const choices = choicesOf(row, context.roles, subjects.subjects);
    checkQuery(row, query, choices);
    const analysis = analysed(subjects, optionsOf(row, query, choices));
    const isCentral = choices.reads.includes('reader1');
    return {
      study: studyOf(row),
      choices, ...analysis, ...(isCentral ? {} : { agreement: null, status: { ...analysis.status, central: null } }), engineVersion, programVersion: deps.programVersion,
    };
  }

  return {
    study,
    bytes: async (context, studyId, query, form) => { const reply = await study(context, studyId, query); return form === 'packed' ? packedBytes(packAnalysis(reply)) : new TextEncoder().encode(JSON.stringify(reply)); },
    async prepare(manySubjects) {
      for (const row of deps.store.read(() => deps.store.studies.list())) {
        if (row.subjects >= manySubjects) await makeReady(row);
        else await all.judge(row.id);
      }
    },
  };
}

