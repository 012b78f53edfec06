/** A study as its writers take it: every read of every subject, judged on exactly what is exported, from one consistent state of the database. */
import { asId, NadirError, productVersion, type IsoDate, type StudyId, type SubjectId } from '../../common/index.ts';
import { exportConfigOf, exportedVisit, isImaged, protocolVersion, queryStatus, usubjidOf, visitAt, type CentralBasis, type ClinicalFacts, type Confirmation, type ExportConfig, type ReadSlot, type StudyProtocol, type SubjectCase } from '../../casefile/index.ts';
import type { ExportAdjudication, ExportConfirmation, ExportQuery, ExportRead, ExportReads, ExportStudy, ExportSubject, ExportVisit } from '../../exchange/index.ts';
import { engineVersion, withDefaults, type Parameters } from '../../recist/index.ts';
import { auditStreamNames, namedStream, readFactKey, studyStream, type StudyRow } from '../../store/index.ts';
import { assembleCases } from '../caseFile.ts';
import { withResult } from '../caseReply.ts';
import { centralOf, confirmationStands, toConfirmations } from '../confirming/index.ts';
import { aboutText, queriesOf, type StoredQuery } from '../confirming/threads.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { evaluateCase } from '../evaluate.ts';
import { twoReads, type TwoReads } from '../reads/reading.ts';
import { isDoubleRead, requireOverview, wholeRead } from '../reads/viewpoint.ts';
import { protocolOf, requireStudy } from '../studies.ts';
import { factsUpTo, limitedCase, type ExportLimits } from './limits.ts';

/** What somebody asks for; a member left out is everything, of reads the signed ones wherever the study signs. */
export type ExportRequest = {
  readonly reads?: ExportReads | undefined;
  readonly cutOff?: IsoDate | undefined;
  /** Codes; case does not matter. */
  readonly subjects?: readonly string[] | undefined;
  readonly readers?: readonly ReadSlot[] | undefined;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });
/** Subjects assembled by one set of queries. */
const atOnce = 100;
const chunks = <T>(items: readonly T[]): readonly (readonly T[])[] => Array.from({ length: Math.ceil(items.length / atOnce) }, (_, at) => items.slice(at * atOnce, (at + 1) * atOnce));

/** Reads of a study that somebody may take away: the site's investigator takes the site's own read (R-J09). */
function slotsFor(study: StudyRow, { roles }: RequestContext): readonly ReadSlot[] {
  return isDoubleRead(study) && roles.includes('dataManager') ? ['site', 'reader1', 'reader2'] : ['site'];
}

function slotsAsked(study: StudyRow, context: RequestContext, readers: readonly ReadSlot[] | undefined): readonly ReadSlot[] {
  const allowed = slotsFor(study, context);
  const foreign = readers?.find((slot) => !allowed.includes(slot));
  if (foreign !== undefined) throw isDoubleRead(study) ? refused('centralOnly', 'The central reads of this study are exported by those who manage it; a site exports its own read (R-J09).') : refused('notARead', `Study ${study.code} is read once: there is no read ${foreign}.`);
  return allowed.filter((slot) => readers?.includes(slot) ?? true);
}

const referenceStart = (facts: ClinicalFacts, { referenceStart: rule }: ExportConfig): IsoDate | null => {
  switch (rule) {
    case 'firstDose': return facts.firstDoseDate ?? null;
    case 'randomisation': return facts.randomisationDate ?? null;
    case 'enrolment': return facts.enrolmentDate ?? null;
    case 'none': return null;
  }
};

/** Something was recorded, said or signed: a read that exists. */
const hasBegun = (subject: SubjectCase): boolean => subject.lesions.length > 0 || Object.keys(subject.signOffs).length > 0 || subject.keyImages.length > 0;

/** When in the chain the lesions and signatures of some reads were first recorded; signatures by `signatureKey`. */
type ChainOrder = { readonly lesions: ReadonlyMap<string, number>; readonly signatures: ReadonlyMap<string, number> };
const signatureKey = ({ subjectId, read }: SubjectCase, timepointId: string, version: number): string => readFactKey(subjectId, read.slot, `${timepointId}/${version}`);
const signaturesOf = ({ signOffs }: SubjectCase) => Object.entries(signOffs).flatMap(([timepointId, { versions }]) => versions.map(({ version, signer }) => ({ timepointId, version, signer })));

function chainOrder({ store }: ServiceDeps, reads: readonly SubjectCase[]): ChainOrder {
  return {
    lesions: store.log.firstSeqs('lesion', reads.flatMap(({ lesions }) => lesions.map(({ id }) => id))),
    signatures: store.log.firstSeqs('signOff', reads.flatMap((read) => signaturesOf(read).map(({ timepointId, version }) => signatureKey(read, timepointId, version)))),
  };
}

const by = <T>(order: ReadonlyMap<string, number>, key: (one: T) => string) => (a: T, b: T): number => (order.get(key(a)) ?? 0) - (order.get(key(b)) ?? 0);

function exportRead(whole: SubjectCase, isAccepted: boolean, protocol: StudyProtocol, limits: ExportLimits, order: ChainOrder): ExportRead {
  const { case: limited, leftOut } = limitedCase(whole, limits);
  // The engine takes the facts whole and the cut-off by its own rule; the files get them as they were known.
  const { result, findings } = withResult(limited);
  const slot = whole.read.slot;
  const isCentral = slot !== 'site' || (protocol.reading?.scheme !== 'double' && protocol.design?.evaluatedBy === 'central');
  const last = signaturesOf(limited).toSorted(by(order.signatures, ({ timepointId, version }) => signatureKey(limited, timepointId, version))).at(-1);
  return {
    slot, evaluator: isCentral ? 'reader' : 'investigator', readerNumber: !isCentral ? null : slot === 'reader2' ? 2 : 1, readerName: whole.read.reader ?? last?.signer ?? null, accepted: isAccepted,
    lastSigned: last ? { timepointId: last.timepointId, version: last.version } : null, lesionOrder: limited.lesions.map(({ id }) => id).toSorted(by(order.lesions, (id) => id)),
    case: { ...limited, facts: factsUpTo(limited.facts, limits.cutOff) }, result, findings, leftOut,
  };
}

function exportAdjudication({ state, comparison, decisions }: TwoReads): ExportAdjudication {
  return {
    state, variables: comparison.variables, accepted: state === 'decided' ? (decisions.at(-1)?.accepted ?? null) : null,
    decisions: decisions.map(({ round, accepted, reason, by, at, meaning, outcome, basis }) => ({ round, accepted, reason, by, at, meaning, outcome, basis })),
  };
}

function exportQuery({ slot, thread }: StoredQuery, subject: SubjectCase | undefined): ExportQuery {
  const status = queryStatus(thread);
  return {
    id: thread.id, slot, about: thread.about, aboutText: aboutText(subject, thread.about), status, openedAt: thread.messages[0]?.at ?? '', closedAt: status === 'closed' ? (thread.messages.at(-1)?.at ?? null) : null,
    messages: thread.messages.map(({ accountId: _account, ...message }) => message),
  };
}

/** What stands last in the chain. */
const lastOf = <T extends { readonly seq: number }>(some: readonly T[]): T | undefined => some.reduce<T | undefined>((last, one) => (last && last.seq > one.seq ? last : one), undefined);

type Collecting = { readonly deps: ServiceDeps; readonly study: StudyRow; readonly protocol: StudyProtocol; readonly config: ExportConfig; readonly slots: readonly ReadSlot[]; /** Whoever asks may know both central reads, whichever of them they export. */ readonly isWhole: boolean; readonly limits: ExportLimits };

function subjectsOf({ deps, study, protocol, config, slots, isWhole, limits }: Collecting, ids: readonly string[]): readonly ExportSubject[] {
  const { store } = deps;
  const isDouble = isDoubleRead(study);
  const cases = new Map(slots.map((slot) => [slot, assembleCases(deps, study, ids, false, wholeRead(slot))]));
  const site = cases.get('site') ?? assembleCases(deps, study, ids, false, wholeRead('site'));
  const order = chainOrder(deps, [...cases.values()].flatMap((of) => [...of.values()]));
  const two = isDouble && isWhole ? twoReads(deps, study, ids) : null;
  const queries = Map.groupBy(queriesOf(deps, ids), ({ subjectId }) => subjectId);
  const confirmations = Map.groupBy(store.readFacts.ofType('confirmation', ids), (row) => row.subjectId);
  const names = auditStreamNames.filter((name) => name === 'site' || (name === 'adjudication' ? two !== null : slots.includes(name)));
  const ends = store.log.lastOf(ids.flatMap((id) => names.map((name) => namedStream(id, name))));
  return ids.flatMap((id): ExportSubject[] => {
    const own = site.get(id);
    if (!own) return [];
    const reads = slots.flatMap((slot) => {
      const found = cases.get(slot)?.get(id);
      if (!found || (isDouble && !hasBegun(found))) return [];
      return [exportRead(found, two === null || slot === two.get(id)?.resultSlot, protocol, limits, order)];
    });
    const adjudicated = two?.get(id);
    const audit = names.flatMap((stream) => {
      const end = ends.get(namedStream(id, stream));
      return end ? [{ stream, events: end.revision, hash: end.hash, at: end.at, seq: end.seq }] : [];
    });
    return [{
      subjectId: asId<SubjectId>(id), code: own.code, siteCode: own.site, usubjid: usubjidOf(config, { study: study.code, site: own.site, subject: own.code }),
      rfstdtc: referenceStart(factsUpTo(own.facts, limits.cutOff), config), facts: factsUpTo(own.facts, limits.cutOff), reads,
      adjudication: adjudicated ? exportAdjudication(adjudicated) : null,
      confirmation: exportConfirmation(own, toConfirmations(confirmations.get(id) ?? []), null),
      centralConfirmation: adjudicated ? centralConfirmation(adjudicated, toConfirmations(confirmations.get(id) ?? [], 'central')) : null,
      queries: (queries.get(id) ?? []).filter(({ slot }) => slots.includes(slot)).map((one) => exportQuery(one, cases.get(one.slot)?.get(id))),
      audit, asOf: lastOf(audit)?.at ?? '',
    }];
  });
}

/** Whether a confirmation holds is asked of the whole read, whatever of it is exported. Null: nothing was ever confirmed. */
const exportConfirmation = (whole: SubjectCase, history: readonly Confirmation[], central: CentralBasis | null): ExportConfirmation | null =>
  (history.length === 0 ? null : { state: confirmationStands(whole, evaluateCase(whole), history, central).state, history });
function centralConfirmation(reads: TwoReads, history: readonly Confirmation[]): ExportConfirmation | null {
  const { subject, central } = centralOf(reads);
  return exportConfirmation(subject, history, central);
}

function visitsOf(subjects: readonly ExportSubject[], protocol: StudyProtocol): readonly ExportVisit[] {
  const indexes = new Set(subjects.flatMap(({ reads }) => reads.flatMap(({ case: one }) => one.timepoints.filter((timepoint) => !timepoint.performed || isImaged(timepoint)).map(({ index }) => index))));
  return [...indexes].sort((a, b) => a - b).map((index) => {
    const { visitNumber, visit } = exportedVisit(protocol, index);
    return { index, number: visitNumber, name: visit, plannedDay: protocol.visits ? (visitAt(protocol.visits, index)?.day ?? null) : null };
  });
}

/** Reads are signed in the study: by its protocol, or because somebody signed one. */
function isSigned({ store }: ServiceDeps, protocol: StudyProtocol, ids: readonly string[]): boolean {
  return protocol.reading?.scheme === 'double' || protocol.reading?.sequentialLock === true || chunks(ids).some((some) => store.readFacts.ofType('signOff', some).length > 0);
}

function idsAsked({ store }: ServiceDeps, study: StudyRow, codes: readonly string[] | undefined): readonly { readonly id: string; readonly code: string }[] {
  if (codes === undefined) return store.subjects.ofStudy(study.id);
  const found = codes.map((code) => {
    const row = store.subjects.byCode(study.id, code);
    if (!row) throw new NadirError('notFound', `Study ${study.code} has no subject ${code}. Nothing was written.`, { reason: 'subject' });
    return row;
  });
  return [...new Map(found.map((row) => [row.id, row])).values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** When the study's record last changed; exports and imports in its trail change nothing of what is exported. */
const recordedLast = ({ store }: ServiceDeps, studyId: string): { readonly seq: number; readonly at: string } | undefined => store.log.eventsOfStream(studyStream(studyId)).findLast((event) => event.entity_type === 'study');

/**
 * The facts of a study for its writers, as whoever asks may take them away. Errors: notFound study, subject; refused blinded, centralOnly, notARead.
 * Long for large studies (about 2 ms per read): the host calls it in a worker.
 */
export function collectStudy(deps: ServiceDeps, context: RequestContext, studyId: string, request: ExportRequest): ExportStudy {
  return deps.store.read(() => {
    const study = requireStudy(deps, studyId);
    requireOverview(study, context);
    const protocol = protocolOf(study);
    const config = exportConfigOf(protocol);
    const asked = idsAsked(deps, study, request.subjects);
    const ids = asked.map(({ id }) => id);
    const cutOff = request.cutOff ?? withDefaults(protocol.params as Partial<Parameters>).dataCutoff;
    const reads = request.reads ?? (isSigned(deps, protocol, deps.store.subjects.ofStudy(studyId).map(({ id }) => id)) ? 'signed' : 'all');
    const slots = slotsAsked(study, context, request.readers);
    const subjects = chunks(ids).flatMap((some) => subjectsOf({ deps, study, protocol, config, slots, isWhole: slotsFor(study, context).length > 1, limits: { reads, cutOff } }, some));
    const recorded = recordedLast(deps, studyId);
    const asOf = lastOf([...(recorded ? [recorded] : []), ...subjects.flatMap(({ audit }) => audit)])?.at ?? '';
    return {
      studyId: asId<StudyId>(study.id), code: study.code, title: study.title, isDemo: study.isDemo, protocol, isDouble: isDoubleRead(study), config, subjects, visits: visitsOf(subjects, protocol), cutOff,
      scope: { reads, subjects: request.subjects ? asked.map(({ code }) => code) : null, readers: request.readers ? slots : null },
      asOf, createdAt: asOf, versions: { product: productVersion, engine: engineVersion, study: protocolVersion(protocol) },
    };
  });
}
