import { NadirError } from '../../common/index.ts';
import type { MarkerRecord, SubjectCase, Timepoint, TimepointOverrides } from '../../casefile/index.ts';
import { nonTargetResponses, overallResponses, targetResponses, type TimepointResult } from '../../recist/index.ts';
import type { Change } from '../../store/index.ts';
import { assembleCase, timepointOf } from '../caseFile.ts';
import type { OnSubject } from '../commands.ts';
import type { RequestContext, ServiceDeps } from '../context.ts';
import { evaluateCase } from '../evaluate.ts';
import { requireUnlocked } from './lock.ts';
import { readFactChange } from './readFacts.ts';
import { runOnRead, type OwnRead } from './runOnRead.ts';
import { isDoubleRead, wholeRead } from './viewpoint.ts';

export type OverrideResponse = { readonly timepointId: string; readonly component: 'target' | 'nonTarget' | 'overall'; readonly value: string | null; readonly reason: string };
export type ReviseCr = { readonly timepointId: string; readonly revised: boolean; readonly reason: string };
export type SetMarker = { readonly timepointId: string; readonly marker: MarkerRecord | null; /** Where it was taken from, for the audit trail: a file and its row. */ readonly source?: string };

export type ResponseCommands = {
  /** Assigns a category in place of the computed one; null takes it back. Errors: refused atBaseline, notRead, noReason, sameAsComputed; invalid category. */
  override(context: RequestContext, target: OnSubject, input: OverrideResponse): void;
  /** An earlier CR was PR after all, or was one. Errors: refused notCr, noReason. */
  reviseCr(context: RequestContext, target: OnSubject, input: ReviseCr): void;
  /** The tumour markers of a timepoint; null takes them away. Errors: refused markerStatus, signed. */
  setMarker(context: RequestContext, target: OnSubject, input: SetMarker): void;
};

const refused = (reason: string, message: string): NadirError => new NadirError('refused', message, { reason });
const categories: Readonly<Record<OverrideResponse['component'], readonly string[]>> = { target: targetResponses, nonTarget: nonTargetResponses, overall: overallResponses };
const componentNames: Readonly<Record<OverrideResponse['component'], string>> = { target: 'target response', nonTarget: 'non-target response', overall: 'overall response' };

function resultAt(subject: SubjectCase, timepoint: Timepoint): TimepointResult {
  if (timepoint.index === 0) throw refused('atBaseline', 'Baseline has no response: there is nothing to assign.');
  const result = evaluateCase(subject)?.timepoints.find((one) => one.id === timepoint.id);
  if (!result) throw refused('notRead', `${timepoint.label} has not been read yet: read it first.`);
  return result;
}

function requireReason(reason: string, what: string): string {
  if (reason.trim() === '') throw refused('noReason', `${what} needs a reason.`);
  return reason.trim();
}

function overridden(subject: SubjectCase, timepoint: Timepoint, { component, value, reason }: OverrideResponse): TimepointOverrides | null {
  const { [component]: _before, ...others } = subject.overrides[timepoint.id] ?? {};
  if (value === null) return Object.keys(others).length === 0 ? null : others;
  if (!categories[component].includes(value)) throw new NadirError('invalid', `${value} is not a ${componentNames[component]}. Choose one of ${categories[component].join(', ')}.`, { reason: 'category' });
  if (resultAt(subject, timepoint).computed[component] === value) throw refused('sameAsComputed', `The computed ${componentNames[component]} of ${timepoint.label} is ${value} already.`);
  return { ...others, [component]: { value, reason: requireReason(reason, 'An assigned response') } };
}

/** Errors: refused markerStatus. A value above its upper limit of normal is elevated, and only then. */
function checkMarker(timepoint: Timepoint, { status, values }: MarkerRecord): void {
  if (status === 'none' && timepoint.index > 0) throw refused('markerStatus', 'Whether markers are followed is decided at baseline. Record normal, elevated or not assessed.');
  const limited = values.filter((one) => one.upperLimit !== null);
  const high = limited.find((one) => one.value > (one.upperLimit ?? 0));
  if (high && status !== 'elevated') throw refused('markerStatus', `${high.name} ${high.value} ${high.unit} is above its upper limit of ${high.upperLimit} ${high.unit}: the marker is elevated (R-404).`);
  if (!high && status === 'elevated' && limited.length > 0 && limited.length === values.length) throw refused('markerStatus', 'No value is above its upper limit: the marker is not elevated (R-404).');
}

/** A marker recorded for every read must not change one that is signed. */
function requireOthersUnlocked(deps: ServiceDeps, { subject, slot, study }: OwnRead, changes: readonly Change[]): void {
  if (slot !== 'site' || !isDoubleRead(study)) return;
  for (const other of ['reader1', 'reader2'] as const) requireUnlocked(deps, assembleCase(deps, subject.subjectId, wholeRead(other)), changes);
}

/** What a person says about the response of a timepoint. */
export function createResponses(deps: ServiceDeps): ResponseCommands {
  return {
    override: (context, target, input) => runOnRead(deps, context, target, ({ subject, slot }) => {
      const timepoint = timepointOf(subject, input.timepointId);
      const body = overridden(subject, timepoint, input);
      const change = readFactChange('ResponseAssigned', 'override', { subjectId: subject.subjectId, slot, timepointId: timepoint.id, name: timepoint.id }, body);
      const what = input.value === null ? `${componentNames[input.component]} at ${timepoint.label} as computed` : `${componentNames[input.component]} at ${timepoint.label} assigned ${input.value}`;
      return { plan: { what, undoable: true, ...(input.value === null ? {} : { reason: input.reason.trim() }), changes: [change] }, result: undefined };
    }),

    reviseCr: (context, target, { timepointId, revised, reason }) => runOnRead(deps, context, target, ({ subject, slot }) => {
      const timepoint = timepointOf(subject, timepointId);
      if (revised && resultAt(subject, timepoint).overallAsRead !== 'CR') throw refused('notCr', `${timepoint.label} is not read as CR: only a CR can be revised to PR (R-623).`);
      const body = revised ? { reason: requireReason(reason, 'A revised CR') } : null;
      const change = readFactChange('CrRevised', 'revisedCr', { subjectId: subject.subjectId, slot, timepointId: timepoint.id, name: timepoint.id }, body);
      return { plan: { what: revised ? `CR at ${timepoint.label} revised to PR` : `CR at ${timepoint.label} as read`, undoable: true, ...(body ?? {}), changes: [change] }, result: undefined };
    }),

    setMarker: (context, target, { timepointId, marker, source }) => runOnRead(deps, context, target, (read) => {
      const { subject, slot } = read;
      const timepoint = timepointOf(subject, timepointId);
      if (marker !== null) checkMarker(timepoint, marker);
      const changes = [readFactChange('MarkerRecorded', 'marker', { subjectId: subject.subjectId, slot, timepointId: timepoint.id, name: timepoint.id }, marker)];
      requireOthersUnlocked(deps, read, changes);
      const status = marker?.status === 'notAssessed' ? 'not assessed' : marker?.status;
      return { plan: { what: marker === null ? `Marker cleared at ${timepoint.label}` : `Marker ${status} at ${timepoint.label}`, undoable: source === undefined, ...(source === undefined ? {} : { reason: source }), changes }, result: undefined };
    }, { knowsPatient: true }),
  };
}
