/**
 * Every goal of the specification of the pages that a machine can measure, with the figure reached: starts the product once, runs each measurement against it in a
 * process of its own, and prints what was reached, in the order of the goals. Ends with 1 when a measurement could not be made or the scripts of a page are too
 * large. Run with `npm run bench:ui [part...]` on a machine that does nothing else; parts: budgets, canvas, designer, lighthouse, watching, live.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import startInstance from '../../e2e/instance-setup';
import { type Goal, isMet, lineOf } from './goal';
import { machine } from './instance';

const PARTS = ['budgets', 'canvas', 'designer', 'lighthouse', 'watching', 'live'];

/** Goals that are held by tests, because they are true or not, and those that need people. */
const ELSEWHERE: readonly (readonly [goals: string, where: string])[] = [
  ['1', 'e2e/first-deploy.spec.ts: three clicks, a minute'],
  ['2, who knows the way', 'e2e/expert.spec.ts prints pointer actions and seconds'],
  ['3', 'lib/graph/candidates.corpus.test.ts prints how often the right property is offered first, and among three'],
  ['4', 'lib/graph/corpus.test.ts, lib/graph/property.test.ts'],
  ['11', 'lib/stacks/failure-causes.db.test.ts, e2e/rollback.spec.ts'],
  ['12', 'lib/stacks/preview-rate.db.test.ts prints the rate'],
  ['13, critical path', 'components/timeline/criticalPath.test.ts, against an oracle'],
  ['14', 'HEARTH_FUZZ=10000 npx vitest run components/designer/document/history'],
  ['15, 16', 'e2e/keyboard.spec.ts, e2e/designer-accessibility.spec.ts, e2e/pages.spec.ts, e2e/watching.spec.ts'],
  ['17', 'components/status/, e2e/visual.spec.ts'],
  ['20, ten thousand stacks', 'bench/board.ts'],
  ['2 (novices), 24, 25', 'people'],
];

const wanted = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'hearth-goals-'));
const notes = path.join(folder, 'goals');
writeFileSync(notes, '');
const began = Date.now();
const stop = await startInstance();
const failed: string[] = [];
try {
  for (const part of PARTS.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    const from = Date.now();
    console.info(`\n${part}`);
    const { status } = spawnSync(process.execPath, ['scripts/bundle.mjs', `bench/ui/${part}.ts`], { stdio: 'inherit', env: { ...process.env, HEARTH_GOALS: notes } });
    if (status !== 0) failed.push(part);
    console.info(`        ${((Date.now() - from) / 1000).toFixed(0)} s`);
  }
} finally {
  await stop();
}
const goals = readFileSync(notes, 'utf8').trim().split('\n').filter(Boolean).map((line): Goal => JSON.parse(line)).toSorted((a, b) => a.number - b.number);
rmSync(folder, { recursive: true });
console.info(`\nGoals of the specification of the pages, measured on ${machine()} in ${((Date.now() - began) / 60_000).toFixed(1)} minutes: ${goals.filter(isMet).length} of ${goals.length} met`);
for (const goal of goals) console.info(`  ${lineOf(goal)}`);
console.info('Held by tests, or by people:');
for (const [numbers, where] of ELSEWHERE) console.info(`  ${numbers.padEnd(24)} ${where}`);
if (failed.length > 0) console.info(`Not in order: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
