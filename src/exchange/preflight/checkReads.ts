/** What a read leaves open: signatures, confirmation, queries, visits, images, checks of the rules. */
import { isImaged, isRead, protocolVersion, visitAt, type Timepoint } from '../../casefile/index.ts';
import { asId, findingKey, type Finding, type TimepointId } from '../../common/index.ts';
import type { ExportFinding, ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { duplicated } from './duplicated.ts';
import { aboutRead, aboutSubject, ofRead } from './places.ts';

/** "TP2", "TP2, TP3", "TP2 to TP10": timepoints one after another. */
const span = (labels: readonly string[]): string => (labels.length > 3 ? `${labels[0] ?? ''} to ${labels.at(-1) ?? ''}` : labels.join(', '));

const leftOut = (subject: ExportSubject, read: ExportRead): readonly ExportFinding[] => [...Map.groupBy(read.leftOut, ({ why }) => why)].map(([why, some]) => {
  const [labels, isOne] = [span(some.map(({ label }) => label)), some.length === 1];
  const words = { unsigned: isOne ? 'is not signed' : 'are not signed', amending: 'is open for amendment', afterUnsigned: isOne ? 'follows a timepoint that is not signed' : 'follow a timepoint that is not signed', afterCutOff: isOne ? 'lies after the cut-off' : 'lie after the cut-off' }[why];
  const [first] = some;
  return aboutRead({
    severity: why === 'afterCutOff' ? 'info' : 'warn', code: why === 'afterCutOff' ? 'EXP-41' : 'EXP-40', message: `${labels} ${words}${ofRead(subject, read)}: not exported.`,
    remedy: why === 'afterCutOff' ? 'Nothing to do.' : `Sign ${isOne ? 'it' : 'them'}, or export all reads.`,
  }, subject, read, first ? { id: asId<TimepointId>(first.timepointId), label: first.label } : null);
});

/** Exported although nobody signed it. */
function unsigned({ scope }: ExportStudy, subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const open = scope.reads === 'signed' ? [] : read.case.timepoints.filter((one) => one.performed && isImaged(one) && isRead(read.case, one) && read.case.signOffs[one.id]?.state !== 'signed');
  if (open.length === 0) return [];
  const isOne = open.length === 1;
  return [aboutRead({
    severity: 'warn', code: 'EXP-42', message: `${span(open.map(({ label }) => label))} ${isOne ? 'is' : 'are'} not signed${ofRead(subject, read)}: provisional.`, remedy: `Sign ${isOne ? 'it' : 'them'}, or export signed reads only.`,
  }, subject, read, open[0])];
}

/** Images that nobody has read: no rows. */
function unread({ scope }: ExportStudy, subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const open = scope.reads === 'signed' ? [] : read.case.timepoints.filter((one) => one.performed && isImaged(one) && !isRead(read.case, one));
  return open.length === 0 ? [] : [aboutRead({ severity: 'warn', code: 'EXP-43', message: `${span(open.map(({ label }) => label))} ${open.length === 1 ? 'is' : 'are'} not read${ofRead(subject, read)}: no rows.`, remedy: `Read ${open.length === 1 ? 'it' : 'them'}.` }, subject, read, open[0])];
}

/** Planned visits without a timepoint between the first and the last there is, timepoints without images, and those recorded as not performed. */
function visits({ protocol }: ExportStudy, subject: ExportSubject): readonly ExportFinding[] {
  // The read that goes farthest: visits are the same for every read.
  const read = subject.reads.toSorted((a, b) => b.case.timepoints.length - a.case.timepoints.length)[0];
  if (!read) return [];
  const { timepoints } = read.case;
  const about = (said: Parameters<typeof aboutSubject>[0], one?: Timepoint): ExportFinding => ({ ...aboutSubject(said, subject), timepointId: one?.id ?? null, timepoint: one?.label ?? null });
  const present = new Set(timepoints.map(({ index }) => Math.floor(index)));
  const last = Math.max(0, ...present);
  const missing = Array.from({ length: last }, (_, index) => index).filter((index) => !present.has(index));
  const name = (index: number): string => (protocol.visits ? visitAt(protocol.visits, index)?.name : undefined) ?? (index === 0 ? 'Baseline' : `TP${index}`);
  return [
    ...missing.map((index) => about({ severity: 'warn', code: 'EXP-50', message: `${name(index)} is missing: there are later visits.`, remedy: 'Record it as not performed with the reason, or assign its images.' })),
    ...timepoints.filter((one) => one.performed && !isImaged(one)).map((one) => about({ severity: 'warn', code: 'EXP-51', message: `${one.label} has no images.`, remedy: 'Import them, or record the visit as not performed.' }, one)),
    ...timepoints.filter((one) => !one.performed).map((one) => about({ severity: 'info', code: 'EXP-52', message: `${one.label} was not performed.`, remedy: 'Nothing to do.' }, one)),
  ];
}

/** One series that stands at two timepoints: a copy that was imported twice. */
const twice = (subject: ExportSubject, read: ExportRead): readonly ExportFinding[] => duplicated(read.case.timepoints.flatMap((timepoint) => timepoint.series.map((series) => ({ series, timepoint }))), ({ series }) => series.seriesUid)
  .filter(([, some]) => new Set(some.map(({ timepoint }) => timepoint.id)).size > 1)
  .map(([, some]) => aboutRead({ severity: 'block', code: 'EXP-13', message: `Series ${some[0]?.series.number ?? '?'} stands at ${[...new Set(some.map(({ timepoint }) => timepoint.label))].join(' and ')}.`, remedy: 'Move it to the timepoint it was acquired for.' }, subject, read, some[1]?.timepoint ?? null));

/** Checks after which a file would be wrong: a timepoint that cannot be placed in time, dates that contradict each other. Everything else is a person's to judge. */
const wrong: ReadonlySet<string> = new Set(['TP-01', 'TP-03', 'Q-F21', 'Q-S05']);
/** Said by checks of their own here. */
const saidElsewhere: ReadonlySet<string> = new Set(['SIG-01', 'Q-F26']);

function severityOf({ code, severity }: Finding): ExportFinding['severity'] {
  if (wrong.has(code) && severity === 'block') return 'block';
  return severity === 'block' ? 'warn' : 'info';
}

/** Checks of the rules that nobody has answered yet; those for information are said once the read is looked at, not here. */
function checks(subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const open = read.findings.filter((finding) => finding.severity !== 'info' && !saidElsewhere.has(finding.code) && (wrong.has(finding.code) || read.case.checkReasons[findingKey(finding)] === undefined));
  return open.map((finding) => {
    const timepoint = read.case.timepoints.find(({ id }) => id === finding.at?.['timepointId']) ?? null;
    return aboutRead({ severity: severityOf(finding), code: finding.code, message: finding.message, remedy: wrong.has(finding.code) ? 'Correct the dates.' : 'Mend it in the read, or give the reason there.' }, subject, read, timepoint, finding.at?.['lesionId'] ?? null);
  });
}

/** Which protocol a signature was given under, where it was amended since. */
function olderProtocol(study: ExportStudy, subject: ExportSubject, read: ExportRead): readonly ExportFinding[] {
  const now = protocolVersion(study.protocol);
  const older = read.case.timepoints.filter((one) => { const { state, signed } = read.case.signOffs[one.id] ?? {}; return state === 'signed' && signed && signed.protocolVersion !== now; });
  return older.length === 0 ? [] : [aboutRead({ severity: 'info', code: 'EXP-32', message: `${older.map(({ label }) => label).join(', ')} ${older.length === 1 ? 'was' : 'were'} signed before protocol version ${now}.`, remedy: 'Nothing to do: each signature keeps the version it was given under.' }, subject, read)];
}

export const checkRead = (study: ExportStudy, subject: ExportSubject, read: ExportRead): readonly ExportFinding[] => [
  ...twice(subject, read), ...leftOut(subject, read), ...unsigned(study, subject, read), ...unread(study, subject, read), ...olderProtocol(study, subject, read), ...checks(subject, read),
];

/** What stands beside the reads of a subject: the decision between two, the investigator's confirmation, open queries. */
export function checkSubject(study: ExportStudy, subject: ExportSubject): readonly ExportFinding[] {
  const { isDouble, protocol } = study;
  const { adjudication, queries, reads } = subject;
  const open = queries.filter(({ status }) => status !== 'closed');
  // Whose responses are the result of the trial, and the confirmation of its date.
  const isCentral = isDouble && protocol.design?.evaluatedBy === 'central';
  const read = reads.find(({ slot, accepted }) => (isCentral ? accepted : slot === 'site'));
  const confirmation = isCentral ? subject.centralConfirmation : subject.confirmation;
  return [
    ...(reads.every(({ result }) => result === null) ? [aboutSubject({ severity: 'info', code: 'EXP-48', message: 'No baseline to export: no rows.', remedy: study.scope.reads === 'signed' ? 'Read and sign the baseline.' : 'Read the baseline.' }, subject)] : []),
    ...visits(study, subject),
    ...(adjudication?.state === 'due' ? [aboutSubject({ severity: 'warn', code: 'EXP-44', message: `The readers differ (${adjudication.variables.join(', ')}) and nothing is decided: the first reader’s read stands as the result.`, remedy: 'Have it adjudicated.' }, subject)] : []),
    ...(confirmation?.state === 'reopened' ? [aboutSubject({ severity: 'warn', code: 'EXP-45', message: 'The confirmed progression date rests on records that have changed since.', remedy: 'Have it confirmed again.' }, subject)] : []),
    ...(read?.result?.progression && confirmation === null ? [aboutSubject({ severity: 'warn', code: 'EXP-46', message: `Progression ${read.result.progression.date} is not confirmed by the investigator.`, remedy: 'Have it confirmed on the Confirm page.' }, subject)] : []),
    ...(open.length > 0 ? [aboutSubject({ severity: 'warn', code: 'EXP-47', message: `${open.length} ${open.length === 1 ? 'query waits' : 'queries wait'}: ${open.map(({ aboutText }) => aboutText).join('; ')}.`, remedy: 'Answer and close them.' }, subject)] : []),
  ];
}
