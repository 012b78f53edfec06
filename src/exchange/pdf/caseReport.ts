/** Case reports: of a whole read of a subject, and of one timepoint of it. */
import type { Timepoint } from '../../casefile/index.ts';
import type { ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { closing } from './closing.ts';
import { decidingTimepoints, pictureGrid, pictureRoom, pictureStrips, type Shown } from './keyImages.ts';
import { lesionTables } from './lesionTable.ts';
import type { ReportFont } from './model.ts';
import { isBlinded, opening, subjectFields } from './opening.ts';
import { derivationTable, keyResults, outcomeTable, responsesTable, rulesOf } from './outcome.ts';
import { auditTable, findingsTable, paperSignature, queriesTable, ruleTable, signaturesTable } from './record.ts';
import { Report } from './report.ts';
import { timelineFigure } from './timeline.ts';
import { styles } from './theme.ts';
import { timepointCard, timepointTable, seriesTable } from './timepointTable.ts';
import { evaluatorText, isOpen, isSigned, madeByText, scanText } from './words.ts';

/** Fonts, and the pictures the report shows. */
export type ReportParts = { readonly fonts: readonly ReportFont[]; readonly pictures: readonly Shown[] };

const feet = (study: ExportStudy, subject: ExportSubject, read: ExportRead): { readonly foot: string; readonly madeBy: string } => ({ foot: `${study.code}, subject ${subject.code}, ${evaluatorText(read)}`, madeBy: madeByText(study, subject.asOf) });


function picturesSection(report: Report, title: string, { pictures }: ReportParts, draw: () => void, aside: string): void {
  report.section(title, { follow: pictures.length === 0 ? 20 : pictureRoom, aside: pictures.length === 0 ? '' : aside });
  if (pictures.length === 0) report.paragraph('No image was measured or kept.', styles.quiet);
  else draw();
}

/** What was left out of a signed report, in words; empty where nothing was. */
function leftOutWords({ leftOut }: ExportRead): string {
  const why = { unsigned: 'not signed', amending: 'amendment open', afterUnsigned: 'after a timepoint that is not signed', afterCutOff: 'after the data cut-off' } as const;
  return leftOut.length === 0 ? '' : `Not in this report: ${leftOut.map(({ label, why: reason }) => `${label} (${why[reason]})`).join(', ')}.`;
}

/** The whole read of a subject. Errors: none; what is not there is said to be not there. */
export function subjectReport(study: ExportStudy, subject: ExportSubject, read: ExportRead, parts: ReportParts): Uint8Array {
  const { case: facts } = read;
  const open = facts.timepoints.filter((timepoint) => isOpen(facts, timepoint));
  const isDraft = open.length > 0 || facts.timepoints.length === 0;
  const title = `Case report ${study.code}, subject ${subject.code}`;
  const report = new Report({
    title, about: `Tumour assessment under ${study.protocol.name}, ${evaluatorText(read)}, ${isDraft ? 'draft, not signed' : 'signed'}`, author: evaluatorText(read), at: subject.asOf, product: `Nadir ${study.versions.product}`, running: title,
    ...feet(study, subject, read), isDraft,
  }, parts.fonts);
  const [first, last] = [facts.timepoints[0], facts.timepoints.at(-1)];
  opening(report, study, {
    kind: 'Case report', title: `Subject ${subject.code}`, subtitle: `Tumour assessment under ${study.protocol.name}. ${evaluatorText(read)}.${study.isDouble ? (read.accepted ? ' This read is the result of the subject.' : ' Not the accepted read.') : ''}`,
    state: isDraft ? { words: 'DRAFT, NOT SIGNED', isDraft, about: open.length === 0 ? 'nothing read yet' : `open: ${open.map(({ label }) => label).join(', ')}` } : { words: 'SIGNED', isDraft, about: `${facts.timepoints.filter((timepoint) => isSigned(facts, timepoint)).length} of ${facts.timepoints.filter(({ performed }) => performed).length} timepoints` },
    fields: [...subjectFields(study, subject, read), ['Timepoints', first && last ? `${facts.timepoints.length}, ${scanText(first)} to ${scanText(last)}` : 'none']],
  });
  const left = leftOutWords(read);
  if (left !== '') {
    report.space(4);
    report.paragraph(left, styles.note);
  }
  report.section('Result', { follow: 60 });
  keyResults(report, read, isBlinded(study, read));
  report.section('Sum of diameters over time', { follow: 170, aside: 'filled: signed; ring: provisional' });
  if (!timelineFigure(report, read, isBlinded(study, read))) report.paragraph('Drawn from the second dated timepoint on.', styles.quiet);
  // Times to events tell of randomisation, treatment and survival: of a blinded read they stand in the study report.
  if (read.result && !isBlinded(study, read)) {
    report.section('Best response, progression and times to events');
    outcomeTable(report, read);
  }
  lesionTables(report, read);
  report.section('How each response follows');
  responsesTable(report, read);
  picturesSection(report, 'Key images', parts, () => pictureStrips(report, facts, decidingTimepoints(read), parts.pictures), 'baseline, nadir, progression and the last timepoint; callipers as measured');
  report.section('Findings and answers', { aside: 'errors and warnings' });
  findingsTable(report, read, null, isBlinded(study, read));
  const queries = subject.queries.filter(({ slot }) => slot === read.slot);
  if (queries.length > 0) {
    report.section('Queries');
    queriesTable(report, queries);
  }
  report.section('Signatures', { follow: 70 });
  signaturesTable(report, subject, read, null);
  if (!isDraft) paperSignature(report);
  report.section('Audit trail', { follow: 70 });
  auditTable(report, subject, read);
  report.section('Rules cited', { follow: 60 });
  ruleTable(report, rulesOf(read, null, !isBlinded(study, read)));
  closing(report);
  return report.bytes();
}

/** One timepoint of a read. */
export function timepointReport(study: ExportStudy, subject: ExportSubject, read: ExportRead, timepoint: Timepoint, parts: ReportParts): Uint8Array {
  const { case: facts } = read;
  const isDraft = isOpen(facts, timepoint);
  const title = `Case report ${study.code}, subject ${subject.code}, ${timepoint.label}`;
  const report = new Report({
    title, about: `Tumour assessment of ${timepoint.label} under ${study.protocol.name}, ${evaluatorText(read)}, ${isDraft ? 'draft, not signed' : 'signed'}`, author: evaluatorText(read), at: subject.asOf, product: `Nadir ${study.versions.product}`, running: title,
    ...feet(study, subject, read), isDraft,
  }, parts.fonts);
  opening(report, study, {
    kind: 'Timepoint report', title: `Subject ${subject.code}, ${timepoint.label}`, subtitle: `Tumour assessment under ${study.protocol.name}. ${evaluatorText(read)}.`,
    state: isDraft ? { words: 'DRAFT, NOT SIGNED', isDraft, about: '' } : { words: timepoint.performed ? 'SIGNED' : 'NOT PERFORMED', isDraft, about: '' },
    fields: [['Scan date', scanText(timepoint)], ['Visit', timepoint.visitName === '' ? 'not named' : timepoint.visitName], ...subjectFields(study, subject, read)],
  });
  report.section(timepoint.index === 0 ? 'Baseline' : 'Response', { follow: 60 });
  timepointCard(report, read, timepoint);
  report.section('Lesions', { follow: 90, aside: 'mm; nodes by their short axis' });
  timepointTable(report, read, timepoint);
  if (timepoint.index > 0) {
    report.section('How the response follows', { follow: 80 });
    derivationTable(report, read, timepoint.id);
  }
  picturesSection(report, 'Key images', parts, () => pictureGrid(report, facts, parts.pictures), 'callipers as measured');
  report.section('Images read');
  seriesTable(report, timepoint);
  report.section('Findings and answers');
  findingsTable(report, read, timepoint, isBlinded(study, read));
  report.section('Signatures', { follow: 70 });
  signaturesTable(report, subject, read, timepoint);
  if (!isDraft) paperSignature(report);
  report.section('Audit trail', { follow: 70 });
  auditTable(report, subject, read);
  const rules = rulesOf(read, timepoint.id);
  if (rules.length > 0) {
    report.section('Rules cited', { follow: 60 });
    ruleTable(report, rules);
  }
  closing(report);
  return report.bytes();
}
