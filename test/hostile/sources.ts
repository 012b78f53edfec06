/** Archives, DICOMDIRs and folders that attack whoever imports them. Each holds one good image, so that it shows whether the good comes through or the whole is refused. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { element, item, part10, sequenceEnd, sliceFile } from '../fixtures/dicomBytes.ts';
import { zip, type ZipEntry } from '../fixtures/zipBytes.ts';

export type SourceAttack = {
  readonly name: string;
  /** Makes it in an empty folder and answers what is imported; null where this system cannot make it. */
  readonly make: (folder: string) => string | null;
  /** Images that must come through. */
  readonly imported: number;
  /** Every reason that must be given, by its beginning; how many files are left out in all. */
  readonly reasons: readonly RegExp[];
  readonly rejected: number;
};

let counter = 0;
const image = (): Buffer => sliceFile({ uid: `1.5.${(counter += 1)}`, seriesUid: `1.6.${counter}`, studyUid: `1.4.${counter}` });

const archive = (name: string, entries: () => readonly ZipEntry[], expected: Omit<SourceAttack, 'name' | 'make'>, change: (bytes: Buffer) => Buffer = (bytes) => bytes): SourceAttack => ({
  name, ...expected,
  make: (folder) => {
    const file = path.join(folder, 'scan.zip');
    writeFileSync(file, change(zip(entries())));
    return file;
  },
});
const whole = (reason: RegExp) => ({ imported: 0, rejected: 1, reasons: [reason] });
const good = (): ZipEntry => ({ name: 'good.dcm', data: image() });

/** Every directory entry points at the same piece of the archive. */
function overlapping(count: number): Buffer {
  const bytes = zip(Array.from({ length: count }, (_, index) => ({ name: `${index}`, data: index === 0 ? Buffer.alloc(1 << 20) : Buffer.alloc(0) })));
  const first = bytes.indexOf('PK\x01\x02', 0, 'latin1');
  for (let at = first; at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    bytes.copy(bytes, at + 16, first + 16, first + 28);
    bytes.writeUInt32LE(0, at + 42);
  }
  return bytes;
}

const nested = (depth: number, inner: Buffer): Buffer => (depth === 0 ? inner : zip([{ name: depth === 1 ? 'good.dcm' : 'inner.zip', data: nested(depth - 1, inner) }]));

const directory = (ids: readonly string[]): Buffer => part10(element(0x00041220, 'SQ', Buffer.concat([...ids.map((id) => item(Buffer.concat([element(0x00041400, 'UL', 300), element(0x00041500, 'CS', id)]))), sequenceEnd]), 0xffffffff), '1.2.840.10008.1.2.1', '1.2.840.10008.1.3.10');
const medium = (name: string, ids: readonly string[], expected: Omit<SourceAttack, 'name' | 'make'>): SourceAttack => ({
  name, ...expected,
  make: (folder) => {
    const root = path.join(folder, 'medium');
    mkdirSync(root);
    writeFileSync(path.join(root, 'GOOD'), image());
    writeFileSync(path.join(folder, 'OUTSIDE'), image());
    symlinkSync(path.join(folder, 'OUTSIDE'), path.join(root, 'LINK'));
    writeFileSync(path.join(root, 'DICOMDIR'), directory(ids));
    return path.join(root, 'DICOMDIR');
  },
});
const folderOf = (name: string, fill: (folder: string) => boolean | void, expected: Omit<SourceAttack, 'name' | 'make'>): SourceAttack => ({
  name, ...expected,
  make: (folder) => {
    writeFileSync(path.join(folder, 'good.dcm'), image());
    return fill(folder) === false ? null : folder;
  },
});
const system = (program: string, ...words: readonly string[]): boolean => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const outside = ['../../evil', '/etc/evil', 'C:\\evil', 'a\\..\\..\\evil'];

export const sourceAttacks: readonly SourceAttack[] = [
  archive('a ZIP that unpacks to a thousand times its size', () => [good(), { name: 'bomb', data: Buffer.alloc(70 * 2 ** 20) }], whole(/^The archive unpacks to far more/)),
  archive('a ZIP of entries that overlap', () => [], whole(/^The archive is damaged: its entries overlap/), () => overlapping(2000)),
  archive('a ZIP whose entry is longer than it says', () => [good(), { name: 'liar', data: Buffer.alloc(1 << 20, 1) }], { imported: 1, rejected: 1, reasons: [/^This entry is damaged/] }, (bytes) => {
    const last = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    bytes.writeUInt32LE(100, last + 24);
    return bytes;
  }),
  archive('ZIPs nested six deep', () => [good(), { name: 'inner.zip', data: nested(6, image()) }], { imported: 1, rejected: 1, reasons: [/^Archives are nested more than 2 deep/] }),
  archive('a ZIP of 100,000 entries', () => Array.from({ length: 100_000 }, (_, index) => ({ name: String(index), data: Buffer.alloc(0) })), whole(/^The archive holds 100000 entries/)),
  archive('a ZIP that leads outside', () => [good(), ...outside.map((name) => ({ name, data: image() }))], { imported: 1, rejected: 4, reasons: [/^The name of this entry leads outside/] }),
  archive('a ZIP with links', () => [good(), { name: 'link', data: Buffer.from('/etc/passwd'), unixMode: 0o120777 }], { imported: 1, rejected: 1, reasons: [/^This entry is a link/] }),
  archive('a ZIP with a password', () => [{ ...good(), flags: 1 }, { name: 'b', data: image(), flags: 1 }], { imported: 0, rejected: 2, reasons: [/^This entry is encrypted/] }),
  archive('a ZIP with names in odd letters', () => [good(), { name: '\u202egnp.mcd', data: image() }, { name: '画像/Größe', data: image() }, { name: 'a\u0000b\nc', data: image() }], { imported: 4, rejected: 0, reasons: [] }),
  archive('a ZIP cut in its directory', () => [good(), good()], whole(/^The archive is damaged/), (bytes) => bytes.subarray(0, bytes.length - 30)),
  archive('a ZIP whose directory is rubbish', () => [good(), good()], whole(/^The archive is damaged/), (bytes) => bytes.fill(0xee, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 20, bytes.length - 30)),
  archive('a ZIP that says 64-bit sizes and has none', () => [good()], whole(/^The archive is damaged/), (bytes) => {
    const entry = bytes.indexOf('PK\x01\x02', 0, 'latin1');
    bytes.writeUInt32LE(0xffffffff, entry + 20);
    bytes.writeUInt32LE(0xffffffff, entry + 24);
    return bytes;
  }),
  medium('a DICOMDIR that leads outside', ['GOOD', '..\\OUTSIDE', '\\ETC\\PASSWD', '/ETC/PASSWD', 'C:\\X', 'LINK'], { imported: 1, rejected: 5, reasons: [/^The directory names a file outside/, /^The directory names a link/] }),
  medium('a DICOMDIR that names itself', ['GOOD', 'DICOMDIR', 'dicomdir', 'GOOD'], { imported: 1, rejected: 0, reasons: [] }),
  medium('a DICOMDIR of 100,000 records', ['GOOD', ...Array.from({ length: 100_000 }, (_, index) => `A${index}`)], { imported: 1, rejected: 100_000, reasons: [/^The directory names this file, but it is missing/] }),
  folderOf('a folder with a loop of links', (folder) => { mkdirSync(path.join(folder, 'a')); symlinkSync(folder, path.join(folder, 'a', 'loop')); symlinkSync('/etc', path.join(folder, 'etc')); }, { imported: 1, rejected: 2, reasons: [/^This is a link/] }),
  folderOf('a folder with a pipe that nobody writes', (folder) => system('mkfifo', path.join(folder, 'pipe')), { imported: 1, rejected: 1, reasons: [/^This is not a regular file/] }),
  folderOf('a folder with a device', (folder) => system('mknod', path.join(folder, 'zero'), 'c', '1', '5'), { imported: 1, rejected: 1, reasons: [/^This is not a regular file/] }),
  folderOf('a folder 200 deep', (folder) => { mkdirSync(path.join(folder, ...Array.from({ length: 200 }, () => 'd')), { recursive: true }); }, { imported: 1, rejected: 1, reasons: [/^Folders are nested more than 64 deep/] }),
  folderOf('a folder with a name that is no text', (folder) => {
    if (process.platform !== 'linux') return false;
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x89, 0xe6, 0x91, 0x9c])]), image());
    return true;
  }, { imported: 1, rejected: 1, reasons: [/^Its name is not valid text/] }),
];
