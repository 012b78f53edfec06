/** `nadir engine` on whatever standard input holds: one line of JSON, status 0, never an exception and never a hang (appendix A). */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/cli/commands/engine.ts';
import { requests } from '../spec/arbitraries.ts';
import type { Loose } from '../spec/loose.ts';

const command = path.resolve(import.meta.dirname, '../../src/cli/nadir.mjs');
const numRuns = Number(process.env['NADIR_PROPERTY_RUNS'] ?? 10_000);

function engine(input: Uint8Array | string): Loose {
  const run = spawnSync(process.execPath, [command, 'engine'], { input, encoding: 'utf8', timeout: 60_000, maxBuffer: 1e9 });
  expect(run).toMatchObject({ status: 0, signal: null, stderr: '' });
  expect(run.stdout.endsWith('\n')).toBe(true);
  return JSON.parse(run.stdout);
}

const bytes = fc.uint8Array({ maxLength: 400 });
/** JSON torn at a random place, or with a byte of it changed. */
const tornJson = fc.tuple(requests, fc.nat(), fc.nat(255), fc.boolean()).map(([request, place, byte, isCut]) => {
  const text = Buffer.from(JSON.stringify(request));
  const at = place % text.length;
  if (isCut) return text.subarray(0, at);
  text[at] = byte;
  return text;
});

const isAnswer = (answer: Loose): void => {
  expect(typeof answer === 'object' && answer !== null).toBe(true);
  if (Array.isArray(answer) || answer.error === undefined) return;
  expect(Object.keys(answer)).toEqual(['error']);
  expect(answer.error.code).not.toBe('defect');
};

describe('nadir engine', { timeout: 300_000 }, () => {
  it('answers random bytes and torn JSON, in the process', () => {
    fc.assert(fc.property(fc.oneof(bytes, tornJson), (input) => isAnswer(answerText(Buffer.from(input).toString('utf8')))), { numRuns });
  });

  it('answers random bytes and torn JSON on standard input', () => {
    for (const input of ['', '[]', 'null', '{"op"', '\u0000', ...fc.sample(fc.oneof(bytes, tornJson), { numRuns: 15, seed: 7 })]) isAnswer(engine(input));
  });

  it('answers thousands of random requests in one array, in their order', () => {
    const asked = fc.sample(fc.oneof({ weight: 1, arbitrary: requests as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.jsonValue() }), { numRuns: 3000, seed: 7 });
    const answered = engine(JSON.stringify(asked));
    expect(answered).toHaveLength(asked.length);
    answered.forEach(isAnswer);
    expect(answered).toEqual(JSON.parse(JSON.stringify(asked.map((request) => answerText(JSON.stringify([request]))))).flat());
  });

  describe('on an array so large that several threads answer it', () => {
    // Members that no request knows are ignored: they make a large array of few requests.
    const items = fc.sample(requests, { numRuns: 700, seed: 11 }).map((request, index) => ({ ...request, note: `Größe "[${index}]" \\`.padEnd(9000, '],[{"') }));
    const text = JSON.stringify(items);
    const bytesOf = (input: Uint8Array | string): string => spawnSync(process.execPath, [command, 'engine'], { input, encoding: 'utf8', timeout: 120_000, maxBuffer: 1e9 }).stdout;

    it('writes what one thread would, byte by byte', () => {
      expect(text.length).toBeGreaterThan(6_000_000);
      // Compared as a truth, not as texts: nobody reads a difference of so many megabytes.
      expect(bytesOf(text) === `${JSON.stringify(answerText(text))}\n`).toBe(true);
      expect(bytesOf(JSON.stringify([...items, 7, null, [items[0]], 'x'], null, 1)) === `${JSON.stringify([...answerText(text) as unknown[], ...answerText('[7, null, [1], "x"]') as unknown[]])}\n`).toBe(true);
    });

    it.each([
      ['cut short', text.slice(0, -1)], ['cut within a text', text.slice(0, text.lastIndexOf('"'))], ['with a comma too many', `${text.slice(0, -1)},]`],
      ['with an empty place in the middle', text.replace('},{"op"', '},,{"op"')], ['with more behind it', `${text} []`], ['with a bracket too many', `${text}]`],
      ['with a damaged item late', `${text.slice(0, -2)} x}]`], ['that is all spaces', ' '.repeat(5_000_000)], ['that opens and never closes', '['.repeat(5_000_000)],
    ])('answers one %s with one error', (_what, damaged) => {
      const answer = bytesOf(damaged);
      expect(answer).toBe(`${JSON.stringify(answerText(damaged))}\n`);
      expect(JSON.parse(answer)).toMatchObject({ error: { code: 'invalidRequest', message: expect.stringMatching(/^Standard input is not JSON: /) } });
    });
  });
});
