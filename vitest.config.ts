import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const alias = { '@': path.resolve(import.meta.dirname) };
const DATABASE_TESTS = '{lib,app,components,scripts,bench}/**/*.db.test.{ts,tsx}';

/** Milliseconds. Tests judge what happens and not how fast: a busy machine must not fail them. */
const PATIENCE = 90_000;

/** Takes as long as many others together, however short its text is, by which a first run would put it last: all the others run beside it. */
const LONGEST = path.join('lib', 'runtime', 'crash.db.test.ts');

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification): boolean => path.normalize(moduleId).endsWith(LONGEST);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    // These tests wait more than they work, for shells, agents and databases: on few cores, more of them than cores keep the cores busy.
    maxWorkers: Math.max(4, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
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
