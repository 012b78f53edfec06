/** What the read comes to: best response, progression, times to events, each with its sentence and rules; and the response of every timepoint with its derivation. */
import { endpointNames, formatMonths, type EndpointName, type OverallResponse, type Reason } from '../../recist/index.ts';
import type { ExportRead } from '../model.ts';
import { drawChip, responseChip } from './chip.ts';
import { resultAt } from './lesionTable.ts';
import type { Report } from './report.ts';
import { table, type Piece, type Row } from './table.ts';
import { page, styles } from './theme.ts';
import { endpointText, isOpen, isSigned, responseWords, scanText } from './words.ts';

const endpointTitles: Readonly<Record<EndpointName, string>> = { PFS: 'Progression-free survival', TTP: 'Time to progression', OS: 'Overall survival', DOR: 'Duration of response', CRDUR: 'Duration of complete response', SDDUR: 'Duration of stable disease', PFS2: 'PFS on next line' };

/** A sentence with the rules behind it. */
export const because = ({ sentence, rules }: Pick<Reason, 'sentence' | 'rules'>): readonly Piece[] => [{ words: sentence }, ...(rules.length === 0 ? [] : [{ words: rules.join('  '), style: styles.code }])];

/** The result at a glance, side by side: best response, the same confirmed, progression, PFS. */
export function keyResults(report: Report, { case: subject, result, accepted }: ExportRead, blinded: boolean): void {
  if (!result) return report.paragraph('Baseline is not read yet: there is no response.', styles.quiet);
  const isFinal = !subject.timepoints.some((timepoint) => isOpen(subject, timepoint));
  const { bor, progression, endpoints: { PFS } } = result;
  const width = page.inner / 4;
  const { y } = report;
  const put = (column: number, label: string, response: OverallResponse | null, words: string, under: string): void => {
    const x = page.left + column * width;
    const chip = response && responseChip(response, isFinal);
    report.tag('P', {}, () => {
      report.letters.draw(report.letters.fitted(label, styles.label, width - 8), x, y, styles.label);
      if (chip) drawChip(report, chip, x, y + 13);
      const start = chip ? chip.width(report) + 6 : 0;
      report.letters.draw(report.letters.fitted(words, styles.value, width - 8 - start), x + start, y + 11, styles.value);
      report.letters.draw(report.letters.fitted(under, styles.label, width - 8), x, y + 29, styles.label);
    }).end();
  };
  const best = (column: number, label: string, { response, date }: (typeof bor)['confirmed']): void => put(column, label, response, date ?? '', responseWords(response));
  best(0, 'Best overall response', bor.unconfirmed);
  best(1, 'Confirmed', bor.confirmed);
  put(2, 'Progression', null, progression?.date ?? 'none', progression ? [subject.timepoints.find(({ id }) => id === progression.timepointId)?.label ?? '', ...(progression.components ?? []).map((one) => one.replace(/([A-Z])/g, ' $1').toLowerCase())].filter((one) => one !== '').join(', ') : '');
  if (blinded) put(3, 'Read', null, accepted ? 'accepted' : 'not accepted', accepted ? 'result of the subject' : '');
  else put(3, 'Progression-free survival', null, PFS ? `${formatMonths(PFS.days)} months` : 'none', PFS ? `${PFS.event ? 'event' : 'censored'} ${PFS.date}` : '');
  report.moveTo(y + 40);
}

export function outcomeTable(report: Report, { case: subject, result }: ExportRead): void {
  if (!result) {
    report.paragraph('Baseline is not read yet: there is no response.', styles.quiet);
    return;
  }
  const isFinal = !subject.timepoints.some((timepoint) => isOpen(subject, timepoint));
  const { bor, reasons, progression, endpoints } = result;
  const best = (title: string, which: 'unconfirmed' | 'confirmed'): Row => {
    const { response, date } = bor[which];
    return { cells: [title, [{ chips: [responseChip(response, isFinal)] }, { words: responseWords(response), style: styles.label }], date ?? '', because(reasons.bor[which])] };
  };
  table(report, [{ width: 104, head: 'Result' }, { width: 74, head: 'Value' }, { width: 62, head: 'Date' }, { width: page.inner - 240, head: 'Why, and by which rules' }], [
    best('Best overall response', 'unconfirmed'), best('Best overall response, confirmed', 'confirmed'),
    { cells: ['Progression', [{ words: progression ? 'progressed' : 'none', style: styles.cellStrong }], progression?.date ?? '', because(reasons.progression)] },
    ...endpointNames.flatMap((name): readonly Row[] => {
      const one = endpoints[name];
      // Without a next line its time would begin and end at once.
      return one && !(name === 'PFS2' && subject.facts.nextLine === undefined) ? [{ cells: [`${endpointTitles[name]} (${name})`, endpointText(one), one.date, because(reasons.endpoints[name])] }] : [];
    }),
  ]);
}

/** Every follow-up with its sentence; components where they say more. */
export function responsesTable(report: Report, { case: subject, result }: ExportRead): void {
  const rows = subject.timepoints.flatMap((timepoint): readonly Row[] => {
    if (timepoint.index === 0) return [];
    const one = resultAt(result, timepoint);
    const when: readonly Piece[] = [{ words: timepoint.label, style: styles.cellStrong }, { words: scanText(timepoint), style: styles.label }];
    if (!one) return [{ cells: [when, '', timepoint.performed ? 'Not read.' : 'Not performed.'] }];
    const changed = one.overallAsRead === one.overall ? [] : [{ words: `As read: ${one.overallAsRead}`, style: styles.label }];
    return [{ cells: [when, [{ chips: [responseChip(one.overall, isSigned(subject, timepoint))] }, ...changed], [{ words: one.explanation.sentence }, ...(one.explanation.arithmetic === '' ? [] : [{ words: one.explanation.arithmetic, style: styles.note }]), { words: one.rules.join('  '), style: styles.code }]] }];
  });
  if (rows.length === 0) report.paragraph('No follow-up yet.', styles.quiet);
  else table(report, [{ width: 74, head: 'Timepoint' }, { width: 78, head: 'Response' }, { width: page.inner - 152, head: 'How it follows' }], rows);
}

/** The components of one timepoint. */
export function derivationTable(report: Report, { case: subject, result }: ExportRead, timepointId: string): void {
  const timepoint = subject.timepoints.find(({ id }) => id === timepointId);
  const one = timepoint && resultAt(result, timepoint);
  if (!one || !timepoint) return;
  const signed = isSigned(subject, timepoint);
  const chip = (value: typeof one.target | typeof one.nonTarget | typeof one.overall): readonly Piece[] => (value === 'NA' ? [{ words: 'not applicable', style: styles.cellQuiet }] : [{ chips: [responseChip(value, signed)] }]);
  const { explanation } = one;
  table(report, [{ width: 104, head: 'Component' }, { width: 88, head: 'Response' }, { width: page.inner - 192, head: 'Why, and by which rules' }], [
    { cells: ['Target lesions', chip(one.target), because(explanation.target)] }, { cells: ['Non-target lesions', chip(one.nonTarget), because(explanation.nonTarget)] },
    { cells: ['New lesions', one.newLesion, because(explanation.newLesion)] }, { kind: 'sum', cells: ['Time point response', chip(one.overall), [{ words: explanation.sentence, style: styles.cellStrong }, { words: one.rules.join('  '), style: styles.code }]] },
  ]);
}

/** Every rule a read cites, most cited places first come. */
export function rulesOf({ result }: ExportRead, only: string | null = null, withOutcome = true): readonly string[] {
  if (!result) return [];
  const { reasons } = result;
  const ofSubject = only === null && withOutcome ? [reasons.bor.unconfirmed, reasons.bor.confirmed, reasons.progression, ...Object.entries(reasons.endpoints).filter(([name]) => name !== 'PFS2' && result.endpoints[name as EndpointName] !== null).map(([, reason]) => reason)].flatMap(({ rules }) => rules) : [];
  const ofTimepoints = result.timepoints.filter(({ id }) => only === null || id === only).flatMap(({ rules, explanation }) => [...rules, ...(only === null ? [] : [...explanation.target.rules, ...explanation.nonTarget.rules, ...explanation.newLesion.rules])]);
  return [...new Set([...ofSubject, ...ofTimepoints])].sort();
}
