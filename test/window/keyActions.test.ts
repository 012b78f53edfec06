import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyActionOf, keyActions } from '../../renderer/ui/keyActions.ts';

const renderer = path.resolve(import.meta.dirname, '../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.|keyActions/.test(name)).map((name) => readFileSync(path.join(renderer, name), 'utf8'));
/** Bindings as they stand in the code: `{ id: 'read.absent', key: 'A', …`. */
const written = sources.flatMap((text) => [...text.matchAll(/id: '([a-zA-Z]+\.[a-zA-Z0-9]+)', key: '([^']+)'/g)].map(([, id = '', key = '']) => ({ id, key })));

describe('catalogue of keys', () => {
  it('names every binding of the window with the key it comes with: add new ones to renderer/ui/keyActions.ts', () => {
    expect(written.length).toBeGreaterThan(50);
    expect(written.filter(({ id, key }) => keyActionOf(id)?.key !== key)).toEqual([]);
  });
  it('has each action once', () => {
    expect(new Set(keyActions.map(({ id }) => id)).size).toBe(keyActions.length);
  });
});
