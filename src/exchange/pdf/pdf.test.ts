import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyStudy, hashOf, oddStudy, scripts, signedStudy } from '../../../test/fixtures/reportCases.ts';
import type { StudyAnalysisReply } from '../../casefile/index.ts';
import type { IsoDate } from '../../common/index.ts';
import { analyseStudy, type AnalysedRead, type AnalysedSubject, type AnalysisOptions } from '../../endpoints/index.ts';
import { figureKinds, figuresOf, percent, themes } from '../../figures/index.ts';
import { reportFonts } from '../../host/figurePictures/reportFonts.ts';
import { formatMm } from '../../recist/index.ts';
import type { ExportFile, ExportPorts, ExportStudy } from '../model.ts';
import { writePdf } from './index.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-pdf-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Four coloured squares in place of an image. */
const picture = { width: 8, height: 8, png: new Uint8Array(), rgb: Uint8Array.from({ length: 192 }, (_, at) => (at * 37) % 256) };
const ports = (withPictures: boolean): ExportPorts => ({ picture: async () => (withPictures ? picture : null), image: async () => null, fonts: reportFonts, analysis: async () => null });

async function filesOf(study: ExportStudy, withPictures = true): Promise<readonly ExportFile[]> {
  const files: ExportFile[] = [];
  for await (const file of writePdf(study, ports(withPictures))) files.push(file);
  return files;
}
/** Made once: most tests only read them. */
const made = new Map<string, Promise<readonly ExportFile[]>>();
function once(name: string, study: () => ExportStudy, withPictures = true): Promise<readonly ExportFile[]> {
  const known = made.get(name) ?? filesOf(study(), withPictures);
  made.set(name, known);
  return known;
}
const signed = (): Promise<readonly ExportFile[]> => once('signed', signedStudy);
const odd = (): Promise<readonly ExportFile[]> => once('odd', oddStudy, false);
const wholeRead = (files: readonly ExportFile[]): Uint8Array => files.find((file) => /-site\.pdf$/.test(file.path))?.bytes ?? new Uint8Array();

const poppler = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.info('Not run: reports read by pdftotext and pdfinfo (poppler-utils is not installed).');
    return false;
  }
})();
function read(program: 'pdftotext' | 'pdfinfo' | 'pdffonts', bytes: Uint8Array, ...options: readonly string[]): string {
  const file = path.join(folder, 'report.pdf');
  writeFileSync(file, bytes);
  return execFileSync(program, [...options, file, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' });
}
const flat = (words: string): string => words.replaceAll(/\s+/g, ' ');
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('PDF reports', () => {
  it('are the same byte for byte of the same facts, and hold no instant but that of the facts', async () => {
    const [first, again] = [await signed(), await filesOf(JSON.parse(JSON.stringify(signedStudy())) as ExportStudy)];
    expect(again.map((file) => [file.path, Buffer.from(file.bytes).equals(Buffer.from(first.find((one) => one.path === file.path)?.bytes ?? []))])).toEqual(first.map((file) => [file.path, true]));
    expect(latin(wholeRead(first))).toContain('D:20260520115803Z');
    expect(latin(wholeRead(first))).not.toContain(`D:${new Date().getUTCFullYear()}${String(new Date().getUTCMonth() + 1).padStart(2, '0')}${String(new Date().getUTCDate()).padStart(2, '0')}`);
  });

  it('come for every read and every timepoint of it; a subject of whom nothing is read has one that says so', async () => {
    expect((await signed()).map(({ path: name }) => name)).toEqual([...[0, 1, 2, 3, 4].map((index) => `pdf/04-0117/04-0117-site-TP${index}.pdf`), 'pdf/04-0117/04-0117-site.pdf']);
    expect((await filesOf(emptyStudy())).map(({ path: name }) => name)).toEqual(['pdf/P-01/P-01-site.pdf']);
  });

  it('another fact gives other bytes', async () => {
    const study = signedStudy();
    const [subject] = study.subjects;
    const changed: ExportStudy = { ...study, subjects: subject ? [{ ...subject, audit: subject.audit.map((one) => ({ ...one, hash: hashOf(5) })) }] : [] };
    expect(Buffer.from(wholeRead(await filesOf(changed))).equals(Buffer.from(wholeRead(await signed())))).toBe(false);
  });

  it('name the file in XML that holds whatever a study is called', async () => {
    const [, metadata] = /(<x:xmpmeta[\s\S]*<\/x:xmpmeta>)/.exec(Buffer.from(wholeRead(await odd())).toString('utf8')) ?? [];
    expect(metadata).toContain('Case report A&amp;B &lt;&quot;ΩΣ&quot;&gt;');
    expect(metadata).toContain('<pdfaid:part>2</pdfaid:part>');
  });
});

/** What a page draws, as text: every stream that has marked content. */
function pagesOf(bytes: Uint8Array): readonly string[] {
  const [file, pages] = [Buffer.from(bytes), []] as [Buffer, string[]];
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 7)) {
    if (file.subarray(at - 3, at).toString() === 'end' || file[at + 7] !== 0x78) continue;
    const text = inflateSync(file.subarray(at + 7, file.indexOf('\nendstream', at))).toString('latin1');
    if (/ B[DM]C$/m.test(text)) pages.push(text);
  }
  return pages;
}

it.each([['signed, with pictures', signed], ['long, in many scripts', odd]] as const)('everything that is painted belongs to the structure tree or is marked as no content: %s', async (_what, files) => {
  const pages = pagesOf(wholeRead(await files()));
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) {
    let open = 0;
    const outside = page.split('\n').filter((line) => {
      open += / B[DM]C$/.test(line) ? 1 : line === 'EMC' ? -1 : 0;
      return open === 0 && /(^|\s)(Tj|TJ|f|S|B|Do)$/.test(line);
    });
    expect(outside).toEqual([]);
    expect(open).toBe(0);
  }
});

describe.skipIf(!poppler)('PDF reports as other programs read them', () => {
  it('a signed read: values, sums, responses with rules, signatures whole, the audit digest, page x of y', async () => {
    const study = signedStudy();
    const bytes = wholeRead(await signed());
    const words = flat(read('pdftotext', bytes, '-layout'));
    const result = study.subjects[0]?.reads[0]?.result;
    expect(result?.timepoints).toHaveLength(4);
    for (const one of result?.timepoints ?? []) {
      expect(words).toContain(formatMm(one.sum ?? Number.NaN));
      for (const rule of one.rules) expect(words).toContain(rule);
    }
    const signatures = flat(read('pdftotext', bytes)).replaceAll(' ', '');
    for (const seed of [1, 11, 21, 31, 41, 42, 99]) expect(signatures, `hash ${seed}`).toContain(hashOf(seed));
    expect(signatures).toContain(hashOf(143));
    for (const said of ['SIGNED', 'Subject 04-0117', 'Dr Miriam Keller', 'Reader assessment', '2024-09-01 10:42:17 UTC', 'Amended: T2 was measured on the wrong slice', 'Dr Ana Ruiz', 'Date confirmed', 'Series 4 has motion at the dome', 'Is this the same lesion?', 'For research use. Not a medical device.', '2024-08-29']) expect(words, said).toContain(said);
    const pages = Number(/Pages:\s+(\d+)/.exec(read('pdfinfo', bytes))?.[1]);
    expect(words).toContain(`Page ${pages} of ${pages}`);
    expect(words).not.toContain('DRAFT');
  });

  it('a read that is not signed says so on every page', async () => {
    const bytes = wholeRead(await odd());
    const pages = read('pdftotext', bytes).split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages[0]).toContain('DRAFT, NOT SIGNED');
    expect(pages.slice(1).filter((page) => !page.includes('Draft, not signed'))).toEqual([]);
  });

  it('nothing is lost: every script, signs without a glyph, fifteen timepoints, a sentence longer than a page', async () => {
    const bytes = wholeRead(await odd());
    const words = flat(read('pdftotext', bytes));
    const together = words.replaceAll(' ', '');
    expect(together).toContain(scripts.known.normalize('NFC').replaceAll(' ', ''));
    for (const sign of ['王小明', '肝', '😀']) expect(together, sign).toContain(sign);
    expect(words).toContain('The end of it.');
    for (let at = 1; at < 15; at += 1) expect(words).toContain(`TP${at} `);
    expect(words).toContain('not in the database');
  });

  it('is tagged: headings, table heads and cells, figures with words, no text outside the tree; every font is embedded', async () => {
    const bytes = wholeRead(await signed());
    expect(read('pdfinfo', bytes)).toMatch(/Tagged:\s+yes/);
    const tree = read('pdfinfo', bytes, '-struct');
    for (const node of ['Document', 'Sect "Signatures"', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure']) expect(tree, node).toMatch(new RegExp(`^\\s*${node}`, 'm'));
    const fonts = read('pdffonts', bytes).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.filter((line) => !/ yes +yes +yes /.test(line))).toEqual([]);
  });
});

describe.skipIf(!poppler)('the study report', () => {
  const best = ['PD', 'SD', 'PR', 'NON-CR/NON-PD', 'NE'] as const;
  function analysed(at: number): AnalysedSubject {
    const [start, response] = ['2024-01-01' as IsoDate, best[at % best.length] ?? 'NE'];
    const both = <T>(value: T): { readonly unconfirmed: T; readonly confirmed: T } => ({ unconfirmed: value, confirmed: value });
    const time = { event: at % 2 === 0, date: start, days: 30 * (at + 1), reason: at % 2 === 0 ? 'progression' : 'lastEvaluableAssessment' };
    const pct = response === 'NE' ? null : 40 - 30 * (at % 4);
    const site: AnalysedRead = {
      origin: start, baselineDate: start, baselineSumMm: 50, timepoints: pct === null ? [] : [{ id: `${at}-1`, date: '2024-03-01' as IsoDate, performed: true, sumMm: 50, pct, pctFromNadir: 0, overall: response }],
      best: both({ response, date: start }), bestPct: pct, progression: null, response: both(null), benefit: both(false), PFS: { TRIAL: time }, TTP: { TRIAL: time }, OS: time, DOR: both({ TRIAL: null }),
    };
    return { id: `id${at}`, code: `S-${at}`, site: 'Halle', arm: at % 2 === 0 ? 'Everolimus' : 'Κοντρόλ', facts: {}, reads: { site }, accepted: 'site', visits: { all: 1, missed: 0, read: 1, signed: 1 }, central: null, pairs: { readers: null, siteCentral: null } };
  }
  const options: AnalysisOptions = { read: 'accepted', rules: 'TRIAL', confirmed: false, by: 'arm', arm: null, site: null, cutoff: null, unit: 'month', at: [6], reference: null, ties: 'efron', confidence: 0.95, arms: ['Everolimus', 'Κοντρόλ'], dcrIncludeNonCrNonPd: false };
  const sourceOf = (subjects: number): StudyAnalysisReply => ({
    study: { id: 'study' as ExportStudy['studyId'], code: 'NEC-M02', title: 'A study', isDemo: false, isDouble: false, primaryEndpoint: 'PFS', protocolVersion: 1, timeOrigin: 'randomisation', ttpOrigin: 'randomisation' }, choices: { reads: ['accepted'], rules: ['TRIAL'], arms: options.arms, sites: ['Halle'] },
    engineVersion: 'e1', programVersion: 'p1', ...analyseStudy(Array.from({ length: subjects }, (_, at) => analysed(at)), options),
  });
  const reportOf = async (study: ExportStudy, subjects: number): Promise<Uint8Array | undefined> => {
    for await (const file of writePdf(study, { ...ports(false), analysis: async () => sourceOf(subjects) })) if (file.path === 'pdf/study-report.pdf') return file.bytes;
    return undefined;
  };

  it('has every figure of the page with its words in it, rates as the analysis has them, all subjects of a swimmer over its pages', async () => {
    const source = sourceOf(130);
    const bytes = await reportOf(emptyStudy(), 130);
    const words = flat(read('pdftotext', bytes ?? new Uint8Array()));
    for (const id of figuresOf(source)) expect(words, id).toContain(figureKinds[id].title(source));
    for (const { ORR, DCR } of [source.whole, ...source.groups]) for (const one of [ORR, DCR]) expect(words).toContain(flat(percent(one.rate ?? Number.NaN)));
    for (const said of ['Time on study, 1 of 3', 'Time on study, 3 of 3', 'S-0', 'S-129', 'at risk', '+20\u2009%', 'Κοντρόλ', 'Population: 130 subjects enrolled']) expect(words, said).toContain(flat(said));
    expect(words).not.toContain('NaN');
    expect(Buffer.from(await reportOf(emptyStudy(), 130) ?? []).equals(Buffer.from(bytes ?? []))).toBe(true);
  });

  it('names the last signature of every subject, and who has none', async () => {
    const study = signedStudy();
    const signedBy = (words: string): string => flat(words).replaceAll(' ', '');
    const words = read('pdftotext', (await reportOf(study, 2)) ?? new Uint8Array());
    for (const said of ['Dr Miriam Keller', 'Reader assessment', 'Date confirmed', 'Dr Ana Ruiz']) expect(flat(words), said).toContain(said);
    const confirmed = study.subjects[0]?.confirmation?.history.at(-1);
    expect(confirmed).toBeDefined();
    expect(signedBy(words)).toContain(confirmed?.contentHash);
    const unsigned = { ...study, subjects: study.subjects.map((subject) => ({ ...subject, confirmation: null, reads: subject.reads.map((one) => ({ ...one, case: { ...one.case, signOffs: {} } })) })) };
    expect(flat(read('pdftotext', (await reportOf(unsigned, 2)) ?? new Uint8Array()))).toContain('Not signed');
  });

  it('draws all that figures are made of', () => {
    const source = sourceOf(70);
    const bodies = figuresOf(source).map((id) => figureKinds[id].draw(source, { width: 700, height: 400, text: 1, theme: themes['nadir-print'], mostLines: null }).body).join('');
    const used = [...bodies.matchAll(/<([a-z]+)((?: [\w-]+="[^"]*")*)/g)].flatMap(([, name, attributes]) => [name, ...[...(attributes ?? '').matchAll(/ ([\w-]+)="(?:(translate|rotate|scale|matrix|skew)\()?/g)].map(([, key, way]) => `${key}${way === undefined ? '' : ` ${way}`}`)]);
    expect(used).toEqual(expect.arrayContaining(['path', 'text', 'line', 'transform rotate']));
    const drawn = ['defs', 'pattern', 'rect', 'line', 'text', 'path', 'g', 'id', 'patternUnits', 'patternTransform rotate', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'd', 'rx', 'width', 'height', 'fill', 'fill-opacity', 'opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'transform rotate', 'transform translate'];
    expect([...new Set(used)].filter((one) => one !== undefined && !drawn.includes(one))).toEqual([]);
  });

  it('stands with one subject, and is of the whole study only', async () => {
    expect((await reportOf(emptyStudy(), 1))?.length).toBeGreaterThan(10_000);
    expect(await reportOf({ ...emptyStudy(), scope: { reads: 'all', subjects: ['P-01'], readers: null } }, 1)).toBeUndefined();
  });
});

it('the licences of the embedded fonts lie beside them', () => {
  const folderOf = path.join(import.meta.dirname, '../../host/figurePictures/fonts');
  for (const name of ['OFL.txt', 'OFL-JetBrainsMono.txt']) expect(readFileSync(path.join(folderOf, name), 'utf8')).toContain('SIL OPEN FONT LICENSE');
});
