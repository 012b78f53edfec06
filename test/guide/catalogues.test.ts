import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupOfKind } from '../../src/casefile/index.ts';
import { readFactTypes } from '../../src/store/index.ts';
import { explainedEntities, unexplainedColumns } from '../../build/guideText/dictionary.ts';
import { eventKinds } from '../../build/guideText/eventKinds.ts';
import { unexplainedFileColumns } from '../../build/guideText/files.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sources = (room: string): readonly string[] => readdirSync(path.join(root, 'src', room), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => readFileSync(path.join(root, 'src', room, name), 'utf8'));
/** Two words in one, in capitals, between quotes: so kinds of events are written and hardly anything else. */
const written = new Set([...sources('services'), ...sources('store'), ...sources('host')].flatMap((text) => [...text.matchAll(/'([A-Z][a-z]+(?:[A-Z][a-z]+)+)'/g)].map(([, kind = '']) => kind)));
const noKinds = new Set(['AppData']);

describe('what the data dictionary explains', () => {
  it('is every kind of event that the program writes: add new ones to build/guideText/eventKinds.ts', () => {
    expect([...written].filter((kind) => !noKinds.has(kind) && !Object.hasOwn(eventKinds, kind)).sort()).toEqual([]);
    expect(Object.keys(eventKinds).filter((kind) => !written.has(kind) && groupOfKind(kind) === null)).toEqual([]);
    // What the trail cannot be asked for, nobody finds there.
    expect(Object.keys(eventKinds).filter((kind) => groupOfKind(kind) === null)).toEqual([]);
  });
  it('is every table and column that the migrations make: build/guideText/tableColumns.ts', () => expect(unexplainedColumns()).toEqual([]));
  it('is every column of every table that leaves: build/guideText/fileColumns.ts', () => expect(unexplainedFileColumns()).toEqual([]));
  it('is every entity type of a read', () => expect(readFactTypes.filter((type) => !explainedEntities.includes(type))).toEqual([]));
});
