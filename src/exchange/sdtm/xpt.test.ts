import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { datasetOf, type SdtmRow } from './dataset.ts';
import { putIbmDouble } from './ibmFloat.ts';
import { cleanText, piecesOf, toAscii } from './text.ts';
import { datasetPlans } from './variables.ts';
import { writeXpt } from './xpt.ts';

/** CommonJS with a default export. */
const { default: Library } = createRequire(import.meta.url)('xport-js') as { default: new (file: string) => { read(options: object): AsyncIterable<Readonly<Record<string, unknown>>> } };
const created = '2026-05-20T11:58:03.000Z';
const row = (seq: number, changes: SdtmRow = {}): SdtmRow =>
  ({ STUDYID: 'S', DOMAIN: 'TR', USUBJID: 'S-1', TRSEQ: seq, TRTESTCD: 'DIAMETER', TRTEST: 'Diameter', TRORRES: '1', TRSTRESC: '1', TRSTRESN: seq, TRSTRESU: 'mm', TREVAL: 'INVESTIGATOR', VISITNUM: 1, TRDTC: '2026-01-01', ...changes });
const fileOf = (rows: readonly SdtmRow[]): Uint8Array => writeXpt(datasetOf(datasetPlans.TR, rows), created);

const hex = (value: number | null): string => {
  const view = new DataView(new ArrayBuffer(8));
  putIbmDouble(view, 0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0').toUpperCase();
};

describe('IBM doubles', () => {
  // interoperability 1.7, test vectors
  it.each([
    [1, '4110000000000000'], [-1, 'C110000000000000'], [5, '4150000000000000'], [100, '4264000000000000'], [32.32, '422051EB851EB852'], [-46.3, 'C22E4CCCCCCCCCCC'], [17.25, '4211400000000000'], [26.5, '421A800000000000'],
    [-35, 'C223000000000000'], [0.1, '401999999999999A'], [0.001, '3E4189374BC6A7F0'], [null, '2E00000000000000'], [0, '0000000000000000'],
  ])('%s', (value, bytes) => { expect(hex(value)).toBe(bytes); });

  it('refuses what the format cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e80, 5e-324]) expect(() => hex(value)).toThrow(/cannot be written to a SAS transport file/);
  });
});

describe('transport files', () => {
  it('xport-js reads every value back, numbers to the bit, from rows that end anywhere in a record', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'nadir-xpt-'));
    try {
      const values = [0.1, 32.32, -46.3, 1e-7, 123456.7891, 0, -0.05, 80, 1 / 3, 2 ** 40 + 0.5];
      for (const count of [1, 2, 7, values.length]) {
        const rows = values.slice(0, count).map((value, index) => row(index + 1, { TRSTRESN: value, TRORRES: `=${value}`, VISITNUM: index % 2 === 0 ? null : 3.1 }));
        const file = path.join(folder, `${count}.xpt`);
        const bytes = fileOf(rows);
        expect(bytes.length % 80).toBe(0);
        writeFileSync(file, bytes);
        const read: Readonly<Record<string, unknown>>[] = [];
        for await (const one of new Library(file).read({ rowFormat: 'object', skipHeader: true })) read.push(one);
        expect(read.map(({ TRSEQ, TRSTRESN, TRORRES, VISITNUM }) => [TRSEQ, TRSTRESN, TRORRES, VISITNUM])).toEqual(rows.map(({ TRSEQ, TRSTRESN, TRORRES, VISITNUM }) => [TRSEQ, TRSTRESN, TRORRES, VISITNUM]));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('holds ASCII alone, and refuses a text that does not fit instead of cutting it', () => {
    const bytes = fileOf([row(1, { TRREASND: 'Größe ≥ 10 mm, 肝' })]);
    expect(Buffer.from(bytes).toString('latin1')).toContain('Grosse >= 10 mm, ?');
    expect(() => fileOf([row(1, { TRREASND: 'x'.repeat(201) })])).toThrow(/TR: a value of TRREASND has 201 characters/);
  });
});

describe('text', () => {
  it('is free of what no file takes, and whole in its pieces', () => {
    expect([cleanText('  a\u0000b\r\n\tc\u202e '), cleanText(' . '), cleanText(''), cleanText(null), cleanText('=1+1')]).toEqual(['a b c', null, null, null, '=1+1']);
    const text = cleanText(`${'Läsion größer '.repeat(40)}${'ß'.repeat(150)}`) ?? '';
    const pieces = piecesOf(text);
    expect(pieces.every((piece) => toAscii(piece).length <= 200)).toBe(true);
    expect(pieces.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});
