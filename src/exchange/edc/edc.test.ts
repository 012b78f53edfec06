/** What the worked example does not have: amendments, splits, merges, overrides, adjudication, codes and characters of other systems. */
import { describe, expect, test } from 'vitest';
import { defaultExportConfig, exportedVisit, exportProblems, usubjidOf, type StudyProtocol } from '../../casefile/index.ts';
import type { ExportConfig, ExportStudy } from '../model.ts';
import { odmSnapshot } from '../odm/snapshot.ts';
import { studyForms, type DatasetRow } from '../tumourForms/index.ts';
import { flatCsv } from './flatCsv.ts';
import { withDecimals, writtenDate } from './mappedValue.ts';

const lesion = (id: string, role: 'target' | 'nonTarget' | 'new', label: string) => ({ id, role, label });
/** T2 was added to the baseline by an amendment, after the new lesion had been recorded, when the clock had been put back: its id says it was first, the chain that it was last. */
const lesions = [lesion('01', 'target', 'T1'), lesion('00', 'target', 'T2'), lesion('02', 'nonTarget', 'N1'), lesion('03', 'new', 'X1')];
const study = (config: Partial<ExportConfig> = {}, subject: object = {}): ExportStudy => ({
  code: 'S-1', title: 'Study', isDouble: true, protocol: { recordingDecimals: 1 }, config: { ...defaultExportConfig, ...config }, createdAt: '2026-05-20T12:00:00.000Z', asOf: '2026-05-20T12:00:00.000Z',
  versions: { product: '1', engine: '1', study: 1 }, visits: [{ index: 0, number: 0, name: 'BASELINE', plannedDay: 0 }, { index: 1.1, number: 1.1, name: 'UNSCHEDULED 1.1', plannedDay: null }],
  subjects: [{ code: '=1+1', siteCode: 'Łódź', usubjid: 'S-1-01', adjudication: null, reads: [{ evaluator: 'investigator', readerNumber: null, readerName: null, lastSigned: null, lesionOrder: ['01', '02', '03', '00'], case: { lesions, timepoints: [], signOffs: {} } }], ...subject }],
} as unknown as ExportStudy);

const common = { USUBJID: 'S-1-01', VISITNUM: 1.1, VISIT: 'UNSCHEDULED 1.1' };
const tu = (id: string, category: string): DatasetRow => ({ ...common, VISITNUM: 0, VISIT: 'BASELINE', TUSPID: id, TULNKID: id, TUSTRESC: category, TULOC: 'LIVER', TUEVAL: 'INVESTIGATOR' });
const tr = (id: string, category: string, test: string, value: string, more: DatasetRow = {}): DatasetRow => ({ ...common, TRSPID: id, TRLNKID: id, TRGRPID: category, TRTESTCD: test, TRORRES: value, TRSTRESC: value, TREVAL: 'INVESTIGATOR', TRDTC: '2026-02-19', ...more });
const rs = (test: string, value: string, more: DatasetRow = {}): DatasetRow => ({ ...common, RSTESTCD: test, RSORRES: value, RSSTRESC: value, RSEVAL: 'INVESTIGATOR', RSDTC: '2026-02-19', RSSEQ: 7, ...more });
const rows = {
  tu: [tu('T01', 'TARGET'), tu('T02', 'TARGET'), tu('NT01', 'NON-TARGET'), tu('NEW01', 'NEW')],
  tr: [
    tr('T01.1', 'TARGET', 'DIAMETER', '12'), tr('T01.2', 'TARGET', 'DIAMETER', '5', { TRORRES: 'TOO SMALL TO MEASURE' }), tr('T01/T02', 'TARGET', 'LPERP', '31.5'), tr('T02', 'TARGET', 'TUMSTATE', 'TUMOR MERGED'),
    tr('NT01', 'NON-TARGET', 'TUMSTATE', '', { TRSTAT: 'NOT DONE', TRREASND: 'SCAN NOT PERFORMED', TRDTC: null }), tr('NEW01', 'NEW', 'TUMSTATE', 'UNEQUIVOCAL'), tr('NEW01', 'NEW', 'DIAMETER', '14.2'),
  ],
  rs: [rs('OVRLRESP', 'SD'), rs('SYMPTDTR', 'PD', { VISITNUM: null, VISIT: null, RSORRES: 'Weight loss', RSDTC: '2026-03-01' }), rs('BESTRESP', 'PR', { VISITNUM: null, VISIT: null, RSEVAL: 'INDEPENDENT ASSESSOR', RSEVALID: 'ADJUDICATOR 1' })],
  supprs: [{ USUBJID: 'S-1-01', IDVARVAL: '7', QNAM: 'CALCRESP', QVAL: 'PR' }, { USUBJID: 'S-1-01', IDVARVAL: '7', QNAM: 'OVRRSN', QVAL: 'Growth is' }, { USUBJID: 'S-1-01', IDVARVAL: '7', QNAM: 'OVRRSN1', QVAL: 'haemorrhage' }],
};

describe('forms of a visit', () => {
  test('lines keep their number: what an amendment adds comes last; fragments and merged lesions have their own', () => {
    const [forms] = [...studyForms(study(), rows)];
    const [baseline, later] = forms?.visits ?? [];
    expect(baseline?.identified.map(({ link, key }) => [link, key])).toEqual([['T01', 1], ['NT01', 2], ['NEW01', 3], ['T02', 4]]);
    expect(later?.measured.map(({ link, key, diameterMm, tooSmall }) => [link, key, diameterMm, tooSmall])).toEqual([['T01.1', 101, '12', false], ['T01.2', 102, '5', true], ['T01/T02', 20_102, '31.5', false]]);
    expect(later?.states.map(({ link, key, state, notDone, reason, diameterMm }) => [link, key, state, notDone, reason, diameterMm])).toEqual([
      ['NT01', 1, null, true, 'SCAN NOT PERFORMED', null], ['NEW01', 2, 'UNEQUIVOCAL', false, null, '14.2'], ['T02', 1004, 'TUMOR MERGED', false, null, null],
    ]);
    expect(later?.qualifiers).toEqual({ CALCRESP: 'PR', OVRRSN: 'Growth is haemorrhage' });
  });

  test('rows of somebody whom the export does not have stop it', () => {
    expect(() => [...studyForms(study({}, { usubjid: 'S-1-02' }), rows)]).toThrow(/rows of S-1-01, whom the export does not have/);
  });

  test('the subject as a whole has an event of its own, with the decision under its signature', () => {
    const decision = { accepted: 'reader2', by: 'Ä <Arbiter>', at: '2026-04-01T08:00:00.000Z', reason: 'Same slice & window', outcome: { bor: 'PR', progressionDate: null } };
    const xml = new TextDecoder().decode(odmSnapshot(study({}, { adjudication: { state: 'decided', decisions: [decision] } }), rows, [], () => 'abcdef0123456789ff'));
    expect(xml).toContain('FileOID="S-1.SNAPSHOT.ABCDEF0123456789"');
    for (const part of ['<FullName>Ä &lt;Arbiter&gt;</FullName>', 'ItemOID="I.SYMPTDTR" Value="Weight loss"', 'ItemOID="I.ADJRSN" Value="Same slice &amp; window"', 'ItemOID="I.ADJREAD" Value="R2"', 'OID="SE.UNSCHEDULED1.1"', 'SubjectKey="=1+1"', 'LocationOID="L.SITE._141_f3d_17a"']) expect(xml).toContain(part);
  });
});

describe('the flat file', () => {
  test('goes to a program: text stays as it is', () => {
    const lines = new TextDecoder().decode(flatCsv(study(), rows).bytes).split('\r\n');
    expect(lines.find((line) => line.includes('NEW01'))).toBe('S-1,Łódź,=1+1,UNSCHEDULED 1.1,1.1,LESION,3,INVESTIGATOR,NEW01,NEW,LIVER,,,2026-02-19,14.2,,UNEQUIVOCAL,,,,,,,,,,');
  });

  test('Windows-1252 has what it has, and names what it has not', () => {
    const bytes = flatCsv(study({ flatEncoding: 'windows-1252', flatDates: 'dd/MM/yyyy' }, { siteCode: '€ – Köln' }), rows).bytes;
    expect(new TextDecoder('windows-1252').decode(bytes)).toContain('S-1,€ – Köln,=1+1,UNSCHEDULED 1.1,1.1,LESION,3,INVESTIGATOR,NEW01,NEW,LIVER,,,19/02/2026');
    expect(() => flatCsv(study({ flatEncoding: 'windows-1252' }), rows)).toThrow('“Ł” in line 2 of the flat CSV cannot be written in Windows-1252. Choose UTF-8 in the study\'s export settings.');
    expect([...flatCsv(study({ flatEncoding: 'utf-8-bom' }), rows).bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test.each([['40', 1, '40.0'], ['-46.3', 1, '-46.3'], ['0.25', 1, '0.25'], ['7', 0, '7']])('%s with %i decimals is %s', (value, decimals, written) => { expect(withDecimals(value, decimals)).toBe(written); });
  test.each([['iso', '2026-02-19'], ['ddMMMyyyy', '19 Feb 2026'], ['dd/MM/yyyy', '19/02/2026']] as const)('%s: %s', (format, written) => { expect(writtenDate('2026-02-19', format)).toBe(written); });
});

describe('the configuration of exports', () => {
  const plan: Pick<StudyProtocol, 'visits'> = { visits: { visits: [{ name: 'Baseline', day: 0, windowBeforeDays: 28, windowAfterDays: 0 }, { name: 'Wk 8', day: 56, windowBeforeDays: 7, windowAfterDays: 7 }], then: { everyDays: 56, windowDays: 7 } } };
  test('visits are named by the plan, by their number where none is planned, by the map before both', () => {
    const mapped = { ...plan, exporting: { visitMap: [{ index: 1, visitNumber: 10, visit: 'CYCLE 3' }] } };
    expect([0, 1, 2, 1.1].map((index) => exportedVisit(mapped, index))).toEqual([{ visitNumber: 0, visit: 'BASELINE' }, { visitNumber: 10, visit: 'CYCLE 3' }, { visitNumber: 2, visit: 'WEEK 16' }, { visitNumber: 1.1, visit: 'UNSCHEDULED 1.1' }]);
    expect(exportedVisit({}, 3)).toEqual({ visitNumber: 3, visit: 'TP3' });
  });

  test('subject identifiers without a site have no gap', () => {
    expect([usubjidOf(defaultExportConfig, { study: 'S', site: '04', subject: '001' }), usubjidOf(defaultExportConfig, { study: 'S', site: '', subject: '001' })]).toEqual(['S-04-001', 'S-001']);
  });

  test.each<[string, Partial<ExportConfig>, RegExp]>([
    ['a name that is unknown', { usubjid: '{study}-{subject}-{arm}' }, /\{arm\} is not known/], ['an identifier that is not unique', { usubjid: '{study}' }, /not unique/], ['two visits of one name', { visitMap: [{ index: 1, visitNumber: 1, visit: 'BASELINE' }] }, /would both be visit BASELINE/],
    ['two visits of one number', { visitMap: [{ index: 1, visitNumber: 0, visit: 'X' }] }, /would both be visit 0/], ['a mapping that is none', { mapping: { itmes: {} } as never }, /“itmes” is not part of a mapping/],
  ])('%s is refused', (_, exporting, message) => {
    expect(exportProblems({ ...plan, exporting } as StudyProtocol).map((one) => one.message).join(' ')).toMatch(message);
  });
});
