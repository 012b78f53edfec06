/** The report of a study: where it stands, its results by group, every figure with its footnote, every subject's result. */
import type { AnalysisGroup, Proportion, StudyAnalysis, SurvivalEndpoint, SurvivalFigure } from '../../endpoints/index.ts';
import { survivalEndpoints } from '../../endpoints/index.ts';
import { between, count, counted, decimal, evaluatorOf, figureKinds, figuresOf, footnoteOf, groupName, groupsOf, intervalName, percent, themes, type FigureId, type FigureSource } from '../../figures/index.ts';
import { formatMonths, overallResponses } from '../../recist/index.ts';
import type { ExportStudy } from '../model.ts';
import { responseChip } from './chip.ts';
import { closing } from './closing.ts';
import type { ReportFont } from './model.ts';
import { opening } from './opening.ts';
import { hash } from './record.ts';
import { Report } from './report.ts';
import { drawSvg } from './svgDrawing.ts';
import { table, type Cell, type Row } from './table.ts';
import { colours, page, styles } from './theme.ts';
import { capital, confirmationWords, instantText, isOpen, isSigned, madeByText, meaningWords, secondsText } from './words.ts';

/** How many performed timepoints there are, and how many are signed. */
function signing({ subjects }: ExportStudy): { readonly performed: number; readonly signed: number } {
  const all = subjects.flatMap(({ reads }) => reads.flatMap((read) => read.case.timepoints.filter(({ performed }) => performed).map((timepoint) => isSigned(read.case, timepoint))));
  const leftOut = subjects.flatMap(({ reads }) => reads.flatMap((read) => read.leftOut.filter(({ why }) => why !== 'afterCutOff'))).length;
  return { performed: all.length + leftOut, signed: all.filter(Boolean).length };
}

const share = ({ n, N, rate, ciLow, ciHigh }: Proportion): Cell => [{ words: rate === null ? 'none' : percent(rate), style: styles.cellStrong }, { words: rate === null ? `${n} of ${N}` : `${between(ciLow, ciHigh, 1, 100)}; ${n} of ${N}`, style: styles.label }];
const median = ({ n, events, median: value, medianCiLow, medianCiHigh }: SurvivalFigure, unit: string): Cell => (n === 0
  ? [{ words: 'none', style: styles.cellQuiet }]
  : [{ words: value === null ? 'not reached' : `${decimal(value)} ${unit}`, style: styles.cellStrong }, { words: `${between(medianCiLow, medianCiHigh)}; ${events} of ${n}`, style: styles.label }]);

const pValue = (p: number | null): string => (p === null ? 'not estimable' : p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`);
function comparisonText({ comparison }: StudyAnalysis, endpoint: SurvivalEndpoint): string {
  const one = comparison?.[endpoint];
  if (!one) return '';
  const { hazardRatio: ratio, logRank } = one;
  return [ratio && ratio.hazardRatio !== null ? `HR ${decimal(ratio.hazardRatio, 2)} (${between(ratio.ciLow, ratio.ciHigh, 2)}), ${ratio.arm} to ${ratio.reference}` : '', logRank.p === null ? '' : `log-rank ${pValue(logRank.p)}`].filter((words) => words !== '').join('; ');
}

/** Responses, rates and medians, one column a group. */
function resultsTable(report: Report, source: FigureSource): void {
  const shown = groupsOf(source);
  const groups: readonly AnalysisGroup[] = shown.length > 1 ? [source.whole, ...shown.filter(({ name }) => name !== null)].slice(0, 5) : [source.whole];
  const unit = `${source.options.unit}s`;
  const titles: Readonly<Record<SurvivalEndpoint, string>> = { PFS: 'Progression-free survival', OS: 'Overall survival', TTP: 'Time to progression', DOR: 'Duration of response' };
  const first = 118;
  const width = Math.min(120, (page.inner - first) / groups.length);
  const present = overallResponses.filter((response) => groups.some(({ responses }) => responses[response] > 0));
  const rows: readonly Row[] = [
    { kind: 'group', cells: ['Best overall response'], withNext: true },
    ...present.map((response): Row => ({ cells: [[{ chips: [responseChip(response, true)] }], ...groups.map(({ responses, n }): Cell => [{ words: count(responses[response]) }, { words: n === 0 ? '' : percent(responses[response] / n), style: styles.label }])] })),
    { cells: ['Objective response rate', ...groups.map(({ ORR }) => share(ORR))] }, { cells: ['Disease control rate', ...groups.map(({ DCR }) => share(DCR))] }, { cells: ['Clinical benefit rate', ...groups.map(({ CBR }) => share(CBR))] },
    { kind: 'group', cells: [`Times to events, median in ${unit}`], withNext: true },
    ...survivalEndpoints.map((endpoint): Row => {
      const words = comparisonText(source, endpoint);
      return { cells: [[{ words: titles[endpoint] }, ...(words === '' ? [] : [{ words, style: styles.label }])], ...groups.map(({ endpoints }) => median(endpoints[endpoint], unit))] };
    }),
  ];
  table(report, [{ width: first, head: '' }, ...groups.map(({ name, n }) => ({ width, align: 'right' as const, head: [{ words: groupName(name), style: styles.cellStrong }, { words: `n = ${count(n)}`, style: styles.label }] }))], rows);
  report.space(3);
  const left = shown.length > 1 ? shown.filter(({ name }) => name !== null).length + 1 - groups.length : 0;
  if (left > 0) report.paragraph(`${counted(left, 'further group')} of ${count(shown.length)}: in the figures, not in this table.`, styles.note);
  report.paragraph(`Under each value: ${intervalName(source.options)}; rates exact (Clopper–Pearson), medians Kaplan–Meier with log-log limits; of how many, with the response or event.`, styles.note);
}

/** px of a figure's width on a page: text of 11 px is then 7.7 pt. */
const figureWidth = 700;
/** Rows of a swimmer on one page. */
const swimmersOnPage = 62;
/** Height of its rows, px. */
const swimmerRow = 12;

function figureSection(report: Report, id: FigureId, source: FigureSource, at: string): void {
  const kind = figureKinds[id];
  const [usual, high] = kind.size(source);
  const scale = page.inner / figureWidth;
  const isSwimmer = id === 'swimmer';
  const pages = isSwimmer ? Math.max(1, Math.ceil(source.subjects.length / swimmersOnPage)) : 1;
  const each = Math.ceil(source.subjects.length / pages);
  for (let part = 0; part < pages; part += 1) {
    const rows: readonly [number, number] | undefined = isSwimmer ? [part * each, Math.min(each, source.subjects.length - part * each)] : undefined;
    const width = Math.min(figureWidth, Math.max(480, usual));
    const height = rows ? Math.max(220, 80 + rows[1] * swimmerRow) : Math.min(820, Math.max(120, usual > figureWidth ? Math.max(290, high * 0.64) : high));
    const drawing = kind.draw(source, { width, height, text: 1, theme: themes['nadir-print'], mostLines: null, ...(rows ? { rows } : {}) });
    const foot = part + 1 < pages ? [] : footnoteOf(kind, source, at, drawing.left).slice(0, 2);
    const footHeight = foot.reduce((sum, words) => sum + report.letters.wrap(words, styles.note, page.inner).length * styles.note.line, 0);
    report.section(pages > 1 ? `${kind.title(source)}, ${part + 1} of ${pages}` : kind.title(source), { follow: height * scale + footHeight + 34 });
    report.paragraph(kind.about(source), styles.quiet);
    report.space(4);
    const { y } = report;
    const words = `${kind.title(source)}: ${kind.about(source)}. ${kind.notes(source).join(' ')}`;
    report.tag('Figure', { alt: words, bbox: [page.left, y, page.right, y + height * scale] }, () => drawSvg(report, drawing.body, { x: page.left, y, scale, extent: Math.max(width, height) })).end();
    report.moveTo(y + height * scale + 6);
    for (const line of foot) report.paragraph(line, styles.note);
  }
}

type Signature = { readonly what: string; readonly note: string; readonly by: string; readonly meaning: string; readonly at: string; readonly contentHash: string };

/** The last signature of a subject's accepted read and the confirmation that holds. */
function lastSignatures({ reads, confirmation }: ExportStudy['subjects'][number]): readonly Signature[] {
  const read = reads.find(({ accepted }) => accepted);
  const signed = read?.lastSigned;
  const one = signed && read.case.signOffs[signed.timepointId]?.versions.find(({ version }) => version === signed.version);
  const last: Signature | null = one ? { ...one, what: read.case.timepoints.find(({ id }) => id === signed.timepointId)?.label ?? '', note: `version ${one.version}`, by: one.signer, meaning: meaningWords[one.meaning] } : null;
  const held = confirmation?.state === 'confirmed' ? confirmation.history.at(-1) : undefined;
  return [...(last ? [last] : []), ...(held ? [{ ...held, what: 'Confirmation', note: `up to ${held.upTo.label}`, meaning: confirmationWords[held.meaning] }] : [])];
}

/** Name, meaning, time and hash of the last signature of every subject; who has none says so. */
function signaturesTable(report: Report, study: ExportStudy): void {
  table(report, [{ width: 78, head: 'Subject' }, { width: 72, head: 'What' }, { width: 100, head: 'Signed by' }, { width: page.inner - 394, head: 'When' }, { width: 144, head: 'SHA-256 of what was signed' }], study.subjects.flatMap((subject): readonly Row[] => {
    const code = [{ words: subject.code, style: styles.cellStrong }];
    const signatures = lastSignatures(subject);
    if (signatures.length === 0) return [{ cells: [code, '', [{ words: 'Not signed', style: { ...styles.cellStrong, colour: colours.draft } }], '', ''] }];
    return signatures.map((one): Row => ({ cells: [code, [{ words: one.what }, { words: one.note, style: styles.label }], [{ words: one.by, style: styles.cellStrong }, { words: one.meaning, style: styles.label }], secondsText(one.at), hash(one.contentHash)] }));
  }));
  report.space(3);
  report.paragraph('The last signature of the accepted read, and the confirmation that holds. Every signature stands in the case report of its read.', styles.note);
}

/** Every subject's result and how much of it is signed. */
function subjectsTable(report: Report, study: ExportStudy): void {
  table(report, [{ width: 78, head: 'Subject' }, { width: 62, head: 'Site' }, { width: 80, head: 'Arm' }, { width: 86, head: 'Best response' }, { width: 62, head: 'Progression' }, { width: 56, head: 'PFS, months' }, { width: page.inner - 424, head: 'Signed; confirmed' }], study.subjects.map((subject): Row => {
    const read = subject.reads.find(({ accepted }) => accepted);
    const result = read?.result ?? null;
    const open = read ? read.case.timepoints.filter((timepoint) => isOpen(read.case, timepoint)).length : 0;
    const performed = read ? read.case.timepoints.filter(({ performed: done }) => done).length : 0;
    const pfs = result?.endpoints.PFS;
    const confirmation = subject.confirmation;
    return {
      cells: [
        [{ words: subject.code, style: styles.cellStrong }], subject.siteCode, subject.facts.arm ?? '', result ? [{ chips: [responseChip(result.bestOverallResponse, open === 0)] }] : 'not read', result?.progression?.date ?? (result ? 'none' : ''),
        pfs ? `${formatMonths(pfs.days)}${pfs.event ? '' : ' +'}` : '', `${performed - open} of ${performed}${confirmation === null ? '' : confirmation.state === 'confirmed' ? `; ${confirmation.history.at(-1)?.at.slice(0, 10) ?? ''}` : '; reopened'}`,
      ],
    };
  }));
  report.space(3);
  report.paragraph('Result of the accepted read. PFS with +: censored.', styles.note);
}

/** Errors: none; a study without subjects says so. */
export function studyReport(study: ExportStudy, source: FigureSource, fonts: readonly ReportFont[]): Uint8Array {
  const { performed, signed } = signing(study);
  const isDraft = signed < performed || performed === 0;
  const title = `Study report ${study.code}`;
  const report = new Report({
    title, about: `${study.title}, tumour assessments under ${study.protocol.name}`, author: study.code, at: study.asOf, product: `Nadir ${study.versions.product}`, running: title,
    foot: `${study.code}, study report`, madeBy: madeByText(study, study.asOf), isDraft,
  }, fonts);
  const { options, status } = source;
  const { design } = study.protocol;
  opening(report, study, {
    kind: 'Study report', title: study.title === '' ? study.code : study.title, subtitle: `${counted(status.enrolled, 'subject')}. ${capital(evaluatorOf(source))}, rule set ${options.rules}, ${options.confirmed ? 'responses confirmed' : 'responses without confirmation'}.`,
    state: { words: isDraft ? 'DRAFT, NOT ALL SIGNED' : 'ALL READS SIGNED', isDraft, about: `${count(signed)} of ${counted(performed, 'timepoint')} signed` },
    fields: [
      ['Study', study.code], ['Criteria', `${study.protocol.name}, protocol version ${study.versions.study}`], ['Phase', design?.phase ?? 'not recorded'], ['Primary endpoint', design?.primaryEndpoint ?? 'not recorded'],
      ['Arms', options.arms.length === 0 ? 'one' : options.arms.join(', ')], ['Reading', study.isDouble ? 'two readers and an adjudicator' : 'one read'], ['Data cut-off', options.cutoff ?? 'none'], ['Facts as of', instantText(study.asOf)],
      ['Enrolled', count(status.enrolled)], ['With baseline', count(status.withBaseline)], ['Progressed', count(status.progressed)], ['Died', count(status.died)],
    ],
  });
  if (isDraft) {
    report.space(4);
    report.paragraph('Figures and rates rest on every timepoint read up to the cut-off, signed or not.', styles.note);
  }
  report.section('Results', { follow: 120 });
  resultsTable(report, source);
  for (const id of figuresOf(source)) figureSection(report, id, source, study.asOf);
  report.section('Subjects');
  subjectsTable(report, study);
  report.section('Signatures', { follow: 70 });
  signaturesTable(report, study);
  closing(report);
  return report.bytes();
}
