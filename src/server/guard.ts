/** Who may talk to the loopback shell: the one window that was given the token, from the one origin it was served on. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type Guard = {
  /** Null when the request may pass; else the answer that ends it. */
  check(request: Request): Response | null;
  /** The address to open, token included. */
  openingUrl(): string;
  /** What a guard that takes this one's place goes by. */
  secrets(): GuardSecrets;
};

/** Who may pass, as a workstation that is started again after a crash must know it. Never written down. */
export type GuardSecrets = {
  /** Of the opening address. */
  readonly token: string;
  /** Of the window's cookie. */
  readonly session: string;
  /** The token has opened a window. */
  readonly isSpent: boolean;
};

export type GuardOptions = {
  readonly port: number;
  /** The token was put on a command line, where other accounts can read it: it opens one window and is then dead. */
  readonly singleUse: boolean;
  /** Of the guard whose place this one takes; new ones unless given. */
  readonly secrets?: GuardSecrets | undefined;
  /** Hears of secrets that have changed. */
  readonly onChange?: (secrets: GuardSecrets) => void;
};

/** 256 bits, as text that needs no escaping in an address. */
const newSecret = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares by digests of equal length, so that time tells nothing about the secret. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

const safeMethods = new Set(['GET', 'HEAD']);

/** Ground, panel and text colours are the design's; a style sheet of its own because the policy allows no inline style. */
const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="dark"><title>${title} · Nadir</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;

/** Whoever is not let in keeps no connection open, and nothing more of what they send is read. */
const hangUp = { connection: 'close' };

function refusal(request: Request, status: 401 | 403, reason: string, title: string, message: string): Response {
  if (request.headers.get('accept')?.includes('text/html')) return new Response(page(title, message), { status, headers: { 'content-type': 'text/html; charset=utf-8', ...hangUp } });
  return Response.json({ error: { code: 'refused', reason, message } }, { status, headers: hangUp });
}

function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/**
 * Host (against DNS rebinding), Origin and Sec-Fetch-Site (another page or another port on this machine), then the cookie. The token of the opening
 * address is exchanged once for the cookie and leaves the address bar by a redirect. No answer carries a CORS header.
 */
export function createGuard({ port, singleUse, secrets = { token: newSecret(), session: newSecret(), isSpent: false }, onChange }: GuardOptions): Guard {
  const authority = `127.0.0.1:${port}`;
  const origin = `http://${authority}`;
  // Cookies do not know ports, so the port is part of the name: two workstations do not take each other's.
  const cookieName = `nadir-${port}`;
  const { token, session } = secrets;
  let { isSpent } = secrets;

  const foreign = (request: Request): Response | null => {
    const not = (reason: string, what: string) => refusal(request, 403, reason, 'Not from here', `${what} Nadir answers only its own window on this machine.`);
    if (request.headers.get('host') !== authority || new URL(request.url).host !== authority) return not('wrongHost', 'This address is not the one Nadir listens on.');
    const claimed = request.headers.get('origin');
    if (claimed !== null && claimed !== origin) return not('wrongOrigin', 'The request came from another page.');
    if (claimed === null && !safeMethods.has(request.method)) return not('missingOrigin', 'The request did not say which page it came from.');
    const site = request.headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin' && site !== 'none') return not('wrongSite', 'The request came from another page.');
    return null;
  };

  const exchange = (request: Request, given: string): Response => {
    if (!isSame(given, token) || (singleUse && isSpent)) return refusal(request, 401, 'wrongToken', 'This address has expired', 'Its token is not the one of the running workstation. Start Nadir again, or use the address it printed.');
    if (!isSpent) {
      isSpent = true;
      onChange?.({ token, session, isSpent });
    }
    return new Response(null, { status: 303, headers: { location: '/', 'set-cookie': `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` } });
  };

  return {
    check(request) {
      const refused = foreign(request);
      if (refused) return refused;
      const url = new URL(request.url);
      const given = url.searchParams.get('token');
      if (given !== null && url.pathname === '/' && request.method === 'GET') return exchange(request, given);
      const cookie = cookieOf(request, cookieName);
      if (cookie === null || !isSame(cookie, session)) return refusal(request, 401, 'noSession', 'Open Nadir from its own window', 'This browser has no session with the running workstation. Start Nadir again, or use the address it printed.');
      return null;
    },
    openingUrl: () => `${origin}/?token=${token}`,
    secrets: () => ({ token, session, isSpent }),
  };
}
