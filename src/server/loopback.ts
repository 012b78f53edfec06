/** The loopback shell's server: the host's handler on 127.0.0.1 behind the guard. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NadirError } from '../common/index.ts';
import { createNodeServer } from '../host/index.ts';
import { createGuard, type Guard } from './guard.ts';

export type Handler = (request: Request) => Promise<Response>;

export type LoopbackOptions = {
  readonly handler: Handler;
  /** 0 or undefined: a free one. */
  readonly port?: number | undefined;
  readonly singleUseToken: boolean;
};

export type Loopback = { readonly port: number; readonly openingUrl: string; close(): Promise<void> };

const host = '127.0.0.1';
const slowestHeadersMs = 5000;
const mostConnections = 512;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.code === 'EACCES' ? 'this account may not open it' : cause.message;
      reject(new NadirError('refused', `Port ${port} cannot be opened: ${why}. Choose another with --port, or leave it out for a free one.`, { reason: 'port', cause }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Listens and answers. Errors: refused when the port cannot be opened. */
export async function serveLoopback({ handler, port = 0, singleUseToken }: LoopbackOptions): Promise<Loopback> {
  let guard: Guard | null = null;
  const server = createNodeServer(async (request) => guard?.check(request) ?? handler(request), { hostname: host });
  // An upload may take as long as the disk needs; a client that dawdles over its headers may not.
  server.requestTimeout = 0;
  server.headersTimeout = slowestHeadersMs;
  // A window holds six; whoever holds this many has come to keep others out. Newer ones are refused until the silent ones are cut.
  server.maxConnections = mostConnections;
  const bound = await listen(server, port);
  guard = createGuard({ port: bound, singleUse: singleUseToken });
  return {
    port: bound,
    openingUrl: guard.openingUrl(),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
