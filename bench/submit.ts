/**
 * Many stacks at once, with one worker process and with two.
 *
 *     node scripts/bundle.mjs bench/submit.ts [runs] [stacks] [resources] [clients]
 *
 * Prints the machine, the number of runs, throughput, and how long it takes until the first event of a stack is heard of.
 */
import { machine, median, openBenchSite, percentile } from './site';
import { submit } from './submit-case';

const [runs = 3, stacks = 200, size = 20, clients = 20] = process.argv.slice(2).map(Number);

const site = await openBenchSite();
console.log(`${machine()}; ${runs} runs each: ${stacks} stacks of ${size} resources, submitted by ${clients} clients`);
try {
  const totals: number[] = [];
  for (const count of [1, 2]) {
    const workers = await site.startWorkers(count);
    // Caches fill, and connections open.
    await submit(site, { stacks: clients, clients, size });
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await submit(site, { stacks, clients, size }));
    await workers.stop();
    const times = results.map(({ total }) => total);
    totals.push(median(times));
    const firsts = results.flatMap(({ firstEvents }) => firstEvents);
    const requests = results.flatMap((result) => result.requests);
    console.log(`${count} worker${count > 1 ? 's' : ''}: all complete after ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)}), ${((stacks * size * 1_000) / median(times)).toFixed(0)} resources a second`);
    console.log(`    first event after ${median(firsts).toFixed(0)} ms (median), ${percentile(firsts, 99).toFixed(0)} ms (99th percentile); a request takes ${median(requests).toFixed(0)} ms, ${percentile(requests, 99).toFixed(0)} ms (99th percentile)`);
  }
  console.log(`two workers do ${((totals[0] ?? NaN) / (totals[1] ?? NaN)).toFixed(2)} times the work of one`);
} finally {
  await site.close();
}
