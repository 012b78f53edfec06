import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ctSlice, dicomFile, shorts, type Planted, type Syntax } from '../../test/fixtures/dataSets.ts';
import { bufferSource, readInstance } from '../dicom/index.ts';
import { deidentify, remapUid, safePrivateNames, sourcePatientOf, type DeidentificationProfile, type DeidentifyContext, type DeidentifyResult } from './index.ts';
import { readFile } from './read.ts';
import { asciiOf, type Element } from './tree.ts';

type Options = DeidentificationProfile['options'];
const defaults: Options = { cleanDescriptors: true, dates: 'modified', patientCharacteristics: true, deviceIdentity: false, uids: false, safePrivate: [], institution: false };
const contextWith = (options: Partial<Options> = {}, rest: Partial<DeidentifyContext> = {}): DeidentifyContext => ({
  profile: { options: { ...defaults, ...options }, allowedWords: ['thorax', 'venös', 'axial', '5', 'mm'], trial: { sponsor: 'Sponsor', protocolId: 'P-1', siteId: 'S-07' } },
  secret: new Uint8Array(32).fill(9), subjectId: 'S-07-0042', shiftDays: -60, timepointId: 'BL', ...rest,
});

/** The slice with elements over it; what has the same tag is replaced. */
const slice = (elements: readonly Planted[] = [], syntax: Syntax = 'explicit'): readonly Planted[] => [...ctSlice(syntax).filter(({ tag }) => !elements.some((element) => element.tag === tag)), ...elements];

function cleaned(result: DeidentifyResult): { bytes: Buffer; elements: readonly Element[]; text: (tag: number) => string | null; report: Extract<DeidentifyResult, { kind: 'done' }>['report'] } {
  if (result.kind === 'refused') throw new Error(`${result.code} ${result.reason}`);
  const { elements } = readFile(result.bytes);
  const text = (tag: number): string | null => {
    const content = elements.find((element) => element.tag === tag)?.content;
    return content === undefined ? null : content.kind === 'value' ? asciiOf(content.bytes) : content.kind;
  };
  return { bytes: Buffer.from(result.bytes), elements, text, report: result.report };
}

const run = (elements: readonly Planted[], options: Partial<Options> = {}) => cleaned(deidentify(dicomFile(slice(elements)), contextWith(options)));

describe('the basic profile', () => {
  it('writes the subject, empties type 2 and removes the rest', () => {
    const { text } = run([
      { tag: 0x00100010, vr: 'PN', value: 'Doe^Jane' }, { tag: 0x00100020, vr: 'LO', value: '4711-88' }, { tag: 0x00100030, vr: 'DA', value: '19591224' }, { tag: 0x00100021, vr: 'LO', value: 'HOSP' },
      { tag: 0x00080050, vr: 'SH', value: 'ACC123' }, { tag: 0x00080090, vr: 'PN', value: 'Ref^Dr' }, { tag: 0x00200010, vr: 'SH', value: 'ST1' }, { tag: 0x00080080, vr: 'LO', value: 'City Hospital' },
      { tag: 0x00081010, vr: 'SH', value: 'CT02' }, { tag: 0x00181000, vr: 'LO', value: 'SN55123' }, { tag: 0x00081070, vr: 'PN', value: 'Op^Er' }, { tag: 0x00104000, vr: 'LT', value: 'comment' },
      { tag: 0x00400275, vr: 'SQ', value: [[{ tag: 0x00401001, vr: 'SH', value: 'RP1' }]] }, { tag: 0x00080201, vr: 'SH', value: '+0200' }, { tag: 0x00880200, vr: 'SQ', value: [[{ tag: 0x00280010, vr: 'US', value: shorts([1]) }]] },
      { tag: 0x60003000, vr: 'OW', value: shorts([1, 2]) }, { tag: 0x60000010, vr: 'US', value: shorts([4]) }, { tag: 0x50003000, vr: 'OW', value: shorts([1]) }, { tag: 0x00102160, vr: 'SH', value: 'x' },
    ]);
    expect([text(0x00100010), text(0x00100020)]).toEqual(['S-07-0042', 'S-07-0042']);
    for (const empty of [0x00100030, 0x00080050, 0x00080090, 0x00200010]) expect(text(empty)).toBe('');
    for (const gone of [0x00100021, 0x00080080, 0x00081010, 0x00181000, 0x00081070, 0x00104000, 0x00400275, 0x00080201, 0x00880200, 0x60003000, 0x60000010, 0x50003000, 0x00102160]) expect(text(gone)).toBeNull();
  });

  it('says what was done: markers, codes, trial', () => {
    const { text, elements, report } = run([]);
    expect([text(0x00120062), text(0x00280303), text(0x00120010), text(0x00120020), text(0x00120030), text(0x00120040), text(0x00120050)]).toEqual(['YES', 'MODIFIED', 'Sponsor', 'P-1', 'S-07', 'S-07-0042', 'BL']);
    expect(report.codes.map(({ value }) => value)).toEqual(['113100', '113105', '113107', '113108']);
    const sequence = elements.find(({ tag }) => tag === 0x00120064)?.content;
    const written = sequence?.kind === 'items' ? sequence.items.map((item) => item.elements.map(({ content }) => (content.kind === 'value' ? asciiOf(content.bytes) : '')).join('|')) : [];
    expect(written).toEqual(report.codes.map(({ value, meaning }) => `${value}|DCM|${meaning}`));
    expect(run([], { dates: 'full' }).text(0x00280303)).toBe('UNMODIFIED');
    expect(run([], { dates: 'removed' }).text(0x00280303)).toBe('REMOVED');
    expect(run([], { dates: 'full', uids: true, deviceIdentity: true, institution: true, cleanDescriptors: false, patientCharacteristics: false }).report.codes.map(({ value }) => value)).toEqual(['113100', '113106', '113109', '113110', '113112']);
  });

  it('keeps geometry, pixels and windows byte for byte in every uncompressed syntax', () => {
    for (const syntax of ['explicit', 'implicit', 'bigEndian', 'deflated'] as const) {
      const source = dicomFile(slice([], syntax), { syntax });
      const { bytes } = cleaned(deidentify(source, contextWith()));
      const [before, after] = [source, bytes].map((file) => readFile(file));
      expect(after?.transferSyntaxUid).toBe(before?.transferSyntaxUid);
      for (const tag of [0x00180050, 0x00180060, 0x00181210, 0x00200032, 0x00200037, 0x00280010, 0x00280030, 0x00281050, 0x00281052, 0x7fe00010]) {
        expect(after?.elements.find((element) => element.tag === tag)).toEqual(before?.elements.find((element) => element.tag === tag));
      }
      expect(readInstance(bufferSource(bytes)).record.frames[0]?.position).toEqual([-10.5, -20.25, 30]);
    }
  });
});

describe('options', () => {
  it('dates: shifted, kept or removed, also those the table does not know and those in sequences', () => {
    const dates: readonly Planted[] = [
      { tag: 0x0008002a, vr: 'DT', value: '20240301101112+0100' }, { tag: 0x00080023, vr: 'DA', value: '20240301' }, { tag: 0x00181200, vr: 'DA', value: '20230101' }, { tag: 0x00100032, vr: 'TM', value: '0815' },
      { tag: 0x00144076, vr: 'DA', value: '20240310' }, { tag: 0x00540016, vr: 'SQ', value: [[{ tag: 0x00181078, vr: 'DT', value: '20240301090000.00' }, { tag: 0x00181074, vr: 'DS', value: '350000000' }]] },
    ];
    const moved = run(dates);
    expect([moved.text(0x00080020), moved.text(0x00080030), moved.text(0x0008002a), moved.text(0x00080023), moved.text(0x00144076), moved.text(0x00100032)]).toEqual(['20231231', '101112.5', '20240101101112', '20240101', '20240110', null]);
    expect(moved.bytes.includes('20240101090000.00')).toBe(true);
    const kept = run(dates, { dates: 'full' });
    expect([kept.text(0x00080020), kept.text(0x00144076)]).toEqual(['20240229', '20240310']);
    const removed = run(dates, { dates: 'removed' });
    expect([removed.text(0x00080020), removed.text(0x00080030), removed.text(0x0008002a), removed.text(0x00144076)]).toEqual(['', '', null, null]);
    expect(removed.bytes.includes('2024')).toBe(false);
    expect(run(dates, { deviceIdentity: true, dates: 'modified' }).text(0x00181200)).toBe('20221102');
  });

  it('patient characteristics: sex, age, size and weight only; age capped, and found from the birth date', () => {
    const person: readonly Planted[] = [
      { tag: 0x00100030, vr: 'DA', value: '19300301' }, { tag: 0x00100040, vr: 'CS', value: 'F' }, { tag: 0x00101020, vr: 'DS', value: '1.62' }, { tag: 0x00101030, vr: 'DS', value: '58' }, { tag: 0x001021a0, vr: 'CS', value: 'NO' },
      { tag: 0x001021c0, vr: 'US', value: shorts([1]) }, { tag: 0x00102110, vr: 'LO', value: 'axial' },
    ];
    const kept = run(person);
    expect([kept.text(0x00100040), kept.text(0x00101010), kept.text(0x00101020), kept.text(0x00101030), kept.text(0x001021a0), kept.text(0x001021c0)]).toEqual(['F', '090Y', '1.62', '58', null, null]);
    expect(run([...person, { tag: 0x00101010, vr: 'AS', value: '061Y' }]).text(0x00101010)).toBe('061Y');
    expect(run([...person, { tag: 0x00101010, vr: 'AS', value: '094Y' }]).text(0x00101010)).toBe('090Y');
    const none = run(person, { patientCharacteristics: false });
    expect([none.text(0x00100040), none.text(0x00101010), none.text(0x00101020)]).toEqual(['', null, null]);
    expect(run([{ tag: 0x00100040, vr: 'CS', value: 'SMITH' }]).text(0x00100040)).toBe('');
  });

  it('descriptors: every word on the list or nothing, and the report names what went', () => {
    expect(run([{ tag: 0x0008103e, vr: 'LO', value: 'Thorax axial 5 mm' }]).text(0x0008103e)).toBe('Thorax axial 5 mm');
    const gone = run([{ tag: 0x0008103e, vr: 'LO', value: 'Thorax Mrs. Doe 5 mm' }, { tag: 0x00081030, vr: 'LO', value: 'Thorax' }]);
    expect([gone.text(0x0008103e), gone.text(0x00081030)]).toEqual([null, 'Thorax']);
    expect(gone.report.removedDescriptors).toEqual(['Series Description']);
    expect(run([{ tag: 0x00104000, vr: 'LT', value: '' }, { tag: 0x00041500, vr: 'CS', value: 'DOE' }]).elements.filter(({ tag }) => tag === 0x00104000 || tag === 0x00041500)).toEqual([]);
    expect(run([{ tag: 0x0008103e, vr: 'LO', value: 'Thorax' }], { cleanDescriptors: false }).text(0x0008103e)).toBeNull();
    expect(run([{ tag: 0x0008103e, vr: 'LO', value: 'Thorax' }, { tag: 0x00100010, vr: 'PN', value: 'Thorax^Max' }]).text(0x0008103e)).toBeNull();
  });

  it('UIDs, device and institution stay where their options say so', () => {
    const elements: readonly Planted[] = [{ tag: 0x00080080, vr: 'LO', value: 'City Hospital' }, { tag: 0x00081010, vr: 'SH', value: 'CT02' }, { tag: 0x00181000, vr: 'LO', value: 'SN55123' }, { tag: 0x00080070, vr: 'LO', value: 'MAKER' }];
    const all = run(elements, { uids: true, deviceIdentity: true, institution: true });
    expect([all.text(0x00080080), all.text(0x00081010), all.text(0x00181000), all.text(0x0020000d)]).toEqual(['City Hospital', 'CT02', 'SN55123', '1.2.276.0.7230010.3.1.2.11']);
    expect(run(elements).text(0x00080070)).toBe('MAKER');
  });

  it('safe private elements stay with their creator, and no others', () => {
    const elements: readonly Planted[] = [
      { tag: 0x00190010, vr: 'LO', value: 'SIEMENS MR HEADER' }, { tag: 0x0019100c, vr: 'IS', value: '800' }, { tag: 0x00191008, vr: 'CS', value: 'IMAGE NUM 4' }, { tag: 0x00290010, vr: 'LO', value: 'SIEMENS CSA HEADER' },
      { tag: 0x00291010, vr: 'OB', value: Buffer.from('Doe^Jane 1959') }, { tag: 0x70530010, vr: 'LO', value: 'Philips PET Private Group' }, { tag: 0x70531000, vr: 'DS', value: '0.000551' }, { tag: 0x00430010, vr: 'LO', value: 'GEMS_PARM_01' },
      { tag: 0x00431039, vr: 'IS', value: 'Doe' }, { tag: 0x00191109, vr: 'IS', value: '1' },
    ];
    const kept = run(elements, { safePrivate: safePrivateNames });
    expect([kept.text(0x00190010), kept.text(0x0019100c), kept.text(0x70530010), kept.text(0x70531000)]).toEqual(['SIEMENS MR HEADER', '800', 'Philips PET Private Group', '0.000551']);
    for (const gone of [0x00191008, 0x00290010, 0x00291010, 0x00430010, 0x00431039]) expect(kept.text(gone)).toBeNull();
    expect(kept.report.codes.map(({ value }) => value)).toContain('113111');
    expect(run(elements).elements.some(({ tag }) => ((tag >>> 16) & 1) === 1)).toBe(false);
  });
});

describe('UIDs', () => {
  it('follow each other through references, sequences and the file meta group; kinds keep theirs', () => {
    const instance = '1.2.276.0.7230010.3.1.4.11.1';
    const references: readonly Planted[] = [{ tag: 0x00081140, vr: 'SQ', value: [[{ tag: 0x00081150, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' }, { tag: 0x00081155, vr: 'UI', value: instance }]] }];
    const result = deidentify(dicomFile(slice(references), { open: true, meta: [{ tag: 0x00020003, vr: 'UI', value: instance }, { tag: 0x00020016, vr: 'AE', value: 'SECRETAE' }, { tag: 0x00020102, vr: 'OB', value: Buffer.from('privateinfo!') }] }), contextWith());
    const { bytes, text } = cleaned(result);
    const to = remapUid(new Uint8Array(32).fill(9), instance);
    expect(text(0x00080018)).toBe(to);
    expect(bytes.toString('latin1').split(to)).toHaveLength(4);
    expect(bytes.includes(instance) || bytes.includes('SECRETAE') || bytes.includes('privateinfo')).toBe(false);
    expect(text(0x00080016)).toBe('1.2.840.10008.5.1.4.1.1.2');
  });
});

describe('what stays of the rest', () => {
  const code = (value: string, scheme: string, meaning: string): readonly Planted[] => [{ tag: 0x00080100, vr: 'SH', value }, { tag: 0x00080102, vr: 'SH', value: scheme }, { tag: 0x00080104, vr: 'LO', value: meaning }];

  it('codes of published schemes whole, codes of a hospital not at all', () => {
    const anatomy = (items: readonly (readonly Planted[])[]): Planted => ({ tag: 0x00082218, vr: 'SQ', value: items });
    const kept = run([anatomy([code('51185008', 'SCT', 'Thorax'), code('L17', '99HOSP', 'Ward of Dr. Miller')])]);
    expect(kept.bytes.includes('51185008')).toBe(true);
    expect(kept.bytes.includes('99HOSP') || kept.bytes.includes('Miller') || kept.bytes.includes('L17')).toBe(false);
    expect(run([anatomy([code('L17', '99HOSP', 'Ward of Dr. Miller')])]).text(0x00082218)).toBeNull();
    expect(run([anatomy([code('51185008', 'SCT', 'Thorax of 12345678')])]).bytes.includes('12345678')).toBe(false);
  });

  it('numbers only in the count the standard gives them, codes only in its letters', () => {
    const { text } = run([
      { tag: 0x00280106, vr: 'US', value: Buffer.from('call Mr. Miller!') }, { tag: 0x00180020, vr: 'CS', value: 'SE' }, { tag: 0x00180021, vr: 'CS', value: 'ring 030-1234' }, { tag: 0x00180022, vr: 'CS', value: 'FS\\see Miller, J.\\SP' },
      { tag: 0x00280034, vr: 'IS', value: '1\\1' }, { tag: 0x00181114, vr: 'DS', value: 'Miller' }, { tag: 0x00180081, vr: 'DS', value: '12 Miller' }, { tag: 0x7fe00003, vr: 'OW', value: Buffer.from('Miller') }, { tag: 0x00080055, vr: 'AE', value: 'MILLER' },
    ]);
    expect([text(0x00280106), text(0x00180020), text(0x00180021), text(0x00180022), text(0x00280034)]).toEqual([null, 'SE', null, 'FS\\\\SP', '1\\1']);
    // A magnification that is no number must not look as if there were none.
    expect([text(0x00181114), text(0x00180081), text(0x7fe00003), text(0x00080055)]).toEqual(['NaN', null, null, null]);
  });

  it('a UID of this file is replaced also where a kind of object should stand', () => {
    const { bytes, text } = run([{ tag: 0x00081140, vr: 'SQ', value: [[{ tag: 0x00081150, vr: 'UI', value: '1.2.276.0.7230010.3.1.4.11.1' }]] }, { tag: 0x0008010c, vr: 'UI', value: '2.16.840.1.113883.6.96' }]);
    expect(bytes.includes('1.2.276.0.7230010')).toBe(false);
    expect(text(0x0008010c)).toBe('2.16.840.1.113883.6.96');
  });

  it('what a system wrote as UN is read by the dictionary: numbers and sequences stay, names go', () => {
    const implicitItem = Buffer.concat([Buffer.from([0xfe, 0xff, 0, 0xe0, 18, 0, 0, 0]), Buffer.from([0x28, 0, 0x30, 0, 10, 0, 0, 0]), Buffer.from('0.5\\0.50  ', 'latin1')]);
    const { text, elements } = run([
      { tag: 0x00100010, vr: 'UN', value: 'Miller^Jane' }, { tag: 0x00280030, vr: 'UN', value: '0.7\\0.7 ' }, { tag: 0x00289110, vr: 'UN', value: implicitItem }, { tag: 0x00104000, vr: 'UN', value: 'Miller' }, { tag: 0x00091010, vr: 'UN', value: 'Miller' },
    ]);
    expect([text(0x00100010), text(0x00280030), text(0x00289110), text(0x00104000), text(0x00091010)]).toEqual(['S-07-0042', '0.7\\0.7', 'items', null, null]);
    const measures = elements.find(({ tag }) => tag === 0x00289110)?.content;
    expect(measures?.kind === 'items' && measures.items[0]?.elements.map(({ tag, vr, content }) => [tag, vr, content.kind === 'value' && asciiOf(content.bytes)])).toEqual([[0x00280030, 'DS', '0.5\\0.50']]);
    const swapped = cleaned(deidentify(dicomFile(slice([{ tag: 0x00289110, vr: 'UN', value: implicitItem }, { tag: 0x00280106, vr: 'UN', value: Buffer.from([1, 2]) }], 'bigEndian'), { syntax: 'bigEndian' }), contextWith()));
    expect([swapped.text(0x00289110), swapped.text(0x00280106)]).toEqual([null, null]);
  });

  it('nothing of the preamble, of repeated elements or of elements out of place', () => {
    const source = Buffer.from(dicomFile(slice([{ tag: 0x00080070, vr: 'LO', value: 'MAKER' }])));
    source.write('Miller was here', 4, 'latin1');
    const { bytes } = cleaned(deidentify(source, contextWith()));
    expect(bytes.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
    const twice = dicomFile([...slice([{ tag: 0x00280030, vr: 'DS', value: '0.7\\0.7' }]), { tag: 0x00280030, vr: 'DS', value: '0.9\\0.9' }]);
    const { elements } = cleaned(deidentify(twice, contextWith()));
    expect(elements.filter(({ tag }) => tag === 0x00280030).map(({ content }) => content.kind === 'value' && asciiOf(content.bytes))).toEqual(['0.7\\0.7']);
  });
});

describe('character sets', () => {
  it('text that stays is right in the character set that is written', () => {
    const { text, bytes, elements } = run([{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' }, { tag: 0x0008103e, vr: 'LO', value: Buffer.from('Thorax ven\xf6s', 'latin1') }]);
    expect(text(0x00080005)).toBe('ISO_IR 192');
    expect(bytes.includes(Buffer.from('Thorax venös', 'utf8'))).toBe(true);
    expect(elements.filter(({ tag }) => tag === 0x00080005)).toHaveLength(1);
    expect(readInstance(bufferSource(bytes)).record.seriesDescription).toBe('Thorax venös');
    const cyrillic = cleaned(deidentify(dicomFile(slice([{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 144' }, { tag: 0x00080070, vr: 'LO', value: Buffer.from([0xb4, 0xb5, 0xb6]) }])), contextWith({}, { subjectId: 'Проба-1' })));
    expect(readInstance(bufferSource(cyrillic.bytes)).record).toMatchObject({ patientId: 'Проба-1', manufacturer: 'ДЕЖ' });
    expect(run([{ tag: 0x00080005, vr: 'CS', value: 'ISO_IR 100' }]).text(0x00080005)).toBeNull();
  });
});

describe('what is refused and what a person looks at', () => {
  const judged = (elements: readonly Planted[], context = contextWith()): string => { const result = deidentify(dicomFile(slice(elements)), context); return result.kind === 'done' ? 'done' : `${result.kind} ${result.code}`; };
  it('by class, modality and flags', () => {
    expect(judged([])).toBe('done');
    const sop = (uid: string, modality: string): readonly Planted[] => [{ tag: 0x00080016, vr: 'UI', value: `1.2.840.10008.5.1.4.1.1.${uid}` }, { tag: 0x00080060, vr: 'CS', value: modality }];
    for (const [uid, modality] of [['104.1', 'DOC'], ['88.11', 'SR'], ['88.59', 'KO'], ['11.1', 'PR'], ['66', 'MR'], ['9.1.1', 'ECG']] as const) expect(judged(sop(uid, modality))).toBe('refused DEID-03');
    expect(judged(sop('77.1.4.1', 'XC'))).toBe('refused DEID-04');
    expect(judged([{ tag: 0x00041220, vr: 'SQ', value: [] }])).toBe('refused DEID-05');
    for (const context of [contextWith({}, { subjectId: ' ' }), contextWith({}, { subjectId: 'A\\B' }), contextWith({}, { subjectId: 'x'.repeat(65) }), contextWith({}, { shiftDays: 0 }), contextWith({}, { secret: new Uint8Array(3) })]) expect(judged([], context)).toBe('refused DEID-06');
    const flag = (tag: number, value: string): Planted => ({ tag, vr: 'CS', value });
    expect(judged([flag(0x00280301, 'YES')])).toBe('quarantine DEID-11');
    expect(judged([flag(0x00280302, 'YES')])).toBe('quarantine DEID-12');
    for (const modality of ['US', 'XC', 'ES', 'OT', 'SC', 'XA', 'RF']) { expect(judged([flag(0x00080060, modality)])).toBe('quarantine DEID-13'); expect(judged([flag(0x00080060, modality), flag(0x00280301, 'NO')])).toBe('done'); }
    for (const type of ['DERIVED\\SECONDARY\\MPR', 'ORIGINAL\\PRIMARY\\SCREEN SAVE', 'ORIGINAL\\SECONDARY']) expect(judged([flag(0x00080008, type)])).toBe('quarantine DEID-14');
    expect(judged([flag(0x00080064, 'WSD')])).toBe('quarantine DEID-15');
    for (const description of ['Patient Protocol', 'Dose Report', 'SCOUT', 'Localizer', 'localisers']) expect(judged([{ tag: 0x0008103e, vr: 'LO', value: description }])).toBe('quarantine DEID-16');
    expect(judged([{ tag: 0x60000102, vr: 'US', value: shorts([12]) }])).toBe('quarantine DEID-17');
    expect(judged([{ tag: 0x00100010, vr: 'PN', value: 'Meier^Anna' }, { tag: 0x7fe00010, vr: 'OW', value: Buffer.concat([Buffer.alloc(10), Buffer.from('Meier^Anna'), Buffer.alloc(12)]) }])).toBe('quarantine DEID-18');
    expect(judged([{ tag: 0x00080016, vr: 'UI', value: '1.3.12.2.1107.5.9.2' }])).toBe('quarantine DEID-19');
  });

  it('a face on thin slices is a notice, not a hindrance', () => {
    const head = run([{ tag: 0x00180015, vr: 'CS', value: 'HEAD' }, { tag: 0x00180050, vr: 'DS', value: '1' }]);
    expect(head.report.notices.map(({ code }) => code)).toEqual(['DEID-31']);
    expect(run([{ tag: 0x00180015, vr: 'CS', value: 'HEAD' }, { tag: 0x00180050, vr: 'DS', value: '5' }]).report.notices).toEqual([]);
  });

  it('bytes that are no DICOM, or any prefix or bit flip of one, never throw', () => {
    const file = dicomFile(slice([{ tag: 0x00081140, vr: 'SQ', value: [[{ tag: 0x00081155, vr: 'UI', value: '1.2.3' }]] }]), { open: true });
    for (let length = 0; length < file.length; length += 7) expect(['refused', 'done', 'quarantine']).toContain(deidentify(file.subarray(0, length), contextWith()).kind);
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (flips) => {
      const broken = Buffer.from(file);
      for (const [at, byte] of flips) broken[at] = byte;
      deidentify(broken, contextWith());
      sourcePatientOf(broken);
    }), { numRuns: 300 });
    expect(deidentify(Buffer.from('not an image at all, but long enough to look at'), contextWith())).toMatchObject({ kind: 'refused', code: 'DEID-02' });
  });

  it('a damaged sequence, bytes behind the pixels and unknown elements stay behind', () => {
    const broken = run([{ tag: 0x00081140, vr: 'SQ', value: Buffer.from('Doe^Jane, not an item') as Uint8Array }, { tag: 0x00091001, vr: 'LO', value: 'Doe^Jane' }, { tag: 0x00280999, vr: 'LO', value: 'Doe^Jane' }, { tag: 0x00280030, vr: 'DS', value: '0.7\\0.7' }]);
    expect(broken.text(0x00081140)).toBeNull();
    expect(broken.bytes.includes('Doe')).toBe(false);
    const pixels = (ctSlice().at(-1) as Planted).value as Buffer;
    const longer = run([{ tag: 0x7fe00010, vr: 'OW', value: Buffer.concat([pixels, Buffer.from('Doe^Jane')]) }, { tag: 0xfffcfffc, vr: 'OB', value: Buffer.from('Doe^Jane') }]);
    expect(longer.bytes.includes('Doe')).toBe(false);
    expect(longer.bytes.subarray(-32).equals(pixels)).toBe(true);
  });
});

describe('whose file it is', () => {
  it('for the key list', () => {
    expect(sourcePatientOf(dicomFile(slice([{ tag: 0x00100020, vr: 'LO', value: ' 4711 ' }, { tag: 0x00100021, vr: 'LO', value: 'HOSP' }, { tag: 0x00100040, vr: 'CS', value: 'F' }, { tag: 0x00100030, vr: 'DA', value: '19591224' }])))).toEqual({ patientId: '4711', issuer: 'HOSP', sex: 'F', birthYear: 1959 });
    expect(sourcePatientOf(Buffer.from('nothing'))).toEqual({ patientId: '', issuer: '', sex: '', birthYear: null });
  });
});

/** Identifiers nobody would write by chance, planted anywhere. */
const secrets = ['Quixotovsky', 'Zebulonia', 'QXZ-88172635', '77918273645'] as const;
const plantable: readonly (readonly [vr: string, tags: readonly number[]])[] = [
  ['LO', [0x00080070, 0x0008103e, 0x00181020, 0x00281054, 0x00209421, 0x00120021, 0x00187001]], ['SH', [0x00181210, 0x00180024, 0x00200010, 0x00080100, 0x00080102]], ['PN', [0x00080090, 0x00081048, 0x00700084, 0x0040a123]],
  ['LT', [0x00204000, 0x00180040]], ['ST', [0x00080081, 0x0008d000]], ['UT', [0x0040a160, 0x00189917]], ['UC', [0x00080119, 0x00140110]], ['CS', [0x00180015, 0x00080008, 0x00280004, 0x00185100, 0x00200060, 0x00080064]], ['AE', [0x00080055, 0x00400241]],
  ['DA', [0x00080021, 0x00144076]], ['TM', [0x00080031, 0x00144078]], ['DT', [0x0008002a, 0x00189074]], ['AS', [0x00101010]], ['IS', [0x00200012, 0x00181152]], ['DS', [0x00180081, 0x00181030]], ['UI', [0x00081155, 0x00200052, 0x00080016, 0x0008010c]],
  ['UR', [0x00081190, 0x0008010e]], ['OB', [0x00282000, 0x00420011]], ['OW', [0x00281201, 0x54001010]], ['UN', [0x00280010, 0x00189087]], ['US', [0x00280106, 0x00189004]], ['FD', [0x00189087, 0x00189073]], ['UL', [0x00209156]], ['XX', [0x00280030]],
];
const leaf: fc.Arbitrary<Planted> = fc.oneof(
  fc.tuple(fc.constantFrom(...plantable), fc.nat(10), fc.constantFrom(...secrets), fc.constantFrom('', '^', ' ', '\\')).map(([[vr, tags], pick, secret, joint]) => ({ tag: tags[pick % tags.length] ?? 0, vr, value: `${secret}${joint}` })),
  fc.tuple(fc.nat(0xffff), fc.nat(0xffff), fc.constantFrom('LO', 'OB', 'UN', 'DS', 'CS'), fc.constantFrom(...secrets)).map(([group, element, vr, value]) => ({ tag: ((0x0009 + group) % 0x7f00) * 0x10000 + 0x10 + (element % 0xff00), vr, value })),
);
const tree: fc.Arbitrary<readonly Planted[]> = fc.letrec<{ set: readonly Planted[]; sequence: Planted }>((tie) => ({
  set: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('sequence')), { minLength: 1, maxLength: 6 }),
  sequence: fc.tuple(fc.constantFrom(0x00081140, 0x00400555, 0x52009229, 0x52009230, 0x00189114, 0x00091010, 0x00289110, 0x00081032, 0x0040a730, 0x00221612), fc.array(tie('set'), { minLength: 1, maxLength: 2 })).map(([tag, value]) => ({ tag, vr: 'SQ', value })),
})).set;

const identity: readonly Planted[] = [
  { tag: 0x00100010, vr: 'PN', value: 'Quixotovsky^Zebulonia' }, { tag: 0x00100020, vr: 'LO', value: 'QXZ-88172635' }, { tag: 0x00080050, vr: 'SH', value: '77918273645' },
];

describe('planted identifiers', () => {
  it('leak from no depth, no VR and no encoding, under any options', () => {
    const options = fc.record({ cleanDescriptors: fc.boolean(), dates: fc.constantFrom('modified' as const, 'removed' as const, 'full' as const), patientCharacteristics: fc.boolean(), safePrivate: fc.constantFrom([], [...safePrivateNames]) });
    let finished = 0;
    fc.assert(fc.property(tree, fc.constantFrom<Syntax>('explicit', 'implicit', 'bigEndian', 'deflated'), fc.boolean(), options, (planted, syntax, open, chosen) => {
      const unique = new Map([...slice(planted, syntax), ...identity].map((element) => [element.tag, element]));
      const result = deidentify(dicomFile([...unique.values()], { syntax, open }), contextWith(chosen));
      if (result.kind === 'refused') return;
      finished += 1;
      const again = cleaned(result);
      const file = syntax === 'deflated' ? JSON.stringify(again.elements, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)) : again.bytes.toString('latin1');
      for (const secret of secrets) expect(`${file}${JSON.stringify(result.report)}`.toLowerCase().includes(secret.toLowerCase())).toBe(false);
      // What was removed stays removed, and a second run removes nothing more but what the first wrote itself.
      const second = cleaned(deidentify(result.bytes, contextWith({ ...chosen })));
      expect(second.elements.map(({ tag }) => tag)).toEqual(again.elements.map(({ tag }) => tag));
    }), { numRuns: 300 });
    expect(finished).toBeGreaterThan(200);
  });
});
