import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };
const DATABASE_TESTS = '{lib,app,components,scripts,bench}/**/*.db.test.{ts,tsx}';

/** Milliseconds. Tests judge what happens and not how fast: a busy machine must not fail them. */
const PATIENCE = 90_000;

export default defineConfig({
  resolve: { alias },
  test: {
    // Of two cores the default would leave one alone; these tests often wait, for a shell or a database.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{lib,app,components,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', DATABASE_TESTS],
          testTimeout: PATIENCE,
          hookTimeout: PATIENCE,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: [DATABASE_TESTS],
          globalSetup: ['lib/testing/global-postgres.ts'],
          testTimeout: PATIENCE,
          hookTimeout: PATIENCE,
        },
      },
    ],
  },
});
