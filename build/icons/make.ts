/** `npm run icons`: the program's icon in every form that an installer wants, drawn from icon.svg. The same bytes every time. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import png2icons from 'png2icons';

const folder = import.meta.dirname;
/** Sizes of the freedesktop icon theme. */
export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;

let ready: Promise<void> | undefined;

/** The icon as PNG, `px` wide and high. */
export async function iconPng(px: number): Promise<Uint8Array> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((bytes) => initWasm(bytes));
  await ready;
  return new Resvg(readFileSync(path.join(folder, 'icon.svg'), 'utf8'), { fitTo: { mode: 'width', value: px } }).render().asPng();
}

/** Writes every form beside icon.svg. */
async function makeIcons(): Promise<void> {
  mkdirSync(path.join(folder, 'linux'), { recursive: true });
  for (const px of linuxSizes) writeFileSync(path.join(folder, 'linux', `${px}x${px}.png`), await iconPng(px));
  const large = Buffer.from(await iconPng(1024));
  const [ico, icns] = [png2icons.createICO(large, png2icons.BICUBIC2, 0, true, true), png2icons.createICNS(large, png2icons.BICUBIC2, 0)];
  if (!ico || !icns) throw new Error('The icon could not be written as .ico and .icns.');
  writeFileSync(path.join(folder, 'icon.ico'), ico);
  writeFileSync(path.join(folder, 'icon.icns'), icns);
}

if (import.meta.main) await makeIcons();
