import { parameterEntry, validateParameters } from '../recist/index.ts';
import { deidentificationProblems } from './deidentificationCheck.ts';
import { exportProblems } from './exportConfigCheck.ts';
import { patternProblem } from './subjectCodes.ts';
import type { PlannedVisit, StudyProtocol, VisitPlan } from './protocol.ts';

/** A fault (`block`) or an oddity (`warn`) of a protocol. `path` names the field: `visits.2.day`, `params.maxTargets`. */
export type ProtocolProblem = { readonly severity: 'block' | 'warn'; readonly path: string; readonly message: string };

const block = (path: string, message: string): ProtocolProblem => ({ severity: 'block', path, message });
const warn = (path: string, message: string): ProtocolProblem => ({ severity: 'warn', path, message });
const repeated = (values: readonly string[]): ReadonlySet<string> => new Set(values.filter((value, at) => values.indexOf(value) !== at));
const lower = (text: string): string => text.trim().toLowerCase();

/** A value as it was entered: `"6 weeks"`, 0, nothing. */
const shown = (value: unknown): string => (value === '' || value === null || value === undefined ? 'empty' : typeof value === 'string' ? `“${value}”` : Number.isNaN(value) ? 'not a number' : JSON.stringify(value));

/** What is wrong with a parameter by the engine's own check: the value that was given, and what it may be. */
function parameterMessage(name: string, value: unknown, engineMessage: string): string {
  const entry = parameterEntry(name);
  if (!entry) return engineMessage;
  if (entry.kind.kind === 'schedule') {
    const { intervalDays, windowDays, changes = [] } = (value ?? {}) as { intervalDays?: unknown; windowDays?: unknown; changes?: readonly { fromDay?: unknown; intervalDays?: unknown }[] };
    const later = changes.map((change) => `, from day ${shown(change.fromDay)} every ${shown(change.intervalDays)}`).join('');
    const { leastIntervalDays, mostDays } = entry.kind;
    return `${entry.title} is ${shown(intervalDays)} ± ${shown(windowDays)}${later}. Intervals are whole numbers of days from ${leastIntervalDays} to ${mostDays}, the window and days of change from 0 to ${mostDays}.`;
  }
  const remedy = engineMessage.replace(`Parameter ${name} must be `, '').replace(/, or null\.$/, entry.kind.kind === 'date' ? ', or leave it empty.' : entry.kind.kind === 'whole' && entry.kind.nullMeans ? `, or tick ${entry.kind.nullMeans}.` : '.');
  return `${entry.title} is ${shown(value)}. Set ${remedy}`;
}

function parameterProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const params: Readonly<Record<string, unknown>> = { ...protocol.params, recordingDecimals: protocol.recordingDecimals };
  const reading = validateParameters(params);
  return reading.ok ? [] : reading.problems.map((one) => block(`params.${one.parameter}`, parameterMessage(one.parameter, params[one.parameter], one.message)));
}

function visitProblem(visit: PlannedVisit, before: PlannedVisit | undefined, path: string): ProtocolProblem[] {
  const found: ProtocolProblem[] = [];
  if (visit.name.trim() === '') found.push(block(`${path}.name`, 'A visit needs a name, such as Wk 8.'));
  if (!Number.isInteger(visit.day)) found.push(block(`${path}.day`, 'The day is a whole number of days from the origin.'));
  for (const side of ['windowBeforeDays', 'windowAfterDays'] as const) {
    if (!Number.isInteger(visit[side]) || visit[side] < 0) found.push(block(`${path}.${side}`, 'A window is a whole number of days, 0 or more.'));
  }
  if (before && visit.day <= before.day) found.push(block(`${path}.day`, `${visit.name || 'The visit'} on day ${visit.day} must come after ${before.name} on day ${before.day}.`));
  else if (before && visit.day - visit.windowBeforeDays <= before.day + before.windowAfterDays) found.push(warn(`${path}.windowBeforeDays`, `The windows of ${before.name} and ${visit.name} meet: a scan between them fits both.`));
  return found;
}

function planProblems(plan: VisitPlan, protocol: StudyProtocol): ProtocolProblem[] {
  const found = plan.visits.flatMap((visit, at) => visitProblem(visit, plan.visits[at - 1], `visits.${at}`));
  const twice = repeated(plan.visits.map((visit) => lower(visit.name)));
  plan.visits.forEach((visit, at) => { if (twice.has(lower(visit.name)) && visit.name.trim() !== '') found.push(block(`visits.${at}.name`, `Two visits are called ${visit.name}.`)); });
  if (plan.then && (!Number.isInteger(plan.then.everyDays) || plan.then.everyDays < 1)) found.push(block('visits.then', 'Later visits repeat after a whole number of days, 1 or more.'));
  if (plan.then && (!Number.isInteger(plan.then.windowDays) || plan.then.windowDays < 0)) found.push(block('visits.then', 'A window is a whole number of days, 0 or more.'));
  if (plan.then && plan.visits.length === 0) found.push(block('visits.then', 'Name at least the baseline before later visits repeat.'));
  const interval = (protocol.params['schedule'] as { intervalDays?: number } | undefined)?.intervalDays ?? 56;
  const [first] = plan.visits.slice(1);
  if (first && Number.isInteger(interval) && first.day !== interval && !found.some((one) => one.severity === 'block')) found.push(warn('params.schedule', `The first visit is on day ${first.day}, the planned interval is ${interval} days. Missed assessments are counted by the interval (R-914).`));
  return found;
}

function assigningProblems({ assigning }: StudyProtocol): ProtocolProblem[] {
  const days = assigning?.sameTimepointDays ?? 0;
  return Number.isInteger(days) && days >= 0 && days <= 60 ? [] : [block('assigning.sameTimepointDays', 'Scans of one timepoint are a whole number of days apart, 0 to 60.')];
}

function markerProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const markers = protocol.markers ?? [];
  const twice = repeated(markers.map((marker) => lower(marker.name)));
  const found = markers.flatMap((marker, at) => [
    ...(marker.name.trim() === '' ? [block(`markers.${at}.name`, 'A marker needs a name.')] : []),
    ...(marker.unit.trim() === '' ? [block(`markers.${at}.unit`, `${marker.name || 'A marker'} needs a unit.`)] : []),
    ...(marker.upperLimit !== null && !(marker.upperLimit > 0) ? [block(`markers.${at}.upperLimit`, 'The upper limit of normal is a number above 0, or empty.')] : []),
    ...(twice.has(lower(marker.name)) && marker.name.trim() !== '' ? [block(`markers.${at}.name`, `Two markers are called ${marker.name}.`)] : []),
  ]);
  if (protocol.params['tumourMarkerForCR'] === true && markers.length === 0) found.push(block('params.tumourMarkerForCR', 'A raised marker can prevent CR only when the study follows one. Add it under Tumour markers.'));
  return found;
}

function readingProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const { readers = {}, reading = {} } = protocol;
  const { reader1, reader2, adjudicator } = readers;
  const found: ProtocolProblem[] = [];
  if (reading.scheme === 'double' && reader1 && reader1 === reader2) found.push(block('readers.reader2', 'Two independent readers are two accounts (R-J03).'));
  if (reading.scheme === 'double' && adjudicator && (adjudicator === reader1 || adjudicator === reader2)) found.push(block('readers.adjudicator', 'The adjudicator is a third person (R-J06).'));
  if (reading.blinded === true && protocol.liveEffect) found.push(warn('liveEffect', 'A visible threshold can steer the hand of a blinded reader. Hide it until a value is committed.'));
  const { readWithinDays } = protocol;
  if (readWithinDays != null && (!Number.isInteger(readWithinDays) || readWithinDays < 0)) found.push(block('readWithinDays', 'Reads are due after a whole number of days, 0 or more.'));
  return found;
}

function designProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const { design } = protocol;
  if (!design) return [];
  const found = design.arms.flatMap((arm, at) => [
    ...(arm.name.trim() === '' ? [block(`design.arms.${at}`, 'An arm needs a name.')] : []),
    ...(!Number.isInteger(arm.ratio) || arm.ratio < 1 ? [block(`design.arms.${at}`, 'The share of an arm is a whole number, 1 or more.')] : []),
  ]);
  const response = design.primaryEndpoint === 'ORR' || design.primaryEndpoint === 'DCR';
  if (design.arms.length <= 1 && design.primaryEndpoint === 'ORR' && protocol.params['confirmationRequired'] !== true) {
    found.push(warn('params.confirmationRequired', 'Response is the primary endpoint of a trial without randomisation: CR and PR need confirmation (R-720).'));
  }
  if (response && protocol.params['measurableDiseaseRequired'] === false) found.push(warn('params.measurableDiseaseRequired', 'Response is the primary endpoint: subjects need measurable disease (R-102).'));
  return found;
}

function codeProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const rule = protocol.subjectCodes;
  const sites = repeated((protocol.sites ?? []).map((site) => lower(site.code)));
  const found = (protocol.sites ?? []).flatMap((site, at) => (site.code.trim() === '' ? [block(`sites.${at}`, 'A site needs a code.')] : sites.has(lower(site.code)) ? [block(`sites.${at}`, `Two sites have the code ${site.code}.`)] : []));
  if (rule?.kind === 'pattern') {
    const problem = patternProblem(rule.pattern);
    if (problem !== null) found.push(block('subjectCodes', `${problem}.`));
  }
  if (rule?.kind === 'list') {
    const [twice] = repeated(rule.codes.map(lower));
    if (rule.codes.length === 0) found.push(block('subjectCodes', 'The list of codes is empty.'));
    if (twice !== undefined) found.push(block('subjectCodes', `${twice} is in the list twice.`));
    const long = rule.codes.find((code) => code.trim() === '' || code.trim().length > 40);
    if (long !== undefined) found.push(block('subjectCodes', `${long.slice(0, 50) || 'An empty line'} is not a code: 1 to 40 characters.`));
  }
  return found;
}

/** Everything wrong or odd about a protocol; the parameters by the engine's own validator. The same for the window and the host. */
export function checkProtocol(protocol: StudyProtocol): readonly ProtocolProblem[] {
  return [
    ...(protocol.name.trim() === '' ? [block('name', 'The criteria need a name, such as RECIST 1.1.')] : []),
    ...parameterProblems(protocol), ...(protocol.visits ? planProblems(protocol.visits, protocol) : []), ...assigningProblems(protocol), ...markerProblems(protocol), ...readingProblems(protocol),
    ...designProblems(protocol), ...codeProblems(protocol), ...deidentificationProblems(protocol), ...exportProblems(protocol),
  ];
}
