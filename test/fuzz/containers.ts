/** Archives and DICOMDIRs, whole and broken, through their readers. */
import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bufferSource, listDirectory, namedFiles, readInstance, scanLimits, unpackArchive } from '../../src/dicom/index.ts';
import { element, item, part10, sequenceEnd } from '../fixtures/dicomBytes.ts';
import { zip, type ZipEntry } from '../fixtures/zipBytes.ts';
import { refusal } from './examine.ts';
import type { Random } from './random.ts';

const names = ['a.dcm', 'ct/1.dcm', '../../evil', '/etc/evil', 'C:\\evil', 'a\\..\\..\\evil', 'x/', '', '.', '..', 'ü/画像', 'con', 'a\0b', '\u202egpj.dcm', `${'d/'.repeat(200)}f`, 'n'.repeat(3000)];

const entryFor = (random: Random, data: Buffer): ZipEntry => ({
  name: random.chance(0.6) ? `f${random.int(9)}.dcm` : random.pick(names), data: random.chance(0.1) ? Buffer.alloc(random.int(1 << 20)) : data,
  ...(random.chance(0.1) ? { flags: random.pick([1, 8, 0x2000]) } : {}), ...(random.chance(0.1) ? { unixMode: random.pick([0o120777, 0o010644, 0o040755]) } : {}),
});

/** A few bytes of the archive's own structures changed. */
function damage(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let left = 1 + random.int(4); left > 0; left -= 1) {
    const directory = Math.max(0, copy.indexOf('PK\x01\x02', 0, 'latin1'));
    const at = random.chance(0.6) ? directory + random.int(copy.length - directory) : random.int(copy.length);
    if (random.chance(0.5)) copy[at] = random.int(256);
    else if (at + 4 <= copy.length) copy.writeUInt32LE(random.pick([0, 1, 0xffffffff, 0x7fffffff, copy.length, random.int(copy.length)]), at);
  }
  return random.chance(0.2) ? copy.subarray(0, random.int(copy.length)) : copy;
}

export function archiveOf(random: Random, files: readonly Buffer[]): Buffer {
  const bytes = zip(files.map((data) => entryFor(random, data)));
  return random.chance(0.7) ? damage(random, bytes) : bytes;
}

export async function examineArchive(root: string, random: Random, files: readonly Buffer[]): Promise<string> {
  const folder = mkdtempSync(path.join(root, 'zip-'));
  try {
    const file = path.join(folder, 'in.zip');
    const out = path.join(folder, 'out');
    mkdirSync(out);
    writeFileSync(file, archiveOf(random, files));
    let number = 0;
    let reasons = 0;
    try {
      for await (const unpacked of unpackArchive(file, 'in.zip', { newPath: () => path.join(out, String((number += 1))), onLeftOut: ({ code, reason, name }) => { if (code === '' || reason === '' || /[\p{Cc}]/u.test(name)) throw new Error(`left out without a reason: ${name}`); reasons += 1; }, limits: { ...scanLimits, archiveRatioFromBytes: 4 << 20 } })) rmSync(unpacked.path);
    } catch (cause) {
      refusal(cause);
      reasons += 1;
    }
    if (readdirSync(out).length > 0) throw new Error('a piece of an archive was left behind');
    if (readdirSync(folder).length !== 2) throw new Error('an archive wrote beside its place');
    return reasons > 0 ? 'refused' : 'unpacked';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ids = ['CT1\\IM1', 'CT1\\IM2', 'ct1\\im3', '..\\..\\ETC\\PASSWD', '\\ETC\\PASSWD', '/etc/passwd', 'C:\\X', 'DICOMDIR', '', '\\', 'CT1', 'CT1\\..\\CT1\\IM1', 'A'.repeat(2000), 'CT1\\IM1\\X'];

export const directoryOf = (random: Random): Buffer =>
  part10(element(0x00041220, 'SQ', Buffer.concat([...Array.from({ length: random.int(12) }, () => item(Buffer.concat([element(0x00041400, 'UL', random.int(1 << 30)), element(0x00041500, 'CS', random.pick(ids))]))), sequenceEnd]), 0xffffffff), '1.2.840.10008.1.2.1', '1.2.840.10008.1.3.10');

export async function examineDirectory(root: string, bytes: Buffer): Promise<string> {
  let names: readonly string[];
  try {
    names = namedFiles(readInstance(bufferSource(bytes)).header.dataSet);
  } catch (cause) {
    return refusal(cause);
  }
  const { files } = await listDirectory(path.join(root, 'DICOMDIR'), names);
  if (files.some((file) => !file.path.startsWith(`${root}${path.sep}`))) throw new Error('a DICOMDIR led outside its folder');
  return 'listed';
}
