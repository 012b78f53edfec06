/** The engine's one door, whatever it is given: an answer or an error object, never an exception, never half an answer (appendix A). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runEngineRequest } from '../../src/endpoints/index.ts';
import { ruleEntry } from '../../src/recist/index.ts';
import { allParameters, inputs, requests } from './arbitraries.ts';
import type { Loose } from './loose.ts';
import { origin } from './notation.ts';

const numRuns = Number(process.env['NADIR_PROPERTY_RUNS'] ?? 10_000);
const holds = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>): void => fc.assert(property, { numRuns });

const operations = Object.keys(inputs);
const operation = fc.constantFrom(...operations);

function answers(request: unknown): void {
  const answer = runEngineRequest(request) as { error?: { code: string; message: string } };
  expect(typeof answer).toBe('object');
  expect(() => JSON.stringify(answer)).not.toThrow();
  if (answer.error !== undefined) {
    expect(Object.keys(answer)).toEqual(['error']);
    expect(answer.error.code).not.toBe('defect');
    expect(answer.error.message).not.toBe('');
  }
}

/** A copy of a JSON value with one of its members, somewhere inside, changed to something else. */
function withOneChange(value: unknown, place: number, changed: unknown): unknown {
  const copy: Loose = JSON.parse(JSON.stringify({ value }));
  const places: [Loose, string | number][] = [];
  const walk = (node: Loose): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node, Array.isArray(node) ? Number(key) : key]);
      walk(node[key]);
    }
  };
  walk(copy.value);
  const [node, key] = places[place % Math.max(1, places.length)] ?? [copy, 'value'];
  node[key] = changed;
  return copy.value;
}

describe('the dispatcher, whatever it is given', { timeout: 300_000 }, () => {
  test('there are ten operations, and good input of each gets an answer with its rules', () => {
    expect(operations).toHaveLength(10);
    const answered = new Set<string>();
    holds(fc.property(requests, (request) => {
      const answer = runEngineRequest(request) as Loose;
      expect(answer.error).toBeUndefined();
      answered.add(request.op);
      const categories = request.op === 'irecist' ? answer.timepoints : ['classifyLesion', 'overall', 'pet', 'adjudicate'].includes(request.op) ? [answer] : [];
      for (const { rules } of categories) {
        expect(rules.length).toBeGreaterThan(0);
        for (const rule of rules) expect(ruleEntry(rule), rule).toBeDefined();
      }
    }));
    expect([...answered].sort()).toEqual([...operations].sort());
  });

  test('any JSON gets an answer or an error object', () => {
    holds(fc.property(fc.jsonValue(), (value) => {
      if (Array.isArray(value)) expect(runEngineRequest(value)).toHaveLength(value.length);
      else answers(value);
    }));
  });

  test('any JSON as the input, the parameters, the labels of each operation', () => {
    holds(fc.property(operation, fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (op, input, params, labels) => {
      answers({ op, input });
      answers({ op, input, params });
      answers({ op, input, labels, explain: true });
    }));
  });

  test('good parameters with one changed to anything', () => {
    holds(fc.property(allParameters, fc.jsonValue(), fc.nat(), (params, value, place) => {
      answers({ op: 'overall', input: { target: 'CR', nonTarget: 'NA', newLesion: 'none' }, params: withOneChange(params, place, value) });
    }));
  });

  test('a good request of each operation with one member changed to anything', () => {
    holds(fc.property(requests, fc.oneof(fc.jsonValue(), fc.constantFrom(0, -1, 1e308, 5e-324, 0.00001, '2024-02-30', '2024-01-01', 'T1', '__proto__', [], {}, null)), fc.nat(), (request, value, place) => {
      answers({ ...request, input: withOneChange(request.input, place, value) });
    }));
  });

  test('a good request with one of its members under another name', () => {
    holds(fc.property(requests, fc.nat(), fc.constantFrom('__proto__', 'constructor', 'toString', '', 'T1', 'targets'), (request, place, name) => {
      const names = [...new Set(JSON.stringify(request).match(/"[A-Za-z0-9]+":/g) ?? ['"op":'])];
      const renamed = names[place % names.length] ?? '"op":';
      answers(JSON.parse(JSON.stringify(request).replace(renamed, `${JSON.stringify(name)}:`)));
    }));
  });

  test('names that every object has are not lesions, operations or parameters', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(runEngineRequest({ op: name, input: {} })).toMatchObject({ error: { code: 'unknownOperation' } });
      expect(runEngineRequest(JSON.parse(`{"op":"overall","params":{"${name}":1},"input":{"target":"CR","nonTarget":"CR","newLesion":"none"}}`))).toMatchObject({ error: { code: 'unknownParameter' } });
      const request = JSON.parse(`{"op":"subject","input":{"subject":{"randomisationDate":"${origin}"},"baseline":{"date":"2023-12-25","targets":[{"id":"${name}","kind":"nonNodal","organ":"liver","sizeMm":20}],"nonTargets":[{"id":"${name}","kind":"nonNodal","organ":"bone"}]},"timepoints":[{"id":"a","date":"2024-03-01","targets":{},"nonTargets":{},"newLesions":[]}]}}`);
      expect(runEngineRequest(request)).toMatchObject({ timepoints: [{ target: 'NE', nonTarget: 'NE', overall: 'NE' }] });
    }
  });
});
