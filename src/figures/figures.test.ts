/** Figures against the numbers they are drawn from: geometry, not pictures. */
import { expect, test } from 'vitest';
import { addDays, type IsoDate } from '../common/index.ts';
import { analyseStudy, type AnalysedRead, type AnalysedSubject, type AnalysisOptions } from '../endpoints/index.ts';
import type { EndpointResult, OverallResponse } from '../recist/index.ts';
import { figureCsv, figureKinds, figuresOf, figureSvg } from './figures.ts';
import { widthOf } from './measure.ts';
import type { FigureSource } from './model.ts';
import { swimmersOf } from './swimmer.ts';
import { themes } from './theme.ts';

type Given = { readonly code: string; readonly arm: string; readonly pct: number | null; readonly best: OverallResponse; readonly days: number; readonly event: boolean };
const start = '2024-01-01' as IsoDate;

function subject({ code, arm, pct, best, days, event }: Given): AnalysedSubject {
  const time: EndpointResult = { event, date: start, days, reason: event ? 'progression' : 'lastEvaluableAssessment' } as EndpointResult;
  const both = <T>(value: T) => ({ unconfirmed: value, confirmed: value });
  const read: AnalysedRead = {
    origin: start, baselineDate: start, baselineSumMm: 50, timepoints: pct === null ? [] : [{ id: `${code}-1`, date: '2024-03-01' as IsoDate, performed: true, sumMm: 50 * (1 + pct / 100), pct, pctFromNadir: 0, overall: best }],
    best: both({ response: best, date: start }), bestPct: pct, progression: null, response: both(null), benefit: both(false), PFS: { TRIAL: time }, TTP: { TRIAL: time }, OS: time, DOR: both({ TRIAL: null }),
  };
  return { id: `id-${code}`, code, site: 'Halle', arm, facts: { randomisationDate: start, lastKnownAliveDate: '2025-01-01' as IsoDate }, reads: { site: read }, accepted: 'site', visits: { all: 1, missed: 0, read: 1, signed: 1 }, central: null, pairs: { readers: null, siteCentral: null } };
}

const options: AnalysisOptions = { read: 'accepted', rules: 'TRIAL', confirmed: false, by: 'arm', arm: null, site: null, cutoff: null, unit: 'month', at: [6], reference: 'B', ties: 'efron', confidence: 0.95, arms: ['A', 'B'], dcrIncludeNonCrNonPd: false };
const given: readonly Given[] = [
  { code: '<b>&"1"', arm: 'A', pct: 140, best: 'PD', days: 60, event: true }, { code: 'S2', arm: 'A', pct: 10, best: 'SD', days: 120, event: true }, { code: 'S3', arm: 'B', pct: -40, best: 'PR', days: 200, event: false },
  { code: 'S4', arm: 'B', pct: -80, best: 'PR', days: 90, event: true }, { code: '=S5', arm: 'A', pct: null, best: 'NE', days: 30, event: false },
];
const source = (subjects: readonly Given[] = given, changed: Partial<AnalysisOptions> = {}): FigureSource => ({
  study: { id: 'study' as FigureSource['study']['id'], code: 'T/1', title: 'T', isDemo: false, isDouble: false, primaryEndpoint: null, protocolVersion: 3, timeOrigin: 'randomisation', ttpOrigin: 'firstDose' }, choices: { reads: ['accepted'], rules: ['TRIAL'], arms: ['A', 'B'], sites: ['Halle'] },
  engineVersion: 'e1', programVersion: 'p1', ...analyseStudy(subjects.map(subject), { ...options, ...changed }),
});
const space = { width: 800, height: 400, text: 1, theme: themes['nadir-dark'] };
const numbersOf = (text: string): number[] => [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
const pathsOf = (svg: string): string[] => [...svg.matchAll(/<path d="([^"]*)"/g)].map((found) => found[1] ?? '');

test('waterfall: bars in order, as high as their change, cut at +60 with a break mark; subjects without a change counted', () => {
  const { body, spots, tell } = figureKinds.waterfall.draw(source(), space);
  // Patches of the legend are 9 px squares.
  const boxes = [...body.replaceAll(/M[\d. ]+h9v9h-9z/g, '').matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h/g)].map((found) => found.slice(1).map(Number) as [number, number, number, number]).sort((a, b) => a[0] - b[0]);
  expect(boxes.length).toBe(4);
  const [clipped, small, , deep] = boxes;
  // One px of y is the same change everywhere: +10 against the cut bar's +60 and the fall of 80.
  expect((clipped?.[3] ?? 0) / (small?.[3] ?? 1)).toBeCloseTo(6, 1);
  expect((deep?.[3] ?? 0) / (small?.[3] ?? 1)).toBeCloseTo(8, 1);
  expect(deep?.[1]).toBeCloseTo((small?.[1] ?? 0) + (small?.[3] ?? 0), 1);
  expect(body.match(/stroke-width="1.6"/g)).toHaveLength(1);
  expect(spots.xs).toHaveLength(4);
  expect(tell(0)).toEqual({ title: '<b>&"1"', subjectId: 'id-<b>&"1"', lines: ['+140.0\u2009% from baseline, drawn to +60', 'Best response PD', 'A', 'Halle'] });
  expect(figureKinds.waterfall.notes(source())[0]).toBe('4 subjects with a sum after baseline, 1 without (no target lesions, or no evaluable sum).');
});

test('Kaplan-Meier: every step at its time and height, a tick per censored time, numbers at risk as the analysis has them', () => {
  const made = source();
  const { body } = figureKinds.pfs.draw(made, space);
  const lines = [...body.matchAll(/<path d="(M[^"]*)" fill="none" stroke="[^"]*" stroke-width="2"/g)].map((found) => found[1] ?? '');
  expect(lines).toHaveLength(2);
  made.groups.forEach(({ endpoints: { PFS } }, at) => {
    const [first, , ...rest] = numbersOf(lines[at] ?? '').length > 0 ? numbersOf(lines[at] ?? '') : [0];
    const whole = numbersOf(body.match(/<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="[\d.]+" stroke="#4A5468"/)?.[0] ?? '');
    const [left, bottom, right] = [whole[1] ?? 0, whole[3] ?? 0, whole[5] ?? 0];
    expect(first).toBeCloseTo(left, 1);
    const last = PFS.atRisk.at(-1)?.time ?? 1;
    PFS.curve.forEach((step, place) => {
      expect(rest[2 * place]).toBeCloseTo(left + (step.time / last) * (right - left), 0);
      expect(rest[2 * place + 1]).toBeCloseTo(bottom - step.survival * (bottom - 8), 0);
    });
  });
  const ticks = pathsOf(body).filter((d) => /^(M[\d.]+ [\d.]+v8)+$/.test(d));
  expect(ticks.flatMap((d) => d.match(/v8/g) ?? []).length).toBe(made.groups.reduce((sum, group) => sum + group.endpoints.PFS.censored.length, 0));
  const shown = [...body.matchAll(/>(\d+)<\/text>/g)].map((found) => Number(found[1])).slice(-2 * (made.groups[0]?.endpoints.PFS.atRisk.length ?? 0));
  expect(shown).toEqual(made.groups.flatMap((group) => group.endpoints.PFS.atRisk.map(({ n }) => n)));
  expect(body).toContain(`Hazard ratio ${made.comparison?.PFS.hazardRatio?.hazardRatio?.toFixed(2)}`);
});

test('files: what a footnote names, no mark-up out of anybody\'s words, the same in both themes, numbers as they are', () => {
  const made = source(given, { cutoff: '2024-12-31' as IsoDate });
  expect(figuresOf(made)).toEqual(['waterfall', 'spider', 'swimmer', 'pfs', 'os', 'ttp', 'response', 'enrolment']);
  for (const id of figuresOf(made)) {
    const [dark, print] = (['nadir-dark', 'nadir-print'] as const).map((theme) => figureSvg(id, made, { theme, at: '2026-11-21T10:11:12Z' }));
    expect(dark?.svg).not.toContain('<b>');
    const words = print?.svg.match(/<desc>([^]*)<\/desc>/)?.[1] ?? '';
    for (const part of ['5 randomised of 5 subjects enrolled', 'Evaluator: site read', 'PFS rule set: TRIAL', 'Data cut-off: 2024-12-31', 'protocol version 3', 'Made 2026-11-21 10:11 UTC', figureKinds[id].notes(made)[0]?.split(/[.,(]/)[0] ?? '?']) expect(words).toContain(part);
    const bare = (svg: string | undefined): string => (svg ?? '').replaceAll(/#[0-9A-F]{6}|opacity="[\d.]+"|nadir-(dark|print)/g, '');
    expect(bare(dark?.svg)).toBe(bare(print?.svg));
    expect(print?.svg).not.toMatch(/NaN|undefined|Infinity/);
  }
  expect(figureCsv('waterfall', made).split('\r\n').slice(0, 3)).toEqual(['subject,site,arm,best_change_pct,best_response,baseline_sum_mm', '"<b>&""1""",Halle,A,140,PD,50', 'S2,Halle,A,10,SD,50']);
  expect(figureCsv('swimmer', made)).toContain("'=S5,");
});

test('nobody, one subject, one arm, ten thousand subjects', () => {
  expect(figuresOf(source([]))).toEqual([]);
  for (const id of figuresOf(source(given.slice(1, 2), { by: 'none' }))) expect(figureSvg(id, source(given.slice(1, 2), { by: 'none' }), { theme: 'nadir-print', at: '2026-11-21T10:11:12Z' }).svg).not.toMatch(/NaN|undefined|Infinity/);
  const many = source(Array.from({ length: 3000 }, (_, at) => ({ code: `S${at}`, arm: at % 3 === 0 ? 'B' : 'A', pct: (at % 160) - 90, best: (['PR', 'SD', 'PD'] as const)[at % 3] ?? 'SD', days: 1 + (at % 700), event: at % 2 === 0 })));
  // A dozen elements, not one per subject: the window stays fluid.
  for (const id of figuresOf(many)) expect((figureKinds[id].draw(many, { ...space, mostLines: 400, rows: [1000, 40] }).body.match(/</g) ?? []).length).toBeLessThan(400);
  expect(figureKinds.spider.draw(many, { ...space, mostLines: 400 }).left).toMatch(/^375 of 3,000 lines drawn/);
  const window = figureKinds.swimmer.draw(many, { ...space, rows: [1000, 40] });
  expect([window.spots.ys.length, window.tell(0).title]).toEqual([40, swimmersOf(many)[1000]?.code]);
});

const longNames = ['Everolimus 10 mg once daily with octreotide LAR 30 mg every 28 days', 'Lanreotide Autogel 120 mg deep subcutaneous every 28 days', 'Capecitabine and temozolomide', 'Sunitinib 37.5 mg', 'Best supportive care'];
const someOf = (n: number, arms: readonly string[], share: number): Given[] => Array.from({ length: n }, (_, at) => ({ code: `DE-UNIKLINIK-HALLE-S-${at}`, arm: arms[at % arms.length] ?? '', pct: at % 7 === 0 ? null : ((at * 37) % 150) - 90, best: (['PR', 'SD', 'PD', 'NE'] as const)[at % 4] ?? 'SD', days: 30 + ((at * 53) % 600), event: (at * 29) % 100 < share }));
/** Every line of words with the room it takes, px of the file; turned ones are left out. */
const wordsOf = (svg: string): { readonly words: string; readonly left: number; readonly right: number }[] => {
  const [body = '', moved = '0'] = [svg.slice(svg.indexOf('</desc>')), svg.match(/translate\(([\d.]+) /)?.[1]];
  const end = body.indexOf('</g>');
  return [...body.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].flatMap(({ index, 1: attributes = '', 2: words = '' }) => {
    const of = (name: string): string | undefined => attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1];
    if (of('transform') !== undefined) return [];
    const from = Number(of('x')) + (index < end ? Number(moved) : 0);
    const wide = widthOf(words.replaceAll(/&\w+;/g, '&'), Number(of('font-size'))) * 0.9;
    const before = { start: 0, middle: wide / 2, end: wide }[of('text-anchor') ?? 'start'] ?? 0;
    return [{ words, left: from - before, right: from - before + wide }];
  });
};

test('one subject, no event, one arm, five arms with long names: all words inside, every arm with a look of its own', () => {
  const cases: readonly (readonly [string, FigureSource])[] = [
    ['one', source(given.slice(0, 1), { by: 'none' })], ['no event', source(someOf(30, ['A', 'B'], 0))], ['five arms', source(someOf(75, longNames, 70), { arms: longNames, reference: null })], ['one arm', source(someOf(20, ['A'], 60), { arms: ['A'] })],
  ];
  for (const [name, made] of cases) {
    for (const id of figuresOf(made)) {
      const { svg, width } = figureSvg(id, made, { theme: 'nadir-print', at: '2026-11-21T10:11:12Z' });
      expect(svg, `${name} ${id}`).not.toMatch(/NaN|undefined|Infinity/);
      expect(wordsOf(svg).length).toBeGreaterThan(3);
      expect(wordsOf(svg).filter(({ left, right }) => left < 0 || right > width), `${name} ${id}`).toEqual([]);
    }
  }
  const five = cases[2]?.[1] as FigureSource;
  const looks = [...figureKinds.waterfall.draw(five, space).body.matchAll(/<path d="M[\d. ]+h9v9h-9z" ([^>]*)\/>(?:<path d="M[\d. ]+h9v9h-9z" ([^>]*)\/>)?/g)].map((found) => `${found[1]} ${found[2] ?? ''}`);
  expect([looks.length, new Set(looks).size]).toEqual([5, 5]);
  const dashes = [...figureKinds.pfs.draw(five, space).body.matchAll(/fill="none" stroke="[^"]*" stroke-width="2"(?: stroke-dasharray="([^"]*)")?/g)].map((found) => found[1]);
  expect([dashes.length, new Set(dashes).size]).toEqual([5, 5]);
  for (const id of ['waterfall', 'spider', 'swimmer', 'pfs'] as const) expect(figureSvg(id, five, { theme: 'nadir-print', at: '2026-11-21T10:11:12Z' }).svg).toContain(longNames[0]);
});

test('the words of a Kaplan-Meier figure keep clear of its curves; what cannot be estimated is said with its reason', () => {
  const yOf = (made: FigureSource): number => Number(figureKinds.pfs.draw(made, space).body.match(/y="([\d.]+)"[^>]*>median /)?.[1]);
  const [falling, flat] = [source(Array.from({ length: 20 }, (_, at) => ({ code: `S${at}`, arm: at % 2 === 0 ? 'A' : 'B', pct: 10, best: 'SD' as const, days: 10 + 30 * at, event: true }))), source(someOf(30, ['A', 'B'], 0))];
  expect(yOf(falling)).toBeLessThan(60);
  // Nobody had an event: the curves lie along the top, the words at the bottom.
  expect(yOf(flat)).toBeGreaterThan(150);
  expect(figureKinds.pfs.draw(flat, space).body).toContain('Hazard ratio not estimable');
  expect(figureKinds.pfs.notes(flat).join(' ')).toContain('Hazard ratio of A to B not estimable: there is no event.');
  // Nobody was followed for six months: the curve that stays at 100 % is no estimate there.
  const short = source(someOf(30, ['A', 'B'], 0).map((one, at) => ({ ...one, days: 40 + at })));
  expect([flat, short].map((made) => /PFS at 6 months: 100\.0/.test(figureKinds.pfs.draw(made, space).body))).toEqual([true, false]);
  expect(figureKinds.pfs.notes(falling).join(' ')).toContain('20 events (A 10 of 10, B 10 of 10), 0 censored');
});

test('response is told by letters or by the form of a mark, not by colour alone', () => {
  const made = source();
  const letters = [...figureKinds.swimmer.draw(made, space).body.matchAll(/font-weight="600" text-anchor="end">([A-Z]+)</g)].map((found) => found[1]);
  expect(letters).toEqual(swimmersOf(made).map(({ best }) => best));
  // Circle for PR, triangle for SD, diamond for PD: at the ends of lines as in the legend.
  const marked = pathsOf(figureKinds.spider.draw(made, space).body);
  for (const form of [/^(M[\d. ]+a3 3 0[^z]*z)+$/, /^M[\d. ]+l3\.3 5\.94h-6\.6z$/, /^M[\d. ]+l3\.75 3\.75l-3\.75 3\.75/]) expect(marked.some((d) => form.test(d)), String(form)).toBe(true);
});

test('enrolment: cumulative by day of each group and of all, months marked, the same numbers in words', () => {
  const on = (made: FigureSource, days: readonly number[]): FigureSource => ({ ...made, subjects: made.subjects.map((one, at) => ({ ...one, origin: days[at] === undefined ? null : addDays(start, days[at]) })) });
  const made = on(source(), [0, 40, 40, 200]);
  expect(figureCsv('enrolment', made).trimEnd().split('\r\n').slice(1)).toEqual(['all,2024-01-01,1,1', 'all,2024-02-10,2,3', 'all,2024-07-19,1,4', 'A,2024-01-01,1,1', 'A,2024-02-10,1,2', 'B,2024-02-10,1,1', 'B,2024-07-19,1,2']);
  const { body, tell } = figureKinds.enrolment.draw(made, space);
  expect([...body.matchAll(/>(20\d\d-\d\d)</g)].map((found) => found[1])).toEqual(['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06', '2024-07']);
  expect(tell(1)).toMatchObject({ title: '2024-02-10', lines: ['3 subjects, 2 on this day', 'A 2', 'B 1'] });
  expect(figureKinds.enrolment.notes(made)[0]).toBe('4 subjects from 2024-01-01 to 2024-07-19, 0.6 a month. 1 subject not in the figure: no day to count from.');
});
