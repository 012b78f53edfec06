import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './build/longestFirst.ts';

/**
 * Rooms that only turn values into values, the window's models, and what a service, a route or the engine does over a database or subject of its own: their tests
 * share a process, where each file would load the same modules again (0.5 s a file).
 */
const plainRooms = ['accounts', 'casefile', 'common', 'deidentify', 'dicom', 'endpoints', 'exchange', 'figures', 'geometry', 'keys', 'recist', 'store'];
// Not `hashing`: it replaces a module that others have loaded.
const plain = [`src/{${plainRooms.join(',')}}/**/*.test.ts`, 'src/services/**/!(hashing).test.ts', 'renderer/**/*.test.{ts,tsx}', 'test/{api,spec}/**/*.test.ts'];
const never = ['**/node_modules/**', 'dist/**', 'test/e2e/**'];

/** Everything that needs no browser: unit tests beside the code, and what crosses rooms under test/. Browser tests have build/vitest.e2e.ts. */
export default defineConfig({
  test: {
    globalSetup: ['test/fixtures/runFolder.ts'],
    pool: 'forks',
    // Two files at a time also on two cores, where the default is one: many wait for processes of their own.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    sequence: { sequencer: LongestFirst },
    // A busy machine answers late; what never comes still fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
    projects: [
      { extends: true, test: { name: 'shared process', include: plain, exclude: never, isolate: false, unstubGlobals: true, unstubEnvs: true } },
      { extends: true, test: { name: 'own process', include: ['src/**/*.test.ts', 'electron/**/*.test.ts', 'build/**/*.test.ts', 'test/**/*.test.ts'], exclude: [...never, ...plain] } },
    ],
  },
});
