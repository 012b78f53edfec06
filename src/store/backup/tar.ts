/**
 * The container of a backup: a plain POSIX tar of files, so that `tar -xf` opens it where Nadir is not. Our own code, because the size of a compressed member is known only after it was written, and because
 * a restore must refuse everything that is not exactly what a backup holds: links, folders, unknown names, bytes between the members.
 */
import type { FileHandle } from 'node:fs/promises';
import { NadirError } from '../../common/index.ts';

export const blockBytes = 512;
/** Largest size that the octal field holds; larger ones are written in base 256, as GNU tar, bsdtar and Windows' tar read. */
const mostOctal = 0o77777777777;

export type TarMember = { readonly name: string; readonly bytes: number; /** Where the content begins. */ readonly start: number };

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** Name and prefix of at most 100 and 155 bytes, parted at a slash. */
function partedName(name: string): [name: string, prefix: string] {
  if (name.length <= 100) return [name, ''];
  const at = name.lastIndexOf('/');
  const parts: [string, string] = [name.slice(at + 1), name.slice(0, at)];
  if (at < 0 || parts[0].length > 100 || parts[1].length > 155) throw new NadirError('defect', `A backup cannot hold a file called ${name}.`, { reason: 'fileName' });
  return parts;
}

/** The 512 bytes before a member's content. `seconds`: of its modification, since 1970. */
export function tarHeader(name: string, bytes: number, seconds: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const [short, prefix] = partedName(name);
  header.write(short, 0, 'ascii');
  header.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'ascii');
  if (bytes <= mostOctal) header.write(`${octal(bytes, 11)}\0`, 124, 'ascii');
  else { header.writeUInt8(0x80, 124); header.writeBigUInt64BE(BigInt(bytes), 128); }
  header.write(`${octal(seconds, 11)}\0`, 136, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\u000000', 257, 'ascii');
  header.write('0000000\0' + '0000000\0', 329, 'ascii');
  header.write(prefix, 345, 'ascii');
  header.write(`${octal(checksum(header), 6)}\0 `, 148, 'ascii');
  return header;
}

/** Sum of the header's bytes, its own field counted as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

export const paddingOf = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes;

const textOf = (header: Buffer, from: number, to: number): string => header.toString('latin1', from, to).replace(/\0.*$/s, '');
const sizeOf = (header: Buffer): number => ((header[124] ?? 0) === 0x80 ? Number(header.readBigUInt64BE(128)) : parseInt(textOf(header, 124, 136), 8));

function memberFrom(header: Buffer, start: number): TarMember | null {
  const sum = parseInt(textOf(header, 148, 156), 8);
  const bytes = sizeOf(header);
  if (sum !== checksum(header) || header.toString('latin1', 257, 262) !== 'ustar' || header[156] !== 0x30 || !Number.isSafeInteger(bytes)) return null;
  const prefix = textOf(header, 345, 500);
  return { name: `${prefix === '' ? '' : `${prefix}/`}${textOf(header, 0, 100)}`, bytes, start };
}

async function readExactly(handle: FileHandle, buffer: Buffer, position: number): Promise<boolean> {
  for (let got = 0; got < buffer.length;) {
    const { bytesRead } = await handle.read(buffer, got, buffer.length - got, position + got);
    if (bytesRead === 0) return false;
    got += bytesRead;
  }
  return true;
}

/** The members, in order. `damaged` makes the error for a file that is cut or was changed between its members. */
export async function* tarMembers(handle: FileHandle, damaged: (where: string) => Error): AsyncGenerator<TarMember> {
  const header = Buffer.alloc(blockBytes);
  let [position, last] = [0, 'its beginning'];
  for (;;) {
    if (!(await readExactly(handle, header, position))) throw damaged(`it ends after ${last}`);
    if (header.every((byte) => byte === 0)) break;
    const member = memberFrom(header, position + blockBytes);
    if (!member) throw damaged(`what follows ${last} cannot be read`);
    yield member;
    const padding = Buffer.alloc(paddingOf(member.bytes));
    if (!(await readExactly(handle, padding, member.start + member.bytes)) || padding.some((byte) => byte !== 0)) throw damaged(`it is not whole after ${member.name}`);
    position = member.start + member.bytes + padding.length;
    last = member.name;
  }
  const end = Buffer.alloc(blockBytes);
  if (!(await readExactly(handle, end, position + blockBytes)) || end.some((byte) => byte !== 0) || (await handle.stat()).size !== position + 2 * blockBytes) throw damaged(`its end, after ${last}, was changed`);
}

/** The content of a member, in pieces that are valid until the next is asked for. */
export async function* contentOf(handle: FileHandle, { name, bytes, start }: TarMember, damaged: (where: string) => Error): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(1 << 20, Math.max(bytes, 1)));
  for (let at = 0; at < bytes;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, bytes - at), start + at);
    if (bytesRead === 0) throw damaged(`it ends within ${name}`);
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
