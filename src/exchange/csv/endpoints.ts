import { endpointNames, type EndpointName, type EndpointResult, type OverallResponse, type Reason, type SubjectResult } from '../../recist/index.ts';
import type { SubjectCase } from '../../casefile/index.ts';
import type { CaseWithResult } from './cases.ts';
import { writeCsv, type Column, type CsvOptions } from './write.ts';

type Value = Pick<EndpointResult, 'date' | 'days' | 'event' | 'reason'>;
type Row = { readonly subject: SubjectCase; readonly result: SubjectResult; readonly name: string; readonly response: OverallResponse | null; readonly value: Partial<Value>; readonly reason: Reason };

const columns: readonly Column<Row>[] = [
  { name: 'study', cell: ({ subject }) => subject.studyCode },
  { name: 'subject', cell: ({ subject }) => subject.code },
  { name: 'site', cell: ({ subject }) => subject.site },
  { name: 'endpoint', cell: ({ name }) => name },
  { name: 'response', cell: ({ response }) => response },
  { name: 'event', cell: ({ value }) => value.event ?? null },
  { name: 'date', cell: ({ value }) => value.date ?? null },
  { name: 'days', cell: ({ value }) => value.days ?? null },
  { name: 'reason', cell: ({ value }) => value.reason ?? null },
  { name: 'explanation', cell: ({ reason }) => reason.sentence },
  { name: 'rules', cell: ({ reason }) => reason.rules.join(' ') },
  { name: 'deciding_lesions', cell: ({ subject, reason }) => labelsOf(subject, reason.lesions) },
  { name: 'time_origin', cell: ({ result }) => result.timeOrigin?.date ?? null },
  { name: 'engine_version', cell: ({ result }) => result.engineVersion },
];

/** "T1 T2": lesions as the reader calls them. */
export const labelsOf = (subject: SubjectCase, ids: readonly string[]): string => ids.map((id) => subject.lesions.find((lesion) => lesion.id === id)?.label ?? id).join(' ');

function rowsOf(subject: SubjectCase, result: SubjectResult): readonly Row[] {
  const { bor, progression, reasons } = result;
  const best = (name: string, { response, date, reason }: SubjectResult['bor']['confirmed'], why: Reason): Row =>
    ({ subject, result, name, response, value: { ...(date === null ? {} : { date }), ...(reason === undefined ? {} : { reason }) }, reason: why });
  const endpoint = (name: EndpointName): Row => ({ subject, result, name, response: null, value: result.endpoints[name] ?? {}, reason: reasons.endpoints[name] });
  return [
    best('BOR unconfirmed', bor.unconfirmed, reasons.bor.unconfirmed), best('BOR confirmed', bor.confirmed, reasons.bor.confirmed),
    { subject, result, name: 'progression', response: progression === null ? null : 'PD', value: progression === null ? {} : { date: progression.date }, reason: reasons.progression },
    ...endpointNames.map(endpoint),
  ];
}

/** One row per subject and result: best response both ways, progression date, each endpoint; event or censoring in words. Subjects without a baseline record have no rows. */
export const endpointsCsv = (cases: readonly CaseWithResult[], options: CsvOptions): string =>
  writeCsv(columns, cases.flatMap(({ case: subject, result }) => (result === null ? [] : rowsOf(subject, result))), options);
