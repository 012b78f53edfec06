import { describe, expect, it } from 'vitest';
import { createGuard, type GuardSecrets } from './guard.ts';

const port = 41234;
const own = `127.0.0.1:${port}`;
const request = (path: string, headers: Record<string, string> = {}, method = 'GET'): Request => new Request(`http://${own}${path}`, { method, headers: { host: own, ...headers } });

/** The cookie that the opening address is exchanged for, as a browser would send it. */
function open(guard: ReturnType<typeof createGuard>): string {
  const url = new URL(guard.openingUrl());
  const answer = guard.check(request(url.pathname + url.search));
  return (answer?.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('guard', () => {
  it('exchanges the token for a cookie that no script reads and no other site sends, and leaves a clean address', () => {
    const guard = createGuard({ port, singleUse: false });
    const url = new URL(guard.openingUrl());
    const answer = guard.check(request(url.pathname + url.search));
    expect(answer?.status).toBe(303);
    expect(answer?.headers.get('location')).toBe('/');
    expect(answer?.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    // 256 bits in base64url.
    expect(url.searchParams.get('token')).toMatch(/^[\w-]{43}$/);
  });

  it('lets the session through and nobody else', () => {
    const guard = createGuard({ port, singleUse: false });
    const cookie = open(guard);
    expect(guard.check(request('/api/session', { cookie }))).toBeNull();
    expect(guard.check(request('/api/session', { cookie: `other=1; ${cookie}` }))).toBeNull();
    expect(guard.check(request('/api/session'))?.status).toBe(401);
    expect(guard.check(request('/api/session', { cookie: `${cookie}x` }))?.status).toBe(401);
    expect(guard.check(request('/api/session', { cookie: `nadir-${port}=` }))?.status).toBe(401);
  });

  it('does not take the token for a session, nor another workstation’s session', () => {
    const guard = createGuard({ port, singleUse: false });
    const token = new URL(guard.openingUrl()).searchParams.get('token') ?? '';
    expect(guard.check(request(`/api/session?token=${token}`))?.status).toBe(401);
    expect(guard.check(request('/api/session', { cookie: `nadir-${port}=${token}` }))?.status).toBe(401);
    expect(guard.check(request('/api/session', { cookie: open(createGuard({ port, singleUse: false })) }))?.status).toBe(401);
  });

  it('opens one window only with a token that stood on a command line', () => {
    const guard = createGuard({ port, singleUse: true });
    expect(open(guard)).not.toBe('');
    expect(open(guard)).toBe('');
    const printed = createGuard({ port, singleUse: false });
    expect(open(printed)).toBe(open(printed));
  });

  it('lets the same window in when it takes the place of a guard whose workstation crashed, and its spent token no more than before', () => {
    const heard: GuardSecrets[] = [];
    const before = createGuard({ port, singleUse: true, onChange: (secrets) => heard.push(secrets) });
    const unopened = createGuard({ port, singleUse: true, secrets: before.secrets() });
    const cookie = open(before);
    expect(heard).toEqual([before.secrets()]);
    const after = createGuard({ port, singleUse: true, secrets: before.secrets() });
    expect(after.check(request('/api/session', { cookie }))).toBeNull();
    expect(open(after)).toBe('');
    expect(open(unopened)).toBe(cookie);
  });

  it.each([
    ['another host name that resolves here (DNS rebinding)', 'GET', { host: `evil.example:${port}` }],
    ['localhost, which is not the address given out', 'GET', { host: `localhost:${port}` }],
    ['the right host on another port', 'GET', { host: '127.0.0.1:80' }],
    ['a command from another page', 'POST', { origin: 'https://evil.example' }],
    ['a command from another port of this machine', 'POST', { origin: 'http://127.0.0.1:3000' }],
    ['a command from a sandboxed page', 'POST', { origin: 'null' }],
    ['a command that does not say where it comes from', 'POST', {}],
    ['an image tag on another site', 'GET', { 'sec-fetch-site': 'cross-site' }],
    ['an image tag on another port of this machine', 'GET', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s even with the cookie', (_what, method, headers) => {
    const guard = createGuard({ port, singleUse: false });
    const answer = guard.check(request('/api/session', { cookie: open(guard), ...headers }, method));
    expect(answer?.status).toBe(403);
    expect(answer?.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets the own window send commands', () => {
    const guard = createGuard({ port, singleUse: false });
    expect(guard.check(request('/api/lesion/place', { cookie: open(guard), origin: `http://${own}`, 'sec-fetch-site': 'same-origin' }, 'POST'))).toBeNull();
  });

  it('explains a wrong token to a person and to a program', async () => {
    const guard = createGuard({ port, singleUse: false });
    const page = guard.check(request('/?token=wrong', { accept: 'text/html' }));
    expect(page?.status).toBe(401);
    expect(await page?.text()).toContain('Start Nadir again');
    expect(await guard.check(request('/?token=wrong'))?.json()).toMatchObject({ error: { code: 'refused', reason: 'wrongToken' } });
  });
});
