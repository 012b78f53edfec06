/** The table of routes and roles: whole, and kept by the host for every route, every role, signed out and locked. */
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, type Role } from '../../src/accounts/index.ts';
import { access, type RouteKey } from '../../src/api/access.ts';
import { user } from '../../src/api/caller.ts';
import { guardRoutes } from '../../src/api/guardRoutes.ts';
import { createApp, createEventHub, toWireResponse } from '../../src/api/index.ts';
import { bench, ports, reader } from './harness.ts';
import { openWindow, windowOf, withAccounts, type Window } from './windows.ts';

const routes = Object.keys(access) as RouteKey[];
/** Refusals of the guard; whatever else a route answers to an empty body came from behind it. */
const guards = ['signedOut', 'locked', 'passwordDue', 'role', 'noAccessRule'];

let stage: Awaited<ReturnType<typeof withAccounts>>;
beforeAll(async () => {
  stage = await withAccounts();
});
afterAll(() => stage.b.close());

async function guardOf(window: Window, route: RouteKey): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const reason = await window.tries(method, path.replaceAll(/:\w+/g, 'x'));
  return guards.includes(reason) ? reason : 'through';
}

test('every route has a line in the table, and every line a route', () => {
  const b = bench();
  const app = createApp({ services: b.services, ports: ports(), hub: createEventHub(), localUser: reader, sessionCookie: 'nadir-account', log: () => undefined });
  const registered = app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path.replace(/^\/api/, '')}`);
  expect([...new Set(registered)].sort()).toEqual([...routes].sort());
  b.close();
});

test('a new route without a line is refused to everybody, whatever its name', async () => {
  const environment = { services: stage.b.services, ports: ports(), hub: stage.b.hub, localUser: reader, sessionCookie: 'nadir-account', log: () => undefined };
  const app = new Hono().basePath('/api').use(guardRoutes(environment)).get('/new/route', (c) => c.json(user(c))).get('/constructor', (c) => c.json(user(c)));
  app.onError((error) => toWireResponse(error, () => undefined));
  const cookie = `nadir-account=${windowOf(stage.b, stage.first).cookie()}`;
  for (const path of ['/api/new/route', '/api/constructor']) {
    expect(await (await app.fetch(new Request(`http://nadir.local${path}`, { headers: { cookie } }))).json()).toMatchObject({ error: { code: 'refused', reason: 'noAccessRule' } });
  }
});

describe.each(routes)('%s', (route) => {
  const rule = access[route];
  const may = rule?.may ?? [];

  test.each(roles)('as %s', async (role: Role) => {
    const expected = typeof may === 'string' || may.includes(role) ? 'through' : 'role';
    expect(await guardOf(windowOf(stage.b, stage.only[role]), route)).toBe(expected);
  });

  test('signed out, locked, and before the own password is chosen', async () => {
    const { b, first } = stage;
    expect(await guardOf(openWindow(b), route)).toBe(may === 'anyone' ? 'through' : 'signedOut');
    const locked = windowOf(b, first);
    b.services.sessions.lock(locked.cookie() ?? '');
    expect(await guardOf(locked, route)).toBe(may === 'anyone' || rule?.also?.includes('locked') ? 'through' : 'locked');
    const due = windowOf(b, first);
    const credential = b.store.accounts.credential(first.id);
    if (!credential) throw new Error('no credential');
    b.store.accounts.putCredential({ ...credential, mustChange: true });
    expect(await guardOf(due, route)).toBe(may === 'anyone' || rule?.also?.includes('passwordDue') ? 'through' : 'passwordDue');
    b.store.accounts.putCredential(credential);
  });
});

test('least privilege, said once more by hand', () => {
  const mayOf = (route: RouteKey) => access[route]?.may;
  const clinical: RouteKey[] = ['GET /subject/:id/case', 'GET /worklist', 'GET /audit', 'GET /export/csv', 'GET /series/:id/images', 'GET /bytes/volume/:id', 'GET /bytes/thumbnail/:id', 'GET /series/unassigned', 'GET /import/:jobId/result'];
  for (const route of clinical) expect(mayOf(route), route).not.toContain('administrator');
  const recording: RouteKey[] = ['POST /lesion/place', 'POST /lesion/edit', 'POST /lesion/remove', 'POST /assessment/record', 'POST /assessment/clear', 'POST /subject/undo', 'POST /subject/redo'];
  for (const route of recording) expect(mayOf(route), route).toEqual(['reader', 'investigator']);
  for (const route of routes.filter((one) => one.includes(' /accounts/'))) {
    if (route !== 'POST /accounts/set-up' && route !== 'GET /accounts/people') expect(mayOf(route), route).toEqual(['administrator']);
  }
});

test('the event names the role that acted: the one its route asks for first', async () => {
  const { b, first, only } = stage;
  await windowOf(b, first).send('POST', '/study/create', { code: 'ROLE-1', title: 'Trial', template: 'phase2' });
  await windowOf(b, only.administrator).send('POST', '/study/create', { code: 'ROLE-2', title: 'Trial', template: 'phase2' });
  const created = b.store.log.eventsAfter(0, 10_000).filter((event) => event.kind === 'StudyCreated').map((event) => [event.actor, event.role]);
  expect(created).toEqual([['Dr Ada First', 'dataManager'], ['Only administrator', 'administrator']]);
});
