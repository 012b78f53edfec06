/** The first page of a case report: what it is, of whom, by whom, signed or not. Identity by the study's rule: the subject's code, never a name; of a blinded read neither site nor treatment (R-J02). */
import type { ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import type { Report } from './report.ts';
import { colours, page, styles, type Style } from './theme.ts';
import { evaluatorText, instantText } from './words.ts';

export type Field = readonly [label: string, value: string];
export type Opening = {
  readonly kind: string;
  readonly title: string;
  readonly subtitle: string;
  readonly state: { readonly words: string; readonly isDraft: boolean; readonly about: string };
  readonly fields: readonly Field[];
};

const stateStyle = (colour: string): Style => ({ size: 11, line: 20, weight: 600, colour });

/** Signed in a full frame, draft in a dashed one; the words say which. */
function drawState(report: Report, { words, isDraft, about }: Opening['state'], y: number): void {
  const { file, letters } = report;
  const colour = isDraft ? colours.draft : colours.categories.CR;
  const line = letters.fitted(words, stateStyle(colour), 200);
  const width = line.width + 20;
  const x = page.right - width;
  report.artifact(() => {
    file.save();
    if (!isDraft) file.roundedRect(x, y, width, 20, 3).fillOpacity(0.1).fill(colour);
    file.fillOpacity(1).roundedRect(x, y, width, 20, 3).lineWidth(1.1).strokeColor(colour);
    if (isDraft) file.dash(3, { space: 2 });
    file.stroke().restore();
  });
  const below = letters.wrap(about, styles.label, 150);
  report.tag('P', {}, () => {
    letters.draw(line, x + 10, y, stateStyle(colour));
    below.forEach((one, at) => letters.draw(one, page.right - one.width, y + 23 + at * styles.label.line, styles.label));
  }).end();
}

/** Labels over values in four columns, hairlines between the rows. */
export function fieldGrid(report: Report, fields: readonly Field[], columns = 4): void {
  const width = page.inner / columns;
  for (let from = 0; from < fields.length; from += columns) {
    const row = fields.slice(from, from + columns);
    const measured = Math.max(...row.map(([, value]) => report.letters.wrap(value, styles.cell, width - 10).length)) * styles.cell.line + styles.label.line + 6;
    report.need(measured);
    const { y } = report;
    row.forEach(([label, value], at) => report.labelled(label, value, page.left + at * width, y + 3, width - 10));
    report.moveTo(y + measured);
    report.rule(0.4);
  }
}

export function opening(report: Report, study: Pick<ExportStudy, 'code' | 'title'>, { kind, title, subtitle, state, fields }: Opening): void {
  const { letters } = report;
  const y = page.top - 12;
  const code = letters.fitted(study.code, styles.strong, 140);
  const name = letters.fitted(study.title === study.code ? '' : study.title, styles.quiet, page.inner - code.width - 130);
  report.tag('P', {}, () => {
    letters.draw(code, page.left, y, styles.strong);
    letters.draw(name, page.left + code.width + 8, y, styles.quiet);
  }).end();
  const what = letters.fitted(kind, styles.quiet, 120);
  report.tag('P', {}, () => letters.draw(what, page.right - what.width, y, styles.quiet)).end();
  report.moveTo(y + 17);
  report.rule(1.4, colours.ink);
  report.space(11);
  const top = report.y;
  report.block('H1', [{ lines: letters.wrap(title, styles.title, page.inner - 165), style: styles.title }]);
  report.paragraph(subtitle, styles.quiet, { width: page.inner - 165 });
  const after = report.y;
  drawState(report, state, top + 2);
  report.moveTo(Math.max(after, top + 48));
  report.space(7);
  report.rule(0.4);
  fieldGrid(report, fields);
}

/** Of a blinded read neither site, arm nor treatment is told (R-J02). */
export const isBlinded = ({ protocol }: Pick<ExportStudy, 'protocol'>, { evaluator }: Pick<ExportRead, 'evaluator'>): boolean => evaluator === 'reader' && protocol.reading?.blinded === true;

/** What every case report says of its subject and read. */
export function subjectFields(study: ExportStudy, subject: ExportSubject, read: ExportRead): readonly Field[] {
  const blinded = isBlinded(study, read);
  const { facts } = subject;
  const known = (label: string, value: string | undefined): readonly Field[] => (value === undefined || value === '' ? [] : [[label, value]]);
  return [
    ['Subject', subject.code], ['Site', blinded ? 'withheld, blinded read' : subject.siteCode === '' ? 'not recorded' : subject.siteCode], ['Read by', evaluatorText(read)], ['Criteria', `${study.protocol.name}, protocol version ${study.versions.study}`],
    ...(blinded ? [] : [...known('Arm', facts.arm), ...known('Randomised', facts.randomisationDate), ...known('First dose', facts.firstDoseDate), ...known('Last dose', facts.treatmentEndDate), ...known('New therapy', facts.newTherapyStartDate), ...known('Death', facts.deathDate)]),
    ...(subject.usubjid === subject.code || blinded ? [] : [['Unique subject id', subject.usubjid] as const]), ...(study.cutOff === null ? [] : [['Data cut-off', study.cutOff] as const]), ['Facts as of', instantText(subject.asOf)],
  ];
}
