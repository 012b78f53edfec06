import { expect, test } from 'vitest';
import { createCookieJar } from './cookieJar.ts';

test('keeps what is set, replaces it, and forgets what is deleted', () => {
  const jar = createCookieJar();
  expect(jar.header()).toBeNull();
  jar.take(['a=1; Path=/; HttpOnly; SameSite=Strict', 'b=x=y; Path=/']);
  expect(jar.header()).toBe('a=1; b=x=y');
  jar.take(['a=2; Path=/; HttpOnly; SameSite=Strict']);
  jar.take(undefined);
  expect(jar.header()).toBe('a=2; b=x=y');
  jar.take(['a=; Max-Age=0; Path=/', 'nonsense', '=nameless']);
  expect(jar.header()).toBe('b=x=y');
});
