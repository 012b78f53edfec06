/** PNG of a figure without a browser: resvg as WebAssembly, with the fonts of the program, so that the picture is the same on every machine. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { FigureFile } from '../../figures/index.ts';

/** Inter (OFL), figures tabular; one file per script and weight, the scripts that Inter has. */
const fontFiles = ['latin', 'latin-ext', 'greek', 'cyrillic'].flatMap((script) => [400, 600].map((weight) => `${script}-${weight}.ttf`));

let ready: Promise<readonly Uint8Array[]> | undefined;
function fonts(): Promise<readonly Uint8Array[]> {
  ready ??= (async () => {
    await initWasm(await readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
    return Promise.all(fontFiles.map((name) => readFile(path.join(import.meta.dirname, 'fonts', name))));
  })();
  return ready;
}

/** Pixels of a picture for every px of its figure: 192 per inch. */
export const figureScale = 2;
/** Longest side of a picture in pixels; a figure that is longer is scaled less. */
const longestSide = 8000;

/** Samples of a drawing, RGBA with premultiplied alpha, row by row; `scale`: pixels for every px of it. */
export async function drawSvg(svg: string, scale = 1): Promise<{ readonly pixels: Uint8Array; readonly width: number; readonly height: number }> {
  return render(svg, scale, (drawn) => ({ pixels: drawn.pixels, width: drawn.width, height: drawn.height }));
}

export async function figurePng({ svg, width, height }: FigureFile): Promise<Uint8Array> {
  return render(svg, Math.min(figureScale, longestSide / Math.max(width, height)), (drawn) => drawn.asPng());
}

async function render<Result>(svg: string, scale: number, take: (drawn: ReturnType<InstanceType<typeof Resvg>['render']>) => Result): Promise<Result> {
  const fontBuffers = [...await fonts()];
  const drawn = new Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font: { fontBuffers, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' } }).render();
  try {
    return take(drawn);
  } finally {
    drawn.free();
  }
}
