/** RS: responses of a timepoint as signed, symptomatic deterioration, and what the adjudicator signed (interoperability 1.4.9). */
import { parametersOf, signOffOf, type TimepointOverrides } from '../../../casefile/index.ts';
import { componentsOf } from '../../../endpoints/index.ts';
import { withDefaults, type ProgressionComponent } from '../../../recist/index.ts';
import type { ExportStudy, ExportSubject } from '../../model.ts';
import { cleanText } from '../text.ts';
import { evaluatorOf, noVisit, signedOn, sourceOf, type Assessor, type ExportedTimepoint, type ReadContext } from './context.ts';
import { rsRow, type NewRow } from './rowShapes.ts';
import type { Qualifier } from './supplemental.ts';

const testNames = {
  TRGRESP: 'Target Response', NTRGRESP: 'Non-target Response', NEWLPROG: 'New Lesion Progression', OVRLRESP: 'Overall Response', BESTRESP: 'Best Overall Response', SYMPTDTR: 'Symptomatic Deterioration',
} as const;
type Test = keyof typeof testNames;

const criteria = 'RECIST 1.1';
export type ResponseRow = { readonly row: NewRow; readonly qualifiers: readonly Qualifier[] };

const component: Readonly<Partial<Record<Test, ProgressionComponent>>> = { TRGRESP: 'target', NTRGRESP: 'nonTarget', NEWLPROG: 'newLesion' };

/** RSDTC: of PD the earliest scan of the timepoint that shows it, else its latest scan; or as the study chose. */
function dateOf(context: ReadContext, at: ExportedTimepoint, test: Test, isProgression: boolean): string | null {
  const { study: { config } } = context;
  if (config.rsdtcRule === 'readDate') return signedOn(context, at) ?? at.lastScan;
  if (config.rsdtcRule === 'latest' || !isProgression || !at.assessed) return at.lastScan;
  const { targetPdDate } = withDefaults(parametersOf(context.case));
  const shown = componentsOf(at.assessed.facts, targetPdDate).filter((one) => test === 'OVRLRESP' || one.component === component[test]);
  return shown.map(({ date }) => date as string).sort()[0] ?? at.lastScan;
}

type Said = { readonly test: Test; readonly response: string; readonly calculated: string; readonly reason: string | undefined; readonly assigned?: string };

/** Why a category of the timepoint is not the calculated one: its own reason, or that of the component it follows from. */
const reasonOf = (overrides: TimepointOverrides | null, test: Test): string | undefined => {
  const own = test === 'TRGRESP' ? overrides?.target : test === 'NTRGRESP' ? overrides?.nonTarget : overrides?.overall;
  return own?.reason ?? (test === 'OVRLRESP' ? (overrides?.target ?? overrides?.nonTarget)?.reason : undefined);
};

/** What the read says of a follow-up: the signed categories where a signature holds, else those of the facts. */
function saidAt({ case: subject }: ReadContext, { timepoint, assessed }: ExportedTimepoint): readonly Said[] {
  if (!assessed) return [];
  const { result } = assessed;
  const { state, signed } = signOffOf(subject, timepoint.id);
  const read = (state === 'signed' ? signed?.result : null) ?? result;
  const overrides = subject.overrides[timepoint.id] ?? null;
  const said = (test: Test, response: string, calculated: string, assigned = response): Said => ({ test, response, calculated, reason: reasonOf(overrides, test), ...(assigned === response ? {} : { assigned }) });
  return [
    ...(read.target === 'NA' ? [] : [said('TRGRESP', read.target, result.computed.target)]),
    ...(read.nonTarget === 'NA' ? [] : [said('NTRGRESP', read.nonTarget, result.computed.nonTarget)]),
    ...(read.newLesion === 'none' ? [] : [said('NEWLPROG', read.newLesion.toUpperCase(), read.newLesion.toUpperCase())]),
    said('OVRLRESP', read.overallAsRead, result.computed.overall, result.overall),
  ];
}

/** The RS rows of a timepoint; none at baseline. */
export function responseRows(context: ReadContext, at: ExportedTimepoint): readonly ResponseRow[] {
  return saidAt(context, at).map(({ test, response, calculated, reason, assigned }) => ({
    row: rsRow(context.source, at.visit, {
      group: at.group, code: test, name: testNames[test], category: criteria, original: response, standard: response, date: dateOf(context, at, test, response === 'PD' || response === 'UNEQUIVOCAL'),
    }),
    qualifiers: [
      ...(calculated === response ? [] : [
        { name: 'CALCRESP', label: 'Calculated Response', origin: 'Derived' as const, text: calculated }, { name: 'OVRRSN', label: 'Reason for Overriding the Calculation', origin: 'Collected' as const, text: reason },
      ]),
      // The response that counts after a finding was dated back or a CR was revised; the signed one stays as it was read.
      { name: 'ASGNRESP', label: 'Response After Back-dating or Revision', origin: 'Derived', text: assigned },
    ],
  }));
}

/** Progression without imaging as the investigator recorded it; null without that day. */
export function deteriorationRow(study: ExportStudy, subject: ExportSubject): ResponseRow | null {
  const day = subject.facts.clinicalProgressionDate;
  if (day === undefined) return null;
  const assessor: Assessor = { ...evaluatorOf(study, { evaluator: 'investigator', readerNumber: null }), laboratory: null, prefix: '', accepted: null };
  return {
    row: rsRow(sourceOf(study, subject, assessor), noVisit, { group: null, code: 'SYMPTDTR', name: testNames.SYMPTDTR, category: 'PROTOCOL DEFINED RESPONSE CRITERIA', original: 'CLINICAL PROGRESSION', standard: 'PD', date: day }),
    qualifiers: [],
  };
}

/** What the adjudicator signed: the best response of the read accepted, on the day of the decision, with the reason. Null while no decision holds. */
export function adjudicationRow(study: ExportStudy, subject: ExportSubject): ResponseRow | null {
  const decision = subject.adjudication?.state === 'decided' ? subject.adjudication.decisions.at(-1) : undefined;
  if (!decision || decision.outcome.bor === null) return null;
  const assessor: Assessor = { ...evaluatorOf(study, null), laboratory: cleanText(study.config.laboratory), prefix: 'ADJ-', accepted: 'Y' };
  return {
    row: rsRow(sourceOf(study, subject, assessor), noVisit, {
      group: null, code: 'BESTRESP', name: testNames.BESTRESP, category: criteria, original: decision.outcome.bor, standard: decision.outcome.bor, date: decision.at.slice(0, 10),
    }),
    qualifiers: [
      { name: 'ADJRSN', label: 'Reason for the Adjudication', origin: 'Collected', text: decision.reason },
      { name: 'ADJREAD', label: 'Read Accepted', origin: 'Collected', text: evaluatorOf(study, { evaluator: 'reader', readerNumber: decision.accepted === 'reader1' ? 1 : 2 }).evalId },
      { name: 'ADJPDDTC', label: 'Date of Progression Accepted', origin: 'Collected', text: decision.outcome.progressionDate },
    ],
  };
}
