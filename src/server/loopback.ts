/** The loopback shell's server: the host's handler on 127.0.0.1 behind the guard. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NadirError } from '../common/index.ts';
import { createNodeServer } from '../host/index.ts';
import { createGuard, type Guard, type GuardSecrets } from './guard.ts';

export type Handler = (request: Request) => Promise<Response>;

/** What a server that takes the place of a crashed one goes on with. It goes from process to process over a channel of their own and is never written down. */
export type Carried = { readonly port: number; readonly singleUseToken: boolean; readonly secrets: GuardSecrets };

export type LoopbackOptions = {
  readonly handler: Handler;
  /** 0 or undefined: a free one. */
  readonly port?: number | undefined;
  readonly singleUseToken: boolean;
  /** Secrets of the server whose place this one takes. */
  readonly secrets?: GuardSecrets | undefined;
  /** Its listening socket, held meanwhile; undefined: the port is opened. */
  readonly socket?: unknown;
  /** Hears at once, and whenever it changes, what a server in this one's place needs; the first time with the listening socket, where this Node gives it. */
  readonly onCarried?: ((carried: Carried, socket?: unknown) => void) | undefined;
};

export type Loopback = { readonly port: number; readonly openingUrl: string; close(): Promise<void> };

const host = '127.0.0.1';
const slowestHeadersMs = 5000;
const mostConnections = 512;

/** The socket itself: no other way leads to one that can be held by a process which takes no connections from it. */
const socketOf = (server: Server): unknown => (server as unknown as { readonly _handle?: unknown })._handle ?? undefined;

function listen(server: Server, port: number, socket: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.code === 'EACCES' ? 'this account may not open it' : cause.message;
      reject(new NadirError('refused', `Port ${port} cannot be opened: ${why}. Choose another with --port, or leave it out for a free one.`, { reason: 'port', cause }));
    });
    const listening = (): void => resolve((server.address() as AddressInfo).port);
    if (socket === undefined) server.listen(port, host, listening);
    else server.listen(socket, listening);
  });
}

/** Listens and answers. Errors: refused when the port cannot be opened. */
export async function serveLoopback({ handler, port = 0, singleUseToken, secrets, socket, onCarried }: LoopbackOptions): Promise<Loopback> {
  let guard: Guard | null = null;
  const server = createNodeServer(async (request) => guard?.check(request) ?? handler(request), { hostname: host });
  // An upload may take as long as the disk needs; a client that dawdles over its headers may not.
  server.requestTimeout = 0;
  server.headersTimeout = slowestHeadersMs;
  // A window holds six; whoever holds this many has come to keep others out. Newer ones are refused until the silent ones are cut.
  server.maxConnections = mostConnections;
  const bound = await listen(server, port, socket);
  const carried = (now: GuardSecrets): Carried => ({ port: bound, singleUseToken, secrets: now });
  guard = createGuard({ port: bound, singleUse: singleUseToken, secrets, onChange: (now) => onCarried?.(carried(now)) });
  onCarried?.(carried(guard.secrets()), socketOf(server));
  return {
    port: bound,
    openingUrl: guard.openingUrl(),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
