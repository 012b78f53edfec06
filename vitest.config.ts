import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Everything that needs no browser: unit tests beside the code, and what crosses rooms under test/. Browser tests have build/vitest.e2e.ts. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'build/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'test/e2e/**'],
    globalSetup: ['test/fixtures/runFolder.ts'],
    pool: 'forks',
    // Two files at a time also on two cores, where the default is one: many wait for processes of their own.
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
