/** `npm run dev [-- --data DIR]`: the window's sources served with hot reload, the real host behind /api. For development only: the host's own policy headers do not apply to these pages. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createServer } from 'vite';
import { projectRoot, rendererDevConfig } from './vite.renderer.ts';

const host = spawn(process.execPath, [path.join(projectRoot, 'src/cli/nadir.mjs'), 'start', '--no-window', ...process.argv.slice(2)], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
host.once('exit', (code) => process.exit(code ?? 1));

const url = await new Promise<URL>((resolve) => {
  host.stdout.on('data', (chunk: Buffer) => resolve(new URL((JSON.parse(chunk.toString()) as { url: string }).url)));
});

/** The one cookie of the host's session: the development server is its window. */
const opened = await fetch(url, { redirect: 'manual' });
const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
await opened.body?.cancel();

const server = await createServer(rendererDevConfig({
  '/api': { target: url.origin, changeOrigin: true, headers: { cookie, origin: url.origin, 'sec-fetch-site': 'same-origin' } },
}));
await server.listen();
server.printUrls();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close().finally(() => host.kill('SIGTERM')));
