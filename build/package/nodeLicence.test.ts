import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodeLicence } from './nodeLicence.ts';

test('the licence that came with a Node is shipped as it is; where none came, the text says of which Node it is', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nadir-node-licence-'));
  mkdirSync(path.join(folder, 'bin'));
  const program = path.join(folder, 'bin/node');
  expect(nodeLicence(program, '24.21.0')).toMatch(/^This package brings Node\.js 24\.21\.0\. .*\/v24\.21\.0\/LICENSE\.\nWhat follows came with Node\.js 20\.[^]*Node\.js is licensed for use as follows:/);
  // Somebody else's licence that happens to lie there is not Node's.
  writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
  expect(nodeLicence(program, '24.21.0')).toMatch(/^This package brings/);
  const own = 'Node.js is licensed for use as follows:\n…';
  writeFileSync(path.join(folder, 'LICENSE'), own);
  expect(nodeLicence(program, '24.21.0')).toBe(own);
  rmSync(folder, { recursive: true });
});
