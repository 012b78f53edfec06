import type * as Argon2 from '@node-rs/argon2';
import { beforeEach, expect, test, vi } from 'vitest';

const verified: string[] = [];
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof Argon2>();
  return { ...real, verify: (hash: string, password: string) => { verified.push(hash); return real.verify(hash, password); } };
});
// Another file may have loaded it with the real one.
vi.resetModules();
const { hashPassword, temporaryPassword, verifyHash } = await import('./hashing.ts');
const quietly = { before: () => undefined, after: () => undefined };

beforeEach(() => { verified.length = 0; });

test('a name without an account costs the same hash as one with, and is never right', async () => {
  const stored = await hashPassword('lamp river window');
  expect(await verifyHash('lamp river window', stored, quietly)).toBe(true);
  expect(await verifyHash('lamp river', stored, quietly)).toBe(false);
  expect(await verifyHash('no account has this password', null, quietly)).toBe(false);
  const parameters = verified.map((hash) => hash.split('$').slice(1, 4).join());
  expect(parameters).toEqual(Array.from({ length: 3 }, () => 'argon2id,v=19,m=65536,t=3,p=4'));
});

test('the same password on another keyboard', async () => {
  expect(await verifyHash('Pf\u00fctze am Fluss', await hashPassword('Pfu\u0308tze am Fluss'), quietly)).toBe(true);
});

test('one at a time, each counted before the next is looked at; a refusal hashes nothing', async () => {
  const stored = await hashPassword('lamp river window');
  const order: string[] = [];
  const attempt = (name: string, allowed: boolean) => verifyHash('wrong', stored, {
    before: () => { order.push(`before ${name}`); if (!allowed) throw new Error('no'); },
    after: () => { order.push(`after ${name}`); },
  }).catch(() => order.push(`refused ${name}`));
  await Promise.all([attempt('a', true), attempt('b', false), attempt('c', true)]);
  expect(order.filter((step) => !step.startsWith('refused'))).toEqual(['before a', 'after a', 'before b', 'before c', 'after c']);
  expect(verified).toHaveLength(2);
});

test('temporary passwords differ and can be read out', () => {
  const made = new Set(Array.from({ length: 200 }, temporaryPassword));
  expect(made.size).toBe(200);
  for (const one of made) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});
