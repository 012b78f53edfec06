/** The window's only way to the host: plain fetch on the same origin, so that the renderer cannot tell which shell it runs in. */
import { NadirError, type ErrorCode } from '../src/common/index.ts';
import type { WireError } from '../src/api/wire.ts';

/** Raised when no answer came at all: the host is gone or restarting. Its reason is `hostGone`. */
const hostGone = (cause: unknown): NadirError =>
  new NadirError('defect', 'The host does not answer. Everything committed is on disk; the window reconnects by itself.', { reason: 'hostGone', cause });

async function wireError(response: Response): Promise<NadirError> {
  const body: unknown = await response.json().catch(() => null);
  const error = (body as WireError | null)?.error;
  if (error && typeof error.message === 'string') {
    return new NadirError(error.code, error.message, { reason: error.reason, ...(error.incident ? { details: { incident: error.incident } } : {}) });
  }
  const code: ErrorCode = response.status === 404 ? 'notFound' : response.status === 413 ? 'refused' : 'defect';
  return new NadirError(code, `The host answered ${response.status} to ${new URL(response.url).pathname}.`, { reason: `http${response.status}` });
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw new NadirError('cancelled', 'Cancelled.', { cause });
    throw hostGone(cause);
  });
  if (!response.ok) throw await wireError(response);
  return response;
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** `path?name=value…`; null and undefined are left out. */
export function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value != null).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/** GET of a JSON document. Errors: NadirError as the host names it, or reason `hostGone`. */
export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(withQuery(path, query), { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
  return (await response.json()) as T;
}

/** POST of a command; the answer is JSON, or nothing. */
export async function postJson<T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** PUT of one file's bytes. */
export async function putBytes(path: string, query: Query, body: Blob, signal?: AbortSignal): Promise<void> {
  await send(withQuery(path, query), { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body, ...(signal ? { signal } : {}) });
}

/** GET of a byte stream (volumes). The caller reads `response.body`. */
export const getBytes = (path: string, query: Query = {}, signal?: AbortSignal): Promise<Response> => send(withQuery(path, query), signal ? { signal } : {});

/** Address of a series' middle slice as PNG, about 96 px. */
export const thumbnailUrl = (seriesId: string): string => `/api/bytes/thumbnail/${encodeURIComponent(seriesId)}`;

/** Address of one frame of an image in quarantine, as PNG. */
export const quarantineUrl = (studyId: string, image: string, frame: number, greys: 'window' | 'all'): string => withQuery(`/api/bytes/quarantine/${encodeURIComponent(image)}`, { study: studyId, frame, greys });

/** Addresses of the CSV downloads; opened by an anchor so that the browser writes the file. */
export const csvUrl = (studyId: string, kind: 'measurements' | 'responses' | 'endpoints' | 'lesions'): string => withQuery('/api/export/csv', { study: studyId, kind });

/** Address of a package that waits to be taken away; opened by an anchor like the CSV downloads. */
export const packageUrl = (jobId: string): string => `/api/export/${encodeURIComponent(jobId)}/package`;
