/** De-identified files as programs of others see them: dcmdump (DCMTK) and pydicom find none of the planted identifiers and nothing to complain about. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ctSlice, dicomFile, type Planted, type Syntax } from '../../test/fixtures/dataSets.ts';
import { sharedPath } from '../../test/fixtures/shared.ts';
import { deidentify, safePrivateNames, type DeidentifyContext } from './index.ts';

const runs = (program: string, parameters: readonly string[]): boolean => spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;
const hasDcmdump = runs('dcmdump', ['--version']);
const python = ['/usr/bin/python3', 'python3'].find((program) => runs(program, ['-c', 'import pydicom']));
if (!hasDcmdump) console.info('Not run: de-identified files read by dcmdump (dcmtk is not installed).');
if (python === undefined) console.info('Not run: de-identified files read by pydicom (python3-pydicom is not installed).');

const context: DeidentifyContext = {
  profile: {
    options: { cleanDescriptors: true, dates: 'modified', patientCharacteristics: true, deviceIdentity: false, uids: false, safePrivate: safePrivateNames, institution: false },
    allowedWords: ['thorax'], trial: { sponsor: 'Société', protocolId: 'P-1', siteId: 'S-07' },
  },
  secret: new Uint8Array(32).fill(5), subjectId: 'S-07-0042', shiftDays: -500, timepointId: 'BL',
};

/** Every one of these must be gone. */
const secrets = ['Quixotovsky', 'Zebulonia', 'QXZ-88172635', '19591224', '20240229', 'Charybdis', '1.2.276.0.7230010', 'ScyllaCT', 'Odradek'] as const;
const planted: readonly Planted[] = [
  { tag: 0x00100010, vr: 'PN', value: 'Quixotovsky^Zebulonia' }, { tag: 0x00100020, vr: 'LO', value: 'QXZ-88172635' }, { tag: 0x00100030, vr: 'DA', value: '19591224' }, { tag: 0x00080080, vr: 'LO', value: 'Charybdis Clinic' },
  { tag: 0x00081010, vr: 'SH', value: 'ScyllaCT' }, { tag: 0x00080090, vr: 'PN', value: 'Odradek^Dr' }, { tag: 0x0008103e, vr: 'LO', value: 'Thorax Quixotovsky' }, { tag: 0x00204000, vr: 'LT', value: 'seen by Odradek' },
  { tag: 0x00080070, vr: 'LO', value: 'Maker' }, { tag: 0x00081030, vr: 'LO', value: 'Thorax' }, { tag: 0x00190010, vr: 'LO', value: 'SIEMENS MR HEADER' }, { tag: 0x0019100c, vr: 'IS', value: '800' }, { tag: 0x0019100d, vr: 'LO', value: 'Odradek' },
  { tag: 0x00081140, vr: 'SQ', value: [[{ tag: 0x00081150, vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.2' }, { tag: 0x00081155, vr: 'UI', value: '1.2.276.0.7230010.9' }, { tag: 0x00091010, vr: 'LO', value: 'Zebulonia' }]] },
  { tag: 0x00082112, vr: 'SQ', value: [[{ tag: 0x00081155, vr: 'UI', value: '1.2.276.0.7230010.8' }, { tag: 0x0040a170, vr: 'SQ', value: [[{ tag: 0x00080100, vr: 'SH', value: '121320' }, { tag: 0x00080102, vr: 'SH', value: 'DCM' }, { tag: 0x00080104, vr: 'LO', value: 'Uncompressed predecessor' }]] }]] },
  { tag: 0x00400275, vr: 'SQ', value: [[{ tag: 0x00321060, vr: 'LO', value: 'for Quixotovsky' }]] },
];

/** One file of each folder of the corpus: what an original looked like, not only what a test builds. */
const corpusFiles = ['ct/crlm-1006-abdomen', 'mr/brain-oblique', 'multiframe/enhanced-mr-t1', 'multiframe/enhanced-ct-perfusion', 'mr/nonsquare-pixels', 'syntaxes/mr-jpeg-lossless-series', 'mr/sts-019/rtstruct', 'objects/seg'];

let folder = '';
let files: string[] = [];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nadir-deid-'));
  mkdirSync(folder, { recursive: true });
  const sources: [string, Uint8Array][] = [];
  for (const syntax of ['explicit', 'implicit', 'bigEndian', 'deflated'] as const satisfies readonly Syntax[]) {
    for (const open of [false, true]) sources.push([`${syntax}${open ? '-open' : ''}.dcm`, dicomFile([...ctSlice(syntax), ...planted], { syntax, open })]);
  }
  const fragments = Buffer.concat([Buffer.from([0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0]), Buffer.from([0xfe, 0xff, 0, 0xe0, 4, 0, 0, 0, 0xff, 0xd8, 0xff, 0xd9])]);
  const encapsulated = Buffer.from(dicomFile([...ctSlice().filter(({ tag }) => tag !== 0x7fe00010), ...planted, { tag: 0x7fe00010, vr: 'OB', value: Buffer.concat([fragments, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0])]) }], { transferSyntaxUid: '1.2.840.10008.1.2.4.70' }));
  encapsulated.writeUInt32LE(0xffffffff, encapsulated.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0, 0x4f, 0x42])) + 8);
  sources.push(['encapsulated.dcm', encapsulated]);
  const root = sharedPath('dicom');
  const listed = root === undefined ? [] : (JSON.parse(readFileSync(path.join(root, 'manifest.json'), 'utf8')) as { files: { path: string }[] }).files.map((file) => file.path);
  for (const part of corpusFiles) {
    const first = listed.find((name) => name.startsWith(`${part}/`));
    if (root !== undefined && first !== undefined) sources.push([`real-${part.replaceAll('/', '-')}.dcm`, readFileSync(path.join(root, first))]);
  }
  files = sources.map(([name, bytes]) => {
    const result = deidentify(bytes, context);
    if (result.kind === 'refused') throw new Error(`${name}: ${result.reason}`);
    const file = path.join(folder, name);
    writeFileSync(file, result.bytes);
    return file;
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const leaks = (text: string): readonly string[] => secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

describe('de-identified files in other programs', () => {
  it('hold none of the planted identifiers among their bytes', () => {
    for (const file of files) if (!file.includes('deflated')) expect([file, leaks(readFileSync(file).toString('latin1'))]).toEqual([file, []]);
  });

  it.skipIf(!hasDcmdump)('dcmdump reads them without error or warning and finds no identifier', () => {
    const { status, stdout, stderr } = spawnSync('dcmdump', ['--print-all', '--print-filename', ...files], { encoding: 'latin1', maxBuffer: 256 * 1024 * 1024 });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(leaks(stdout)).toEqual([]);
    expect(stdout.match(/\(0012,0062\) CS \[YES/g)).toHaveLength(files.length);
    expect(stdout).toContain('Uncompressed predecessor');
    expect(stdout).toContain('(0019,100c) IS [800');
  });

  it.skipIf(python === undefined)('pydicom reads them without warning and finds no identifier', () => {
    const script = [
      'import sys, warnings, json, pydicom', 'warnings.simplefilter("error")', 'out = []',
      'for name in sys.argv[1:]:',
      // Values of a real scanner that must survive may be longer than the standard allows; what is written here may not.
      '    real = "real-" in name', '    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE if real else pydicom.config.RAISE', '    data = pydicom.dcmread(name)', '    texts = [str(element.tag) + " " + str(element.value) for element in data.iterall() if element.VR != "SQ" and element.tag != 0x7FE00010]',
      '    out.append({"id": str(data.PatientID), "sponsor": str(data.ClinicalTrialSponsorName), "codes": [item.CodeValue for item in data.DeidentificationMethodCodeSequence], "text": "\\n".join(texts)})', 'print(json.dumps(out))',
    ].join('\n');
    const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', script, ...files], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const read = JSON.parse(stdout) as { id: string; sponsor: string; codes: string[]; text: string }[];
    expect(read).toHaveLength(files.length);
    for (const { id, sponsor, codes, text } of read) {
      expect([id, sponsor, codes.slice(0, 4)]).toEqual(['S-07-0042', 'Société', ['113100', '113105', '113107', '113108']]);
      expect(leaks(text)).toEqual([]);
    }
  });
});
