/** Serves the built window and, under /guide/, the guide. Only files that were there at start can be asked for, by exactly their own path, so no path from the wire is ever joined to a folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NadirError } from '../common/index.ts';

export type Pages = (request: Request) => Promise<Response | null>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.woff': 'font/woff',
  '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json; charset=utf-8',
};

/** A name that carries the hash of its content can be kept for ever. */
const isHashed = (urlPath: string): boolean => /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(urlPath);

type KnownFile = { readonly file: string; readonly type: string; readonly cache: string };

/** Every file below the folder by its path in the address, which begins with `under`. */
function list(folder: string, under = ''): Map<string, KnownFile> {
  const known = new Map<string, KnownFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const urlPath = `${under}/${path.relative(folder, file).split(path.sep).join('/')}`;
    known.set(urlPath, { file, type: types[path.extname(entry.name)] ?? 'application/octet-stream', cache: isHashed(urlPath) ? 'public, max-age=31536000, immutable' : 'no-cache' });
  }
  return known;
}

/** The guide is built beside the window (`npm run guide`); a workstation without it says so where it is asked for. */
const guideOf = (folder: string): string => path.join(path.dirname(folder), 'guide');

/**
 * The pages in `folder`, which must hold an index.html, and the guide in the folder `guide` beside it. Answers null for what is not a page, so that the caller decides.
 * Errors: storage when the window has not been built.
 */
export function createPages(folder: string): Pages {
  let known: ReadonlyMap<string, KnownFile>;
  try {
    readFileSync(path.join(folder, 'index.html'));
    known = new Map([...list(folder), ...(existsSync(guideOf(folder)) ? list(guideOf(folder), '/guide') : [])]);
  } catch (cause) {
    throw new NadirError('storage', `The window is not built (${folder} has no index.html). Run "npm run build".`, { reason: 'notBuilt', cause });
  }
  return async (request) => {
    const { pathname } = new URL(request.url);
    const page = known.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!page) return null;
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    const bytes = await readFile(page.file);
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers: { 'content-type': page.type, 'content-length': String(bytes.byteLength), 'cache-control': page.cache } });
  };
}
