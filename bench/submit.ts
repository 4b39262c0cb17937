/**
 * Many stacks at once, with one worker process and with two.
 *
 *     node scripts/bundle.mjs bench/submit.ts [runs] [stacks] [resources] [clients]
 *
 * Prints the machine, the number of runs, throughput, how long it takes until the first event of a stack is heard of, and how two workers compare with one
 * on a backlog: while clients ask, they and the database need the second core themselves.
 */
import { machine, median, openBenchSite, percentile } from './site';
import { submit } from './submit-case';

const [runs = 3, stacks = 200, size = 20, clients = 20] = process.argv.slice(2).map(Number);

const site = await openBenchSite();
console.log(`${machine()}; ${runs} runs each: ${stacks} stacks of ${size} resources, submitted by ${clients} clients`);
try {
  const backlog: number[] = [];
  for (const count of [1, 2]) {
    const workers = await site.startWorkers(count);
    // Caches fill, and connections open.
    await submit(site, { stacks: clients, clients, size });
    const results = [];
    for (let run = 0; run < runs; run += 1) results.push(await submit(site, { stacks, clients, size }));
    const backlogs = [];
    for (let run = 0; run < runs; run += 1) backlogs.push((await submit(site, { stacks, clients, size, held: workers })).rest);
    await workers.stop();
    const times = results.map(({ total }) => total);
    backlog.push(median(backlogs));
    const firsts = results.flatMap(({ firstEvents }) => firstEvents);
    const requests = results.flatMap((result) => result.requests);
    console.log(`${count} worker${count > 1 ? 's' : ''}: all complete after ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)}), ${((stacks * size * 1_000) / median(times)).toFixed(0)} resources a second`);
    console.log(`    first event after ${median(firsts).toFixed(0)} ms (median), ${percentile(firsts, 99).toFixed(0)} ms (99th percentile); a request takes ${median(requests).toFixed(0)} ms, ${percentile(requests, 99).toFixed(0)} ms (99th percentile)`);
    console.log(`    the same stacks, asked for before the work begins: ${median(backlogs).toFixed(0)} ms (${Math.min(...backlogs).toFixed(0)}-${Math.max(...backlogs).toFixed(0)}), ${((stacks * size * 1_000) / median(backlogs)).toFixed(0)} resources a second`);
  }
  console.log(`two workers do such a backlog ${((backlog[0] ?? NaN) / (backlog[1] ?? NaN)).toFixed(2)} times as fast as one`);
} finally {
  await site.close();
}
