/**
 * Random stacks live their lives while workers are killed, the database is restarted, and connections break, at random instants.
 *
 *     CRASH_ROUNDS=1000 npx vitest run --project database lib/runtime/crash.db.test.ts
 *     CRASH_SEED=4711 CRASH_ROUNDS=1 ...     a round by its seed, as a failure names it
 *
 * Several rounds are played at once (CRASH_LANES), so that what breaks breaks more than one of them.
 */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playRound } from '@/lib/testing/crash/round';
import { Site } from '@/lib/testing/crash/site';

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20);
const lanes = Math.min(rounds, Number(process.env['CRASH_LANES'] ?? 4));
const first = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 30));

let site: Site;

beforeAll(async () => {
  site = await Site.open(2);
}, 120_000);

afterAll(async () => {
  await site.close();
}, 60_000);

describe(`stacks whose workers, database and connections die (first seed ${first})`, () => {
  it(`are in ${rounds} rounds what they should be: model and world agree, every effect happened once, no event is lost, nothing is left over`, async () => {
    const begun = Date.now();
    const failures: Record<string, string[]> = {};
    let next = first;
    await Promise.all(Array.from({ length: lanes }, async () => {
      while (next < first + rounds) {
        const seed = next;
        next += 1;
        const found = await playRound(site, seed);
        if (found.length === 0) continue;
        // At once: of many rounds nobody wants to wait for the last.
        console.error(`CRASH_SEED=${seed} CRASH_ROUNDS=1`, found);
        failures[`CRASH_SEED=${seed} CRASH_ROUNDS=1`] = found;
      }
    }));
    const { calls, repeats } = site.cloud;
    const seconds = (Date.now() - begun) / 1_000;
    console.info(`${rounds} rounds from seed ${first} in ${seconds.toFixed(1)} s; harm done: ${JSON.stringify(site.harmed)}; ${calls} calls outside, ${repeats} of them repeated`);
    expect(failures).toEqual({});
  }, 60_000 + rounds * 10_000);
});
