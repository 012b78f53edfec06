/** Files of figures out of the window: SVG and CSV as the worker writes them, PNG drawn from the same SVG with the window's own font. */
import type { FigureId } from '../../../src/figures/index.ts';
import { NadirError } from '../../../src/common/index.ts';
import { saveFile } from '../../ui/index.ts';
import { callWorker } from './figureWorker.ts';
import type { FileTheme, MadeFile } from './protocol.ts';

export type FileFormat = 'svg' | 'png' | 'csv';
export const fileFormats: readonly FileFormat[] = ['svg', 'png', 'csv'];

/** Pixels for every px of the figure: 192 per inch. A longer picture is scaled less. */
const scale = 2;
const longestSide = 8000;

/** Addresses of the window's own font files (Latin, Greek). */
function fontAddresses(): readonly string[] {
  const rules = [...document.styleSheets].flatMap((sheet) => { try { return [...sheet.cssRules]; } catch { return []; } });
  return rules.flatMap((rule) => (rule instanceof CSSFontFaceRule && rule.style.getPropertyValue('font-family').includes('Inter') && /-(latin|latin-ext|greek|cyrillic)-wght-normal/.test(rule.style.getPropertyValue('src'))
    ? (/url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1] ?? []) : []));
}

let fontStyle: Promise<string> | undefined;
/** A picture sees no font of the page, so the font goes with it. */
function embeddedFont(): Promise<string> {
  fontStyle ??= Promise.all(fontAddresses().map(async (address) => {
    const blob = await (await fetch(address)).blob();
    const url = await new Promise<string>((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(String(reader.result));
      reader.onerror = () => failed(reader.error ?? new Error('font'));
      reader.readAsDataURL(blob);
    });
    const range = { 'latin-ext': 'U+0100-02BA,U+1E00-1E9F', greek: 'U+0370-03FF', cyrillic: 'U+0400-045F' }[/-(latin-ext|greek|cyrillic)-/.exec(address)?.[1] ?? ''];
    return `@font-face{font-family:Inter;font-weight:100 900;src:url(${url});${range === undefined ? '' : `unicode-range:${range};`}}`;
  })).then((faces) => `<style>${faces.join('')}</style>`);
  return fontStyle;
}

async function rasterised({ text, size: { width, height } }: MadeFile): Promise<Blob> {
  const svg = text.replace(/(<svg[^>]*>)/, `$1${await embeddedFont()}`);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const zoom = Math.min(scale, longestSide / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.round(width * zoom), Math.round(height * zoom));
    const context = canvas.getContext('2d');
    if (!context) throw new NadirError('defect', 'The picture could not be made. Take the SVG instead.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Makes a file of a figure and hands it to the person. Errors: NadirError. */
export async function downloadFigure(key: string, id: FigureId, format: FileFormat, theme: FileTheme): Promise<void> {
  const made = await callWorker('file', { key, id, kind: format === 'csv' ? 'csv' : 'svg', theme, at: new Date().toISOString() });
  if (format === 'png') return saveFile(made.name.replace(/svg$/, 'png'), await rasterised(made));
  saveFile(made.name, new Blob([made.text], { type: format === 'csv' ? 'text/csv' : 'image/svg+xml' }));
}
