/** The sum of diameters over time: baseline, limits of response and progression, category of every timepoint, new lesions, treatment, progression and death. Drawn on the days of the scans. */
import { displayDate, firstSeenAt, isLocked, type Timepoint } from '../../casefile/index.ts';
import { daysBetween, type IsoDate } from '../../common/index.ts';
import { formatMm, type SubjectResult } from '../../recist/index.ts';
import type { ExportRead } from '../model.ts';
import { resultAt, sumAt } from './lesionTable.ts';
import type { Report } from './report.ts';
import { categoryColour, colours, lesionColours, page, styles, type Style } from './theme.ts';

type Point = { readonly timepoint: Timepoint; readonly date: IsoDate; readonly x: number; readonly sum: number | null };
type Plot = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
type Scale = (value: number) => number;

const height = 158;
const label: Style = { ...styles.label, size: 7 };

function line({ file }: Report, from: readonly [number, number], to: readonly [number, number], colour: string, dash: readonly [number, number] | null = null, width = 0.75): void {
  file.save().moveTo(...from).lineTo(...to).lineWidth(width).strokeColor(colour);
  if (dash) file.dash(dash[0], { space: dash[1] });
  file.stroke().restore();
}

function text({ letters, file }: Report, words: string, x: number, base: number, style: Style, anchor: 'start' | 'middle' | 'end' = 'start', onLines = false): number {
  const drawn = letters.fitted(words, style, page.inner);
  const start = anchor === 'end' ? x - drawn.width : anchor === 'middle' ? x - drawn.width / 2 : x;
  // The ground behind the words, so that no line runs through them.
  if (onLines) file.save().rect(start - 1, base - 0.78 * style.size, drawn.width + 2, 1.02 * style.size).fillOpacity(0.85).fill(colours.ground).restore();
  letters.drawOnBase(drawn, start, base, style);
  return drawn.width;
}

/** Round values of the axis, from 0 up. */
function marksTo(top: number): readonly number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000].find((one) => top / one <= 5) ?? 2000;
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, at) => at * step);
}

function drawAxes(report: Report, points: readonly Point[], y: Scale, marks: readonly number[], plot: Plot): void {
  for (const mark of marks) {
    line(report, [plot.left, y(mark)], [plot.right, y(mark)], mark === 0 ? colours.ink3 : colours.rule, null, mark === 0 ? 0.75 : 0.4);
    text(report, String(mark), plot.left - 5, y(mark) + 2.5, label, 'end');
  }
  text(report, 'mm', plot.left - 5, plot.top - 7, label, 'end');
  let lastEnd = -Infinity;
  for (const { timepoint, date, x } of points) {
    line(report, [x, plot.bottom], [x, plot.bottom + 3], colours.ink3);
    const width = Math.max(report.letters.width(timepoint.label, label), report.letters.width(date, label));
    if (x - width / 2 < lastEnd + 4) continue;
    text(report, timepoint.label, x, plot.bottom + 11, { ...label, colour: colours.ink2, weight: 600 }, 'middle');
    text(report, date, x, plot.bottom + 20, label, 'middle');
    lastEnd = x + width / 2;
  }
}

/** Limits between the points they hold for: PR from baseline on, PD from the nadir each timepoint was judged against. */
function drawLimits(report: Report, points: readonly Point[], result: SubjectResult, y: Scale, plot: Plot): void {
  const { PR, PD } = colours.categories;
  const first = points[0];
  const baseline = result.baseline.sum;
  if (!first || baseline === null) return;
  line(report, [first.x, y(baseline)], [plot.right, y(baseline)], colours.ink3, [1, 2]);
  text(report, `baseline ${formatMm(baseline)}`, plot.right + 4, y(baseline) + 2.4, label);
  const limit = result.timepoints.findLast(({ explanation }) => explanation.prLimit !== null)?.explanation.prLimit?.limitMm;
  if (limit !== undefined) {
    line(report, [first.x, y(limit)], [plot.right, y(limit)], PR, [5, 3]);
    text(report, `PR \u2264 ${formatMm(limit)}`, plot.right + 4, y(limit) + 2.4, { ...label, colour: PR });
  }
  let last: { readonly y: number; readonly words: string } | null = null;
  points.forEach((point, at) => {
    const [one, before] = [resultAt(result, point.timepoint)?.explanation.pdLimit, points[at - 1]];
    if (!one || !before) return;
    line(report, [before.x, y(one.limitMm)], [point.x, y(one.limitMm)], PD, [2, 2], 0.9);
    if (last) line(report, [before.x, last.y], [before.x, y(one.limitMm)], PD, [2, 2], 0.9);
    last = { y: y(one.limitMm), words: `PD \u2265 ${formatMm(one.limitMm)}` };
  });
  const shown = last as { readonly y: number; readonly words: string } | null;
  if (!shown) return;
  const taken = [y(baseline), ...(limit === undefined ? [] : [y(limit)])];
  const at = taken.some((one) => Math.abs(one - shown.y) < 8) ? shown.y + (taken.some((one) => one < shown.y) ? 8 : -8) : shown.y;
  text(report, shown.words, plot.right + 4, at + 2.4, { ...label, colour: PD });
}

function drawSums(report: Report, { case: subject, result }: ExportRead, points: readonly Point[], y: Scale, plot: Plot): void {
  const { file } = report;
  const withSum = points.flatMap(({ x, sum }) => (sum === null ? [] : [{ x, y: y(sum) }]));
  withSum.forEach((point, at) => { const before = withSum[at - 1]; if (before) line(report, [before.x, before.y], [point.x, point.y], colours.ink, null, 1.4); });
  const crowded = points.length > 12;
  for (const { timepoint, x, sum } of points) {
    const response = resultAt(result, timepoint)?.overall;
    const colour = response ? categoryColour(response) : colours.ink;
    const at = sum === null ? plot.bottom : y(sum);
    file.save().circle(x, at, 3).lineWidth(1.2);
    if (isLocked(subject, timepoint.id) && sum !== null) file.fillAndStroke(colour, colour);
    else file.fillAndStroke('#FFFFFF', colour);
    file.restore();
    const words = response === 'NON-CR/NON-PD' ? 'NN' : response ?? '';
    const above = at - (crowded ? 6 : 14);
    text(report, words, x, sum === null ? at - 6 : above < plot.top - 4 ? at + 12 : above, { ...label, size: 8, weight: 600, colour }, 'middle', true);
    if (!crowded && sum !== null) text(report, formatMm(sum), x, above < plot.top - 4 ? at + 20 : at - 6, label, 'middle', true);
  }
}

/** Stars where a new lesion was first seen, at the foot. */
function drawNew(report: Report, { case: subject }: ExportRead, points: readonly Point[], plot: Plot): void {
  for (const { timepoint, x } of points) {
    const found = subject.lesions.filter((lesion) => lesion.role === 'new' && firstSeenAt(subject, lesion)?.id === timepoint.id);
    if (found.length > 0) text(report, `\u2605 ${found.map((one) => one.label).join(' ')}`, x, plot.bottom - 4, { ...label, weight: 600, colour: lesionColours.new }, 'middle');
  }
}

/** Study treatment as a bar, next therapy, death and progression as marks. */
function drawEvents(report: Report, { case: subject, result }: ExportRead, xOf: (date: IsoDate) => number, plot: Plot, isBlinded: boolean): void {
  const y = plot.bottom + 31;
  const { facts } = subject;
  if (result?.progression) {
    const x = xOf(result.progression.date);
    line(report, [x, plot.top - 4], [x, plot.bottom], colours.categories.PD, null, 0.9);
    text(report, `progression ${result.progression.date}`, x > plot.right - 90 ? x - 3 : x + 3, plot.top - 6, { ...label, weight: 600, colour: colours.categories.PD }, x > plot.right - 90 ? 'end' : 'start');
  }
  if (isBlinded) return;
  if (facts.firstDoseDate) {
    const [from, to] = [xOf(facts.firstDoseDate), facts.treatmentEndDate ? xOf(facts.treatmentEndDate) : plot.right];
    report.file.rect(from, y - 4, Math.max(2, to - from), 6).fillOpacity(0.25).fill(colours.accent);
    report.file.fillOpacity(1);
    text(report, facts.treatmentEndDate ? 'study treatment' : 'study treatment, going on', Math.min(from + 3, plot.right - 80), y + 10, label);
  }
  const mark = (date: IsoDate | undefined, words: string): void => {
    if (date === undefined) return;
    const x = xOf(date);
    line(report, [x, y - 6], [x, y + 4], colours.ink, null, 1.2);
    text(report, words, x > plot.right - 60 ? x - 3 : x + 3, y - (words === 'death' ? 6 : 1), { ...label, colour: colours.ink2 }, x > plot.right - 60 ? 'end' : 'start');
  };
  mark(facts.newTherapyStartDate, 'next therapy');
  mark(facts.deathDate, 'death');
}

/** In words for whoever cannot see it. */
function altOf({ case: subject, result }: ExportRead): string {
  const sums = subject.timepoints.map((timepoint) => { const sum = sumAt(result, timepoint); return `${timepoint.label} ${displayDate(timepoint) ?? ''} ${sum === null ? 'no sum' : `${formatMm(sum)} mm`} ${resultAt(result, timepoint)?.overall ?? ''}`.trim(); });
  return `Sum of diameters over time. ${sums.join('; ')}. ${result?.progression ? `Progression ${result.progression.date}.` : 'No progression.'}`;
}

/** Draws the figure at the place the report has reached; nothing without two dated timepoints. */
export function timelineFigure(report: Report, read: ExportRead, isBlinded: boolean): boolean {
  const { case: subject, result } = read;
  const dated = subject.timepoints.flatMap((timepoint) => { const date = displayDate(timepoint); return date === null || !timepoint.performed ? [] : [{ timepoint, date }]; });
  const [first, last] = [dated[0], dated.at(-1)];
  if (!result || !first || !last || dated.length < 2) return false;
  report.need(height);
  const events = isBlinded ? [] : [subject.facts.firstDoseDate, subject.facts.treatmentEndDate, subject.facts.newTherapyStartDate, subject.facts.deathDate].filter((one) => one !== undefined);
  const days = [...dated.map(({ date }) => date), ...events, ...(result.progression ? [result.progression.date] : [])].sort();
  const [from, to] = [days[0] ?? first.date, days.at(-1) ?? last.date];
  const plot: Plot = { left: page.left + 26, right: page.right - 66, top: report.y + 18, bottom: report.y + height - 44 };
  const span = Math.max(1, daysBetween(from, to));
  const xOf = (date: IsoDate): number => plot.left + 12 + (daysBetween(from, date) / span) * (plot.right - plot.left - 24);
  const points = dated.map(({ timepoint, date }): Point => ({ timepoint, date, x: xOf(date), sum: sumAt(result, timepoint) }));
  const top = Math.max(10, ...points.map(({ sum }) => sum ?? 0), ...result.timepoints.map(({ explanation }) => explanation.pdLimit?.limitMm ?? 0).filter((one) => one < 3 * (result.baseline.sum ?? 0)));
  const marks = marksTo(top);
  const most = marks.at(-1) ?? 1;
  const y: Scale = (value) => plot.bottom - (Math.min(value, most) / most) * (plot.bottom - plot.top);
  report.tag('Figure', { alt: altOf(read), bbox: [page.left, report.y, page.right, report.y + height] }, () => {
    drawAxes(report, points, y, marks, plot);
    drawLimits(report, points, result, y, plot);
    drawEvents(report, read, xOf, plot, isBlinded);
    drawSums(report, read, points, y, plot);
    drawNew(report, read, points, plot);
  }).end();
  report.moveTo(report.y + height);
  return true;
}
