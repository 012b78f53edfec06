/** The worked example of the specification: its tabulation in, its ODM and its flat CSV out. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { create } from 'xmlbuilder2';
import { defaultExportConfig } from '../../casefile/index.ts';
import { sayNotRun, sharedPath } from '../../../test/fixtures/shared.ts';
import { flatCsv } from '../edc/flatCsv.ts';
import type { ExportConfig, ExportStudy } from '../model.ts';
import { readCsv } from '../table/readCsv.ts';
import type { DatasetRow } from '../tumourForms/index.ts';
import { odmSnapshot } from './snapshot.ts';

const examples = sharedPath('spec/interop-data/examples');
const validator = sharedPath('tools/validate/bin/validate-odm.sh');
if (!examples) sayNotRun('ODM and EDC file against the worked example');
const hasTools = spawnSync('xmllint', ['--version']).status === 0 && spawnSync('/usr/bin/python3', ['-c', 'import lxml']).status === 0;
if (!hasTools) console.info('Not run: ODM against its schema (Debian packages libxml2-utils and python3-lxml).');
const folder = mkdtempSync(path.join(tmpdir(), 'nadir-odm-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const table = (name: string): readonly DatasetRow[] => {
  const { header, rows } = readCsv(readFileSync(path.join(examples ?? '', name), 'utf8'));
  return rows.map(({ cells }) => Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])));
};
const datasets = () => ({ tu: table('tu.csv'), tr: table('tr.csv'), rs: table('rs.csv') });
const visits = ['SCREENING', 'WEEK 6', 'WEEK 12', 'WEEK 18'].map((name, at) => ({ index: at, number: at + 1, name, plannedDay: null }));
const study = (config: Partial<ExportConfig> = {}): ExportStudy => ({
  code: 'ONC-101', title: 'RECIST 1.1 independent review', isDouble: true, isDemo: false, protocol: { recordingDecimals: 1 }, config: { ...defaultExportConfig, ...config }, visits, createdAt: '2026-05-20T12:00:00.000Z', asOf: '2026-05-20T11:58:03.000Z',
  versions: { product: '1', engine: '1', study: 1 }, subjects: [{ code: '0001-001', siteCode: '0001', usubjid: 'ONC-101-0001-001', reads: [] }],
} as unknown as ExportStudy);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const snapshot = (config?: Partial<ExportConfig>): Uint8Array => odmSnapshot(study(config), datasets(), [], sha256);

type XmlNode = { readonly nodeName: string; readonly children: Iterable<XmlNode>; getAttribute(name: string): string | null; getElementsByTagName(name: string): Iterable<XmlNode> };
/** Event, form, group, line and item of every value. */
function valuesOf(xml: string): readonly string[] {
  const root = create(xml).root().node as unknown as XmlNode;
  return [...root.getElementsByTagName('StudyEventData')].flatMap((event) => [...event.getElementsByTagName('FormData')].flatMap((form) => [...form.getElementsByTagName('ItemGroupData')].flatMap((group) =>
    [...group.getElementsByTagName('ItemData')].map((item) => [event.getAttribute('StudyEventOID'), form.getAttribute('FormOID')?.replace('.R1', ''), group.getAttribute('ItemGroupOID'), group.getAttribute('ItemGroupRepeatKey'), item.getAttribute('ItemOID'), item.getAttribute('Value')].join(' ')))));
}
/** What the example leaves out: the method and day of lines that are not targets. */
const beyondExample = /I\.TRDTC2 /;

describe.skipIf(!examples)('the worked example', () => {
  test('ODM holds every value of the example in the same place, and validates', () => {
    const bytes = snapshot();
    const wanted = valuesOf(readFileSync(path.join(examples ?? '', 'odm-1.3.2.xml'), 'utf8'));
    expect(wanted.length).toBeGreaterThan(90);
    expect(valuesOf(new TextDecoder().decode(bytes)).filter((one) => !beyondExample.test(one))).toEqual(wanted);
    expect(bytes).toEqual(snapshot());
    expect(valid(bytes)).toEqual('');
  });

  test('the flat CSV is the example, byte for byte', () => {
    const given = readFileSync(path.join(examples ?? '', 'edc-flat.csv'), 'utf8').replaceAll(/\r?\n/g, '\r\n');
    expect(new TextDecoder().decode(flatCsv(study(), datasets()).bytes)).toBe(given);
  });

  test('the mapping of a receiving system renames, codes and orders; what it forgets is refused by name', () => {
    const items = { ...Object.fromEntries(['TULNKID', 'TUORRES', 'TULOC', 'TULAT', 'TUMETHOD', 'TUDTC', 'TRLNKID', 'TSTM', 'TRSTAT', 'TRREASND', 'TRDTC', 'TRLNKID2', 'TUMSTATE', 'TRSTAT2', 'TRREASND2', 'TRDTC2', 'SUMDIAM', 'PCBSD', 'PCNSD', 'NTRGRESP', 'NEWLPROG', 'OVRLRESP', 'SYMPTDTR', 'READER', 'READSTAT', 'SIGNDTC', 'SWVER', 'ENGVER'].map((name) => [`I.${name}`, 'ignore' as const])),
      'I.CALCRESP': 'ignore' as const, 'I.OVRRSN': 'ignore' as const, 'I.ASGNRESP': 'ignore' as const, 'I.DIAMETER2': 'ignore' as const, 'I.SYMPTDTC': 'ignore' as const, ...Object.fromEntries(['ADJRESP', 'ADJREAD', 'ADJPDDTC', 'ADJRSN', 'ADJDTC'].map((name) => [`I.${name}`, 'ignore' as const])), 'I.DIAMETER': { to: 'LD', decimals: 1 }, 'I.TRGRESP': { to: 'TRG', values: { PR: '2', PD: '4' } }, 'I.RSDTC': { to: 'RSDAT', dates: 'ddMMMyyyy' as const } };
    const mapping = { items, subjectKey: '{site}/{subject}', sites: { '0001': 'BERLIN' }, columns: [{ from: 'SUBJECT', to: 'Subj' }, { from: 'DIAMETER_MM', to: 'LD', decimals: 1, empty: '.' }, { from: 'RESP_DATE', to: 'Day', dates: 'dd/MM/yyyy' as const }] };
    expect(() => flatCsv(study({ mapping }), datasets())).toThrow(/says nothing of STUDY, SITE/);
    const ignoredColumns = ['STUDY', 'SITE', 'FOLDER', 'FOLDER_SEQ', 'FORM', 'RECORD_POSITION', 'READER', 'LESION_ID', 'CATEGORY', 'LOCATION', 'LATERALITY', 'METHOD', 'SCAN_DATE', 'TOO_SMALL', 'STATE', 'NOT_DONE', 'REASON', 'SUM_MM', 'PCT_BASELINE', 'PCT_NADIR', 'TARGET_RESP', 'NONTARGET_RESP', 'NEW_LESION', 'OVERALL_RESP'];
    const rows = new TextDecoder().decode(flatCsv(study({ mapping: { ...mapping, ignoredColumns } }), datasets()).bytes).split('\r\n');
    expect([rows[0], rows[1], rows[10]]).toEqual(['Subj,LD,Day', '0001/0001-001,40.0,', '0001/0001-001,.,19/02/2026']);
    const bytes = snapshot({ mapping });
    expect(valuesOf(new TextDecoder().decode(bytes))).toEqual(expect.arrayContaining(['SE.WEEK6 F.TR IG.TRT 1 LD 26.0', 'SE.WEEK6 F.RS IG.RS  TRG 2', 'SE.WEEK6 F.RS IG.RS  RSDAT 19 Feb 2026']));
    expect(valid(bytes)).toEqual('');
    const { 'I.TRGRESP': _forgotten, ...without } = items;
    expect(() => snapshot({ mapping: { ...mapping, items: without } })).toThrow(/no item for I\.TRGRESP/);
    expect(() => snapshot({ mapping: { ...mapping, items: { ...items, 'I.TRGRESP': { to: 'TRG', values: { PR: '2' } } } } })).toThrow(/no code for “PD”/);
  });
});

/** What the independent validator says against the file; empty when nothing, or when it is not installed. */
function valid(bytes: Uint8Array): string {
  if (!validator || !hasTools) return '';
  const file = path.join(folder, 'odm.xml');
  writeFileSync(file, bytes);
  const { status, stdout } = spawnSync('bash', [validator, file], { encoding: 'utf8' });
  return status === 0 ? '' : stdout;
}
