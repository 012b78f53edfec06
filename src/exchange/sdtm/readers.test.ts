/** The files of an export as programs of others see them: the independent validators, pandas and readstat (same rows, same values), the schemas of Dataset-JSON and Define-XML. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportStudyOf, exportSubjectOf, readOf } from '../../../test/fixtures/exportStudy.ts';
import { brokenAndMerged, notDone } from '../../../test/fixtures/oddLesions.ts';
import { sharedPath } from '../../../test/fixtures/shared.ts';
import { followUpSubject } from '../../../test/fixtures/subjectCase.ts';
import { readCsv } from '../table/readCsv.ts';
import { writeDatasetJsonFiles, writeSdtm } from './write.ts';

const validators = sharedPath('tools/validate');
const runs = (program: string, parameters: readonly string[]): boolean => spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;
const isInstalled = runs('/usr/bin/python3', ['-c', 'import pandas, lxml, jsonschema']) && runs('xmllint', ['--version']);
const hasReadstat = runs('readstat', ['--version']);
if (!validators || !isInstalled) console.info('Not run: SDTM files by independent validators (they, or python3-pandas, python3-lxml, python3-jsonschema, libxml2-utils, are not here).');
if (!hasReadstat) console.info('Not run: SDTM transport files by readstat (not installed).');

const study = exportStudyOf([
  exportSubjectOf('0117', [readOf(brokenAndMerged)]), exportSubjectOf('0118', [readOf(notDone)]),
  exportSubjectOf('0119', [readOf(followUpSubject(), 'site'), readOf(followUpSubject(), 'reader1'), readOf(followUpSubject(), 'reader2', { accepted: false })]),
], { laboratory: 'Zentrallabor “Süd”' }, { title: 'Größe <&> "x"' });

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nadir-sdtm-'));
  for (const file of [...writeSdtm(study), ...writeDatasetJsonFiles(study)]) {
    mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
    writeFileSync(path.join(folder, file.path), file.bytes);
  }
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** What a program says; empty when it is content. */
function complaints(program: string, ...parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8', cwd: folder });
  const said = `${stdout}${stderr}`;
  return status === 0 && !/^(WARN|ERROR|FAIL)/m.test(said) ? '' : said;
}
const python = (script: string, ...parameters: readonly string[]): string => complaints('/usr/bin/python3', path.join(validators ?? '', script), ...parameters);
const names = ['tu', 'tr', 'rs', 'relrec', 'supptu', 'supptr', 'supprs'] as const;

const compare = `
import sys, csv, pandas as pd
for n in sys.argv[1:]:
    d = pd.read_sas(f'sdtm/{n}.xpt', format='xport', encoding='ascii'); r = list(csv.DictReader(open(f'sdtm/{n}.csv', encoding='utf-8', newline='')))
    assert list(d.columns) == list(r[0]) and len(d) == len(r), n
    for i, x in enumerate(r):
        for c, v in x.items():
            w = d.iloc[i][c]
            if v == '': assert w != w or w is None or w == '', (n, i, c, v, w)
            # pandas reads the zero of the format as 5.4e-79
            elif isinstance(w, float): assert float(v) == (0 if abs(w) < 1e-70 else w), (n, i, c, v, w)
            elif v.isascii(): assert v == w, (n, i, c, v, w)
            else: assert w.isascii() and len(w) >= len(v), (n, i, c, v, w)
`;

describe('files of an export', () => {
  it('are the same bytes for the same facts', () => {
    const again = new Map([...writeSdtm({ ...study }), ...writeDatasetJsonFiles({ ...study })].map(({ path: name, bytes }) => [name, bytes]));
    for (const [name, bytes] of again) expect(Buffer.compare(readFileSync(path.join(folder, name)), bytes), name).toBe(0);
    expect(again.size).toBe(2 * names.length + names.length + 2);
  });

  it('define.xml stays readable whatever the study is called', () => {
    const define = [...writeSdtm({ ...study, title: 'A\u0001 < "B"' })].find(({ path: name }) => name.endsWith('define.xml'));
    expect(new TextDecoder().decode(define?.bytes)).toContain('<StudyDescription>A\uFFFD &lt; "B"</StudyDescription>');
  });

  it.skipIf(!validators || !isInstalled)('pass the validators without an error or a warning', () => {
    for (const name of ['tu', 'tr', 'rs']) expect(python('lib/check_xpt.py', `sdtm/${name}.xpt`, name.toUpperCase()), name).toBe('');
    for (const name of ['tr', 'supprs']) expect(python('lib/check_dsj.py', `dataset-json/${name}.json`, path.join(validators ?? '', '../../spec/interop-data/schemas/dataset-json-1.1')), name).toBe('');
    expect(complaints('bash', path.join(validators ?? '', 'bin/validate-define.sh'), 'sdtm/define.xml', 'sdtm')).toBe('');
    // TP1 of the first subject was assigned by hand: the checker says so and nothing else.
    expect(python('lib/check_sdtm.py', 'sdtm').split('\n').filter((line) => /^(WARN|ERROR)/.test(line))).toEqual([expect.stringContaining("STUDY-04-0117', 'INVESTIGATOR', '', 1.0): OVRLRESP NE")]);
  });

  it.skipIf(!isInstalled)('pandas reads what the CSV says, value by value', () => {
    expect(complaints('/usr/bin/python3', '-c', compare, ...names)).toBe('');
  });

  it.skipIf(!hasReadstat)('readstat reads as many rows', () => {
    for (const name of names) {
      const { stdout, stderr } = spawnSync('readstat', [`sdtm/${name}.xpt`, `${name}.readstat.csv`], { encoding: 'utf8', cwd: folder });
      const rows = readCsv(readFileSync(path.join(folder, `sdtm/${name}.csv`), 'utf8')).rows.length;
      expect(`${stdout}${stderr}`, name).toContain(`and ${rows} rows`);
    }
  });
});
