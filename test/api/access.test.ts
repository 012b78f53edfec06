/** The table of routes and roles against the routes that exist. */
import { expect, test } from 'vitest';
import { access } from '../../src/api/access.ts';
import { createApp, createEventHub } from '../../src/api/index.ts';
import { bench, ports, reader } from './harness.ts';

test('every route has a line in the table, and every line a route', () => {
  const b = bench();
  const app = createApp({ services: b.services, ports: ports(), hub: createEventHub(), localUser: reader, sessionCookie: 'nadir-account', log: () => undefined });
  const routes = app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path.replace(/^\/api/, '')}`);
  expect([...new Set(routes)].sort()).toEqual(Object.keys(access).sort());
  b.close();
});
