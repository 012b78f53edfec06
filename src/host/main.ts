/**
 * The host as a process of its own, for the Electron shell: answers on a unix socket or named pipe, so that no port is open.
 * Its first line of standard output is `{"ready":true}` or `{"failed":{"message":…}}`. It ends with its parent.
 */
import { timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { asDiskError, isNadirError } from '../common/index.ts';
import { createHost, type Host } from './createHost.ts';
import { chosenDataFolder } from './dataFolder.ts';
import { endOnDefect } from './endOnDefect.ts';
import { openLog } from './log.ts';
import { createNodeServer } from './nodeServer.ts';
import { createPages } from './pages.ts';
import { systemClock } from './systemClock.ts';

const dataFolder = chosenDataFolder(undefined);
const log = openLog(dataFolder, systemClock);

const announce = (line: unknown): void => { process.stdout.write(`${JSON.stringify(line)}\n`); };

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this program is started by the Electron shell.`);
  return value;
}

/** Registers paths from the system's dialog. Only the shell's main process knows the secret; the window never does. */
async function importSource(host: Host, request: Request, secret: string): Promise<Response> {
  const given = Buffer.from(request.headers.get('x-nadir-shell-secret') ?? '');
  const expected = Buffer.from(secret);
  if (request.method !== 'POST' || given.length !== expected.length || !timingSafeEqual(given, expected)) return new Response(null, { status: 404 });
  const { paths } = (await request.json()) as { paths: string[] };
  try {
    return Response.json(await host.registerImport(paths));
  } catch (error) {
    if (!isNadirError(error)) throw error;
    return Response.json({ error: { code: error.code, reason: error.reason, message: error.message } }, { status: 404 });
  }
}

async function run(): Promise<void> {
  const socketPath = required('NADIR_SOCKET');
  const secret = required('NADIR_SHELL_SECRET');
  const pages = createPages(process.env['NADIR_PAGES'] ?? path.resolve(import.meta.dirname, '../../dist/renderer'));
  const host = await createHost({ dataFolder, shell: 'electron', pages, withDemo: process.env['NADIR_NO_DEMO'] !== '1', keepSessions: process.env['NADIR_KEEP_SESSIONS'] === '1' });
  const server = createNodeServer((request) => (new URL(request.url).pathname === '/internal/import-source' ? importSource(host, request, secret) : host.handler(request)));
  server.requestTimeout = 0;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
    void host.close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started as a plain Node process, standard input is the parent's hand: when it lets go, the parent is gone. A utility process ends with its parent by itself.
  if (!('parentPort' in process) || !process.parentPort) process.stdin.resume().once('end', stop).once('error', stop);
  // A host that was killed leaves its socket behind; the folder is the shell's own, so nothing else can be there.
  if (process.platform !== 'win32') rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(socketPath, resolve); });
  announce({ ready: true });
}

endOnDefect(log);

try {
  await run();
} catch (thrown) {
  const error = asDiskError(thrown);
  log.error('host did not start', error);
  announce({ failed: { message: error instanceof Error ? error.message : String(error) } });
  process.exitCode = 3;
}
