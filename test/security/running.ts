/** A loopback workstation in this process, over a real socket, with raw requests that no browser would send. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { serveWorkstation, type Serving } from '../../src/server/index.ts';

/** Status 0: the server cut the connection instead of answering. */
export type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly text: string };
export type RawRequest = { readonly method?: string; readonly path: string; readonly headers?: Record<string, string>; readonly body?: string | Buffer; readonly agent?: http.Agent };

export type Running = {
  readonly serving: Serving;
  readonly dataFolder: string;
  readonly pagesFolder: string;
  readonly cookie: string;
  readonly origin: string;
  /** Sends exactly this: the path is not normalised. */
  raw(request: RawRequest): Promise<Answer>;
  /** The same with what the window sends along. */
  asWindow(request: RawRequest): Promise<Answer>;
  close(): Promise<void>;
};

function send(port: number, { method = 'GET', path: target, headers = {}, body, agent }: RawRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const cutOff = (): void => resolve({ status: 0, headers: {}, text: '' });
    const request = http.request({ host: '127.0.0.1', port, method, path: target, ...(agent === undefined ? {} : { agent }), headers: { host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }));
      response.on('error', cutOff);
    });
    // A kept connection may be closed by the other side just as it is used again: clients then take a new one.
    request.on('error', () => { if (agent) resolve(send(port, { method, path: target, headers, ...(body === undefined ? {} : { body }) })); else cutOff(); });
    request.end(body);
  });
}

/** A stand-in for the built pages, with a secret lying beside it. */
function makePages(folder: string): string {
  const pages = path.join(folder, 'pages');
  mkdirSync(path.join(pages, 'assets'), { recursive: true });
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Nadir</title>');
  writeFileSync(path.join(pages, 'assets', 'index-0123abcd.js'), 'export {};');
  writeFileSync(path.join(folder, 'secret.txt'), 'top secret');
  return pages;
}

export async function startRunning(): Promise<Running> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-security-'));
  const dataFolder = path.join(folder, 'data');
  const pagesFolder = makePages(folder);
  const serving = await serveWorkstation({ dataFolder, pagesFolder, singleUseToken: false, withDemo: false });
  const opening = new URL(serving.openingUrl);
  const raw = (request: RawRequest): Promise<Answer> => send(serving.port, request);
  const opened = await raw({ path: opening.pathname + opening.search });
  const cookie = (opened.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  const origin = `http://127.0.0.1:${serving.port}`;
  return {
    serving, dataFolder, pagesFolder, cookie, origin, raw,
    asWindow: (request) => raw({ ...request, headers: { cookie, origin, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers } }),
    async close() {
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
