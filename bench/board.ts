/**
 * The list of stacks with ten thousand of them: the first rows, a filter, the counts. Fills a database of its own with stacks of five resources each.
 * Run with `node scripts/bundle.mjs bench/board.ts [stacks] [runs]`.
 */
import { boardFacets, boardRows } from '@/lib/store/stack-board';
import { parseStackQuery } from '@/lib/wire/stack-board';
import { machine, median as middle, openBenchSite } from './site';

const stacks = Number(process.argv[2] ?? 10_000);
const runs = Number(process.argv[3] ?? 15);
/** Milliseconds; goal 20 of the specification of the pages. */
const GOALS = { rows: 400, filter: 150 };

const site = await openBenchSite();
const { pool } = site.database;
try {
  await pool.query(
    `INSERT INTO stack (id, project_id, name, root_id, action, status, tags, created_by, created_at, updated_at)
     SELECT id, 'p', 'stack-' || n, id, (ARRAY['CREATE', 'UPDATE', 'ROLLBACK'])[1 + n % 3], CASE WHEN n % 50 = 0 THEN 'FAILED' WHEN n % 200 = 1 THEN 'IN_PROGRESS' ELSE 'COMPLETE' END,
       ARRAY['team-' || n % 20, CASE WHEN n % 2 = 0 THEN 'prod' ELSE 'dev' END], 'person-' || n % 9, clock_timestamp() - make_interval(mins => n), clock_timestamp() - make_interval(mins => n % 5000)
     FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1::int) n) made`, [stacks],
  );
  await pool.query(
    `INSERT INTO resource (id, stack_id, root_id, name, type, action, status, definition)
     SELECT gen_random_uuid(), s.id, s.id, 'r' || n, (ARRAY['OS::Nova::Server', 'OS::Neutron::Port', 'OS::Heat::Value', 'OS::Cinder::Volume', 'OS::Heat::SoftwareDeployment'])[n], 'CREATE', 'COMPLETE', '{}'
     FROM stack s CROSS JOIN generate_series(1, 5) n`,
  );
  await pool.query(
    `INSERT INTO operation (id, stack_id, number, action, status, on_failure, timeout_mins, actor, started_at, finished_at)
     SELECT gen_random_uuid(), id, n, action, 'COMPLETE', 'rollback', 60, created_by, created_at, created_at + make_interval(secs => n) FROM stack CROSS JOIN generate_series(1, 3) n`,
  );
  await pool.query('ANALYZE');
  console.info(`${machine()}, ${stacks} stacks of 5 resources, ${runs} runs each`);
  const page = (text: string, sort: 'changed' | 'state' | 'name' = 'changed') => () => boardRows(pool, { projectId: 'p', query: parseStackQuery(text), sort, descending: true, offset: 0, limit: 100 });
  let missed = 0;
  const measure = async (name: string, goal: number, work: () => Promise<unknown>): Promise<void> => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const median = middle(times);
    if (median > goal) missed += 1;
    console.info(`  ${name.padEnd(44)} median ${median.toFixed(0)} ms, from ${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)}; goal ${goal} ms${median > goal ? ', MISSED' : ''}`);
  };
  await measure('first 100 rows', GOALS.rows, page(''));
  await measure('first 100 rows, by state', GOALS.rows, page('', 'state'));
  await measure('first 100 rows and the counts', GOALS.rows, () => Promise.all([page('')(), boardFacets(pool, 'p', parseStackQuery(''))]));
  await measure('filter by a word', GOALS.filter, page('stack-77'));
  await measure('filter by state and tag', GOALS.filter, page('status:failed tag:prod'));
  await measure('filter by owner', GOALS.filter, page('owner:person-3'));
  await measure('filter by type', GOALS.filter, page('type:OS::Cinder::*'));
  await measure('counts beside a filter', GOALS.filter, () => boardFacets(pool, 'p', parseStackQuery('status:failed tag:prod')));
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  await site.close();
}
