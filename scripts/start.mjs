/**
 * `npm start` and its relatives. Runs on Node 20 and newer without any package: installs what is missing, goes on with Node 24, generates and builds
 * what has changed, then hands over to the program that was asked for.
 *
 *     node scripts/start.mjs                 database, worker and web server (npm start)
 *     node scripts/start.mjs dev             the same with pages that reload as they are edited (npm run dev)
 *     node scripts/start.mjs worker          a worker for the database in DATABASE_URL (npm run worker)
 *     node scripts/start.mjs sign-in-link    a new one-time link for the running instance (npm run sign-in-link)
 *     node scripts/start.mjs migration NAME  a migration for what changed in schema.prisma (npm run migration -- NAME)
 */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from './install.mjs';
import { continueOnCurrent, endWithNpm, isCurrent } from './node.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// Paths in the environment are meant from where the command was given.
if (process.env.HEARTH_DATA) process.env.HEARTH_DATA = path.resolve(process.env.HEARTH_DATA);
process.chdir(root);

endWithNpm();

try {
  await installPackages();
  if (isCurrent()) await main(process.argv[2] ?? 'start');
  else continueOnCurrent();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** @param {string} command */
async function main(command) {
  const { buildPages, bundlePrograms, generateClient } = await import('./build.mjs');
  await generateClient();
  if (command === 'migration') return runHere((await import('./bundle.mjs')).bundle({ migration: 'lib/testing/new-migration.ts' }, 'dist/tools'), 'migration');
  if (command === 'start') await buildPages();
  const programs = bundlePrograms();
  switch (command) {
    case 'start':
    case 'dev':
      process.env.NODE_ENV = command === 'dev' ? 'development' : 'production';
      return runHere(programs, 'supervisor');
    case 'worker':
      process.env.NODE_ENV = 'production';
      process.env.HEARTH_COMPONENT = 'worker';
      return runHere(programs, 'worker');
    case 'sign-in-link':
      return runHere(programs, 'sign-in-link');
    default:
      throw new Error(`Unknown command "${command}". Known: start, dev, worker, sign-in-link, migration.`);
  }
}

/** @param {Promise<Record<string, string>>} programs @param {string} name */
async function runHere(programs, name) {
  const file = (await programs)[name];
  process.argv.splice(1, 2, file);
  await import(pathToFileURL(file).href);
}
