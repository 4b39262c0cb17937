/** What is generated from the sources: Prisma's client, the pages, the bundles. Each is made again only when what it is made from has changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { hintScripts } from './compile-hints.mjs';
import { nodePath } from './node.mjs';
import { say } from './progress.mjs';

/** Programs that run beside the pages: name in dist/ -> where it is written. */
const PROGRAMS = {
  supervisor: 'lib/runtime/supervisor/main.ts',
  web: 'lib/runtime/web-main.ts',
  worker: 'lib/runtime/worker-main.ts',
  'sign-in-link': 'lib/auth/sign-in-link-main.ts',
};

const PAGE_SOURCES = ['app', 'components', 'lib', 'public', 'examples', 'prisma/schema.prisma', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json', 'scripts/compile-hints.mjs'];

/** @returns {string} the directory of the built pages */
export function pagesDirectory() {
  return process.env.HEARTH_DIST_DIR || '.next';
}

export async function generateClient() {
  await whenChanged('generated/prisma/.stamp', ['prisma/schema.prisma', 'node_modules/prisma/package.json'], async () => {
    // Generating needs no schema engine; /bin/true keeps the command line from downloading one.
    await run('node_modules/prisma/build/index.js', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' });
    say('Database client generated');
  });
}

export async function buildPages() {
  await whenChanged(path.join(pagesDirectory(), '.stamp'), PAGE_SOURCES, async () => {
    say('Building the pages (about half a minute)');
    await run('node_modules/next/dist/bin/next', ['build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
    hintScripts(pagesDirectory());
    say('Pages built');
  });
}

export function bundlePrograms() {
  return bundle(PROGRAMS);
}

/**
 * Runs `make` unless the stamp says that it has run for these very sources. One process at a time: a second one waits, then finds the work done.
 * @param {string} stamp @param {string[]} sources @param {() => Promise<void>} make
 */
async function whenChanged(stamp, sources, make) {
  const wanted = digest(sources);
  const done = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (done()) return;
  const unlock = await lock(`${path.dirname(stamp).replaceAll(/[\\/.]/g, '-')}.lock`);
  try {
    if (done()) return;
    rmSync(stamp, { force: true });
    await make();
    writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
}

/** @param {string[]} sources files and directories; tests do not count */
function digest(sources) {
  const hash = createHash('sha256');
  const files = sources.flatMap((source) => {
    if (!existsSync(source)) return [];
    if (!statSync(source).isDirectory()) return [source];
    return readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => path.join(source, file)).filter((file) => statSync(file).isFile());
  });
  for (const file of files.filter((one) => !/\.test\.tsx?$/.test(one)).sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} name @returns {Promise<() => void>} */
async function lock(name) {
  const directory = path.join('dist', 'locks', name);
  const owner = path.join(directory, 'pid');
  mkdirSync(path.dirname(directory), { recursive: true });
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(directory);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(directory, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (attempt > 10 && !ownerLives(owner)) rmSync(directory, { recursive: true, force: true });
    if (attempt === 20) say('Waiting for another Hearth that builds in this directory');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {string} file */
function ownerLives(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} script @param {string[]} words @param {Record<string, string>} environment */
function run(script, words, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(nodePath(), [script, ...words], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('error', reject);
    child.on('exit', (code, signal) => (code === 0 ? resolve(undefined) : reject(new Error(`${path.basename(script)} ${words.join(' ')} ended with ${signal ?? code}:\n${output}`))));
  });
}
