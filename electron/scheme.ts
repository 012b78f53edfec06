/** The window's only origin: `nadir://app/…`, answered by the host over its socket. */
import http from 'node:http';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { createCookieJar } from './cookieJar.ts';
import type { HostProcess } from './hostProcess.ts';

/** Must run before the program is ready: a standard, secure scheme that may fetch and stream. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'nadir', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }]);
}

/** The session of the one window. */
const jar = createCookieJar();
/** Not passed on to the host: its own, and what a window could make up. */
const ownHeaders = new Set(['host', 'cookie']);

const bodiless = new Set([204, 205, 304]);

const unavailable = (message: string): Response =>
  Response.json({ error: { code: 'storage', reason: 'hostGone', message } }, { status: 503 });

/** Passes one request on with streaming bodies both ways; ending either side ends the other. */
export async function forward(request: Request, host: HostProcess): Promise<Response> {
  await host.ready();
  const url = new URL(request.url);
  return new Promise((resolve) => {
    const headers = Object.fromEntries([...request.headers].filter(([name]) => !ownHeaders.has(name)));
    const cookie = jar.header();
    const outgoing = http.request({ socketPath: host.socketPath, method: request.method, path: url.pathname + url.search, headers: { ...headers, host: url.host, ...(cookie === null ? {} : { cookie }) } }, (answer) => {
      const status = answer.statusCode ?? 502;
      jar.take(answer.headers['set-cookie']);
      const answerHeaders = new Headers();
      for (const [name, value] of Object.entries(answer.headers)) {
        if (name === 'connection' || name === 'keep-alive' || name === 'transfer-encoding' || name === 'set-cookie' || value === undefined) continue;
        answerHeaders.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      const body = bodiless.has(status) ? null : (Readable.toWeb(answer) as unknown as ConstructorParameters<typeof Response>[0]);
      if (body === null) answer.resume();
      resolve(new Response(body, { status, headers: answerHeaders }));
    });
    outgoing.once('error', () => resolve(unavailable('The host process is being restarted. What was committed is safe.')));
    request.signal.addEventListener('abort', () => outgoing.destroy(), { once: true });
    if (request.body) Readable.fromWeb(request.body as unknown as Parameters<typeof Readable.fromWeb>[0]).once('error', () => outgoing.destroy()).pipe(outgoing);
    else outgoing.end();
  });
}

/** `local` answers first what only this shell can do (dialogs); everything else goes to the host. */
export function serveScheme(host: HostProcess, local: (request: Request) => Promise<Response> | null): void {
  protocol.handle('nadir', (request) => local(request) ?? forward(request, host));
}
