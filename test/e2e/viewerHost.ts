/** A host that knows only generated series, for tests of the viewer by itself: the bench page over the product's own paths and byte order. */
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { SeriesId } from '../../src/common/index.ts';
import type { SeriesImages } from '../../src/api/wire.ts';
import { add, cross, outwardOrderWithout, scale, type Point3, type SliceRange } from '../../src/geometry/index.ts';

export type GeneratedSeries = { readonly images: SeriesImages; /** Stored values of a slice, row by row. */ readonly slice: (index: number) => Int16Array | Uint16Array | Uint8Array };

export type SeriesRecipe = {
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
  readonly slices: number;
  readonly spacingMm: readonly [row: number, column: number, slice: number];
  readonly origin?: Point3;
  readonly rowDirection?: Point3;
  readonly columnDirection?: Point3;
  readonly frameOfReferenceUid?: string;
  readonly measuringOff?: string;
  readonly photometric?: string;
  readonly paddingValue?: number;
  /** HU of a pixel; stored with intercept −1024. */
  readonly hu: (column: number, row: number, slice: number) => number;
};

/** A CT series of computed values, slices ordered along row × column. */
export function generateSeries(recipe: SeriesRecipe): GeneratedSeries {
  const { rows, columns, slices, spacingMm } = recipe;
  const rowDirection = recipe.rowDirection ?? ([1, 0, 0] as const);
  const columnDirection = recipe.columnDirection ?? ([0, 1, 0] as const);
  const origin = recipe.origin ?? ([-100, -100, -200] as const);
  const normal = cross(rowDirection, columnDirection);
  const frameOfReferenceUid = recipe.frameOfReferenceUid ?? '1.2.826.0.1.3680043.10.1';
  const images: SeriesImages = {
    series: {
      id: recipe.id as SeriesId, seriesUid: `1.2.3.${recipe.id}`, dicomStudyUid: '1.2.3', modality: 'CT', number: 3, description: 'Abdomen portal venous', date: null,
      kernel: 'B30f', contrast: null, rows, columns, slices, spacingMm: [...spacingMm], spacingSource: 'PixelSpacing', sliceThicknessMm: spacingMm[2],
      frameOfReferenceUid, measuringOff: recipe.measuringOff ?? null, findings: [],
    },
    rowDirection, columnDirection, frameOfReferenceUid, photometric: recipe.photometric ?? 'MONOCHROME2',
    pixels: { type: 'int16', samples: 1, bytesPerSlice: rows * columns * 2 }, windows: [{ center: 40, width: 400, name: '' }], paddingValue: recipe.paddingValue ?? null,
    slices: Array.from({ length: slices }, (_, index) => {
      const place = add(origin, scale(normal, index * spacingMm[2]));
      return {
        sopInstanceUid: `1.2.3.${recipe.id}.${index}`, frameNumber: 1, instanceNumber: index + 1, origin: place,
        positionMm: place[0] * normal[0] + place[1] * normal[1] + place[2] * normal[2], rescaleSlope: 1, rescaleIntercept: -1024,
      };
    }),
  };
  const slice = (index: number): Int16Array => {
    const values = new Int16Array(rows * columns);
    for (let row = 0; row < rows; row += 1) for (let column = 0; column < columns; column += 1) values[row * columns + column] = Math.round(recipe.hu(column, row, index)) + 1024;
    return values;
  };
  return { images, slice };
}

function wantedOf({ searchParams }: URL): { from: number; without: readonly SliceRange[] } {
  const ranges = (searchParams.get('without') ?? '').split(',').filter((range) => range !== '');
  return { from: Number(searchParams.get('from') ?? 0), without: ranges.map((range): SliceRange => { const [first = 0, last = 0] = range.split('-').map(Number); return [first, last]; }) };
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

export type ViewerHost = { readonly url: string; /** Volume requests so far, and those that the window gave up. */ readonly requests: { started: number; aborted: number }; close(): Promise<void> };

/** Serves the built bench page (`folder`) and the series on a random port of 127.0.0.1. `pauseMs` waits before each slice after the first. */
export async function startViewerHost(folder: string, series: readonly GeneratedSeries[], { pauseMs = 0 } = {}): Promise<ViewerHost> {
  const known = new Map(series.map((each) => [each.images.series.id as string, each]));
  const requests = { started: 0, aborted: 0 };

  async function sendVolume(each: GeneratedSeries, { from, without }: { from: number; without: readonly SliceRange[] }, response: http.ServerResponse): Promise<void> {
    requests.started += 1;
    response.once('close', () => { if (!response.writableFinished) requests.aborted += 1; });
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    let first = true;
    for (const index of outwardOrderWithout(each.images.slices.length, from, without)) {
      if (!first && pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      first = false;
      if (response.destroyed) return;
      const values = each.slice(index);
      response.write(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    }
    response.end();
  }

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    const [, , area, name] = /^\/api\/(bytes|series)\/(.*)$/.exec(url.pathname)?.[0].split('/') ?? [];
    const seriesId = area === 'bytes' ? url.pathname.split('/')[4] : name;
    const found = seriesId === undefined ? undefined : known.get(seriesId);
    if (area === 'bytes' && found) { void sendVolume(found, wantedOf(url), response); return; }
    if (area === 'series' && found) { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found.images)); return; }
    if (area !== undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { code: 'notFound', reason: 'series', message: 'There is no such series.' } }));
      return;
    }
    const file = path.join(folder, path.normalize(url.pathname === '/' ? '/bench/index.html' : url.pathname));
    readFile(file).then(
      (body) => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`, requests,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
