/** The engine's checks in the words and at the places of a case. Pure; no rule is here. */
import type { Finding } from '../common/index.ts';
import { formatMm, type CheckFinding } from '../recist/index.ts';
import { recordOf } from './engineInput.ts';
import { seriesOf } from './imagingFacts.ts';
import type { SeriesSummary, SubjectCase, Timepoint } from './model.ts';

const rank: Readonly<Record<Finding['severity'], number>> = { block: 0, warn: 1, info: 2 };

/** Checks about the series a lesion was assessed on; measured on another one it is another finding. */
const aboutSeries: ReadonlySet<string> = new Set(['Q-B07', 'Q-B15', 'Q-B16', 'Q-B18', 'Q-F02', 'Q-F03']);
/** Each says why the target is not measurable; the general Q-B03 beside it would say so twice. */
const saysWhy: ReadonlySet<string> = new Set(['Q-B05', 'Q-B13', 'Q-B15']);

function timepointOf(subject: SubjectCase, { place, timepointId }: CheckFinding): Timepoint | undefined {
  if (place === 'subject') return undefined;
  return subject.timepoints.find((one) => (place === 'baseline' ? one.index === 0 : one.id === timepointId));
}

const seriesUnder = (subject: SubjectCase, timepoint: Timepoint | undefined, lesionId: string | undefined): SeriesSummary | undefined =>
  (timepoint && lesionId !== undefined ? seriesOf(timepoint, recordOf(subject, lesionId, timepoint.id)) : undefined);

function placeOf(subject: SubjectCase, found: CheckFinding, timepoint: Timepoint | undefined): Readonly<Record<string, string>> {
  const { lesionId, otherLesionId, region } = found;
  const series = aboutSeries.has(found.check) ? seriesUnder(subject, timepoint, lesionId) : undefined;
  return {
    ...(lesionId === undefined ? {} : { lesionId }), ...(otherLesionId === undefined ? {} : { otherLesionId }), ...(region === undefined ? {} : { region }),
    ...(timepoint ? { timepointId: timepoint.id } : {}), ...(series ? { seriesId: series.id } : {}),
  };
}

/** The series of the timepoint whose slices are as thin as those of baseline, where there is one. */
function thinnerSeries(subject: SubjectCase, found: CheckFinding, timepoint: Timepoint | undefined): string {
  const baseline = subject.timepoints.find((one) => one.index === 0);
  const [now, then] = [seriesUnder(subject, timepoint, found.lesionId), seriesUnder(subject, baseline, found.lesionId)];
  const match = timepoint?.series.find((one) => one.modality === then?.modality && one.measuringOff === null && one.id !== now?.id && one.sliceThicknessMm !== null && one.sliceThicknessMm <= (then.sliceThicknessMm ?? 0));
  return match ? ` Series ${match.number ?? '?'} (${formatMm(match.sliceThicknessMm ?? 0)} mm) matches.` : '';
}

/** "TP1: sum 59.5 mm…": a sentence after the label of its timepoint. */
const after = (label: string, message: string): string => `${label}: ${message.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())}`;

function toFinding(subject: SubjectCase, found: CheckFinding): Finding {
  const timepoint = timepointOf(subject, found);
  const at = placeOf(subject, found, timepoint);
  const message = found.check === 'Q-F03' ? found.message + thinnerSeries(subject, found, timepoint) : found.message;
  return {
    severity: found.severity, code: found.check, message: found.place === 'timepoint' && timepoint ? after(timepoint.label, message) : message,
    rules: found.rules, acceptsReason: found.acceptsReason, ...(Object.keys(at).length > 0 ? { at } : {}),
  };
}

/** Everything a person should look at, as the engine found it in the case, what blocks first. The same facts give the same list; `findingKey` names each. */
export function caseFindings(subject: SubjectCase, found: readonly CheckFinding[]): readonly Finding[] {
  const specific = new Set(found.filter(({ check, severity }) => saysWhy.has(check) && severity === 'block').map(({ lesionId }) => lesionId));
  const findings = found.filter(({ check, lesionId }) => check !== 'Q-B03' || !specific.has(lesionId)).map((one) => toFinding(subject, one));
  return findings.map((finding, index) => ({ finding, index })).sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || a.index - b.index).map(({ finding }) => finding);
}
