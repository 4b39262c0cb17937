/**
 * `npm test`: everything that must hold, on a fresh clone with nothing installed too. Quiet where all is well, the full output where something fails. The
 * last line is `N passed, N failed` with every test of vitest and Playwright and every check counted.
 *
 *     node scripts/test.mjs               everything
 *     node scripts/test.mjs unit e2e      only these steps: types, lint, imports, unit, build, e2e
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConfigTools } from './config-tools.mjs';
import { ensureDocker } from './docker.mjs';
import { installPackages } from './install.mjs';
import { continueOnCurrent, endWithNpm, isCurrent, nodePath } from './node.mjs';
import { ensureSsh } from './debian.mjs';
import { ensureOpenstackClient } from './openstack.mjs';
import { say, seconds } from './progress.mjs';

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
endWithNpm();

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ name: string, title: string, run(): Promise<{ count: Count, output: string }> }} Step */

const RESULTS = 'test-results';
const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/** @type {Step[]} */
const STEPS = [
  { name: 'types', title: 'Types', run: () => check(['node_modules/next/dist/bin/next', 'typegen'], ['node_modules/typescript/bin/tsc', '--noEmit']) },
  { name: 'lint', title: 'Lint', run: () => check(['node_modules/oxlint/bin/oxlint', '--deny-warnings']) },
  { name: 'imports', title: 'Import rules', run: () => check(['scripts/bundle.mjs', 'scripts/check-imports.ts']) },
  { name: 'unit', title: 'Unit and database tests', run: unit },
  { name: 'build', title: 'Build', run: build },
  { name: 'e2e', title: 'Browser tests', run: e2e },
];

try {
  await installPackages();
  if (isCurrent()) await main(process.argv.slice(2));
  else continueOnCurrent();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

/** @param {string[]} names */
async function main(names) {
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown) throw new Error(`Unknown step "${unknown}". Known: ${STEPS.map((step) => step.name).join(', ')}.`);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const { generateClient } = await import('./build.mjs');
  await generateClient();
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const step of STEPS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const started = Date.now();
    const { count, output } = await step.run().catch((error) => ({ count: ONE_FAILED, output: String(error?.stack ?? error) }));
    if (count.failed > 0) console.log(`\n${output.trimEnd()}\n`);
    console.log(`${seconds(Date.now() - started)}  ${step.title}: ${sentence(count)}`);
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += count[key];
  }
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  console.log(sentence(total));
}

/** @param {Count} count */
function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** One check of one or more programs that end with 0 when all is well. @param {string[][]} commands */
async function check(...commands) {
  let output = '';
  for (const words of commands) {
    const result = await node(words);
    output += result.output;
    if (result.code !== 0) return { count: ONE_FAILED, output };
  }
  return { count: ONE_PASSED, output };
}

async function unit() {
  ensureOpenstackClient();
  ensureDocker();
  ensureConfigTools();
  ensureSsh();
  const file = path.join(RESULTS, 'vitest.json');
  const { code, output } = await node(['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not load has no tests that could fail: it counts as one.
  const broken = result.testResults.filter((/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'));
  const count = { passed: result.numPassedTests, failed: result.numFailedTests + broken.length, skipped: result.numPendingTests + result.numTodoTests };
  return { count: honest(count, code), output };
}

async function build() {
  const { buildPages, bundlePrograms } = await import('./build.mjs');
  await buildPages();
  await bundlePrograms();
  return { count: ONE_PASSED, output: '' };
}

async function e2e() {
  const { ensureBrowser } = await import('./browser.mjs');
  await ensureBrowser();
  const file = path.join(RESULTS, 'playwright.json');
  const { code, output } = await node(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const { expected, unexpected, flaky, skipped } = JSON.parse(readFileSync(file, 'utf8')).stats;
  return { count: honest({ passed: expected, failed: unexpected + flaky, skipped }, code), output };
}

/** A program that fails without a failed test (a file that does not load, no tests at all) has failed all the same. @param {Count} count @param {number} code */
function honest(count, code) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** @param {string[]} words @param {Record<string, string>} [environment] @returns {Promise<{ code: number, output: string }>} */
function node(words, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(nodePath(), words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', NODE_NO_WARNINGS: '1', NEXT_TELEMETRY_DISABLED: '1', ...environment },
    });
    let output = '';
    const slow = setTimeout(() => say(`Still running: ${words.slice(0, 2).join(' ')}`), 60_000);
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.on('error', reject);
    child.on('exit', (code) => {
      clearTimeout(slow);
      resolve({ code: code ?? 1, output });
    });
  });
}
