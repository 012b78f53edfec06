import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longestFirst.ts';

/** Browser tests: each file starts a whole workstation of its own, so two at a time, where waiting for one leaves room for the other; tests wait for what they want to see, not for the clock. */
export default defineConfig({
  root: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'),
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    globalSetup: ['test/fixtures/runFolder.ts', 'test/e2e/prepare.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 240_000,
    // A busy machine answers late; what never comes still fails.
    expect: { poll: { timeout: 15_000, interval: 100 } },
    passWithNoTests: false,
  },
});
