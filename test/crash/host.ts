/** The real host process, as the Electron shell starts it, and one person's requests to it over its socket. It can be killed at any moment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
export const nodeProgram = process.execPath;
export const command = path.join(root, 'src/cli/nadir.mjs');

/** No answer came: the host is gone. */
export class HostGone extends Error {}

export type Answer = { readonly status: number; readonly text: string; readonly cookie: string | null };
/** What the window of one person keeps from one start to the next. */
export type Jar = { cookie: string | null };

export type CrashHost = {
  readonly child: ChildProcess;
  send(jar: Jar, method: string, path: string, body?: unknown): Promise<Answer>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** An ordinary end. */
  stop(): Promise<void>;
};

export const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => { if (child.exitCode !== null || child.signalCode !== null) resolve(); else child.once('exit', () => resolve()); });

function announced(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const line = said.split('\n').find((one) => one.startsWith('{"ready"') || one.startsWith('{"failed"'));
      if (line?.startsWith('{"ready"')) resolve();
      else if (line) reject(new Error(line));
    });
    child.stderr?.on('data', (chunk: Buffer) => { said += chunk.toString(); });
    child.once('exit', (code, signal) => reject(new HostGone(`the host ended with ${code ?? signal} before it was ready: ${said}`)));
  });
}

function sendOver(socketPath: string, jar: Jar, method: string, target: string, body: unknown): Promise<Answer> {
  const bytes = body instanceof Uint8Array ? body : body === undefined ? undefined : JSON.stringify(body);
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  return new Promise((resolve, reject) => {
    const gone = (cause: unknown): void => reject(new HostGone(`${method} ${target}`, { cause }));
    const request = http.request({ socketPath, method, path: `/api${target}`, agent: false, headers: { host: 'nadir', ...(jar.cookie ? { cookie: jar.cookie } : {}), ...(bytes === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(bytes)) }) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('aborted', gone);
      response.on('error', gone);
      response.on('end', () => {
        const [given] = (response.headers['set-cookie']?.[0] ?? '').split(';');
        if (given) jar.cookie = given;
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), cookie: given ?? null });
      });
    });
    request.on('error', gone);
    request.end(bytes);
  });
}

/** Starts the host on a data folder. `keepSessions` as the shell says it when it restarts a host under an open window. Rejects with HostGone, or with what the host said. */
export async function startHost(dataFolder: string, { keepSessions, env = {} }: { readonly keepSessions: boolean; readonly env?: Readonly<Record<string, string>> }): Promise<CrashHost> {
  const own = mkdtempSync(path.join(os.tmpdir(), 'nadir-crash-host-'));
  const pages = path.join(own, 'pages');
  mkdirSync(pages);
  writeFileSync(path.join(pages, 'index.html'), '<!doctype html><title>Nadir</title>');
  const socketPath = path.join(own, 'host.sock');
  const child = spawn(nodeProgram, [path.join(root, 'src/host/main.ts')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NADIR_DATA: dataFolder, NADIR_SOCKET: socketPath, NADIR_SHELL_SECRET: 'crash', NADIR_PAGES: pages, NADIR_NO_DEMO: '1', ...(keepSessions ? { NADIR_KEEP_SESSIONS: '1' } : {}), ...env },
  });
  void ended(child).then(() => rmSync(own, { recursive: true, force: true }));
  await announced(child);
  return {
    child, send: (jar, method, target, body) => sendOver(socketPath, jar, method, target, body),
    async kill() { child.kill('SIGKILL'); await ended(child); },
    async stop() { child.kill('SIGTERM'); await ended(child); },
  };
}
