/** A fetch handler behind Node's HTTP server, for both shells. What offers to be sent directly goes to the socket without web streams in between. */
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { directSender, type DirectSender } from '../api/index.ts';
import { withSecurityHeaders } from './securityHeaders.ts';

/** Connections that say nothing are looked for this often; how long they may be silent is the shell's. */
const lookForSilentEveryMs = 2000;

/** The server, not yet listening. Every answer carries the security headers. */
export function createNodeServer(answer: (request: Request) => Promise<Response>, { hostname }: { readonly hostname?: string } = {}): Server {
  const fetch = async (request: Request, { outgoing }: HttpBindings): Promise<Response> => {
    const response = await answer(request);
    const send = directSender(response.body);
    const secured = withSecurityHeaders(response);
    if (!send) return secured;
    outgoing.writeHead(secured.status, Object.fromEntries(secured.headers));
    await sendTo(outgoing, send);
    return RESPONSE_ALREADY_SENT;
  };
  return createAdaptorServer({ fetch: fetch as Parameters<typeof createAdaptorServer>[0]['fetch'], serverOptions: { connectionsCheckingInterval: lookForSilentEveryMs }, ...(hostname === undefined ? {} : { hostname }) }) as Server;
}

/** A body that breaks off is told by closing the connection: its length was promised already. */
async function sendTo(outgoing: ServerResponse, send: DirectSender): Promise<void> {
  try {
    await send((piece) => written(outgoing, piece));
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}

/** Resolves when the system has taken the bytes; rejects when the window is gone. */
async function written(outgoing: ServerResponse, piece: Uint8Array): Promise<void> {
  if (outgoing.destroyed) throw new Error('the window is gone');
  const gone = new AbortController();
  try {
    await Promise.race([
      new Promise<void>((resolve, reject) => { outgoing.write(piece, (error) => (error ? reject(error) : resolve())); }),
      once(outgoing, 'close', { signal: gone.signal }).then(() => { throw new Error('the window is gone'); }),
    ]);
  } finally {
    gone.abort();
  }
}
