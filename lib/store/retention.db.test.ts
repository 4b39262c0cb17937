/** What a project does not keep any longer goes; what is in use stays, and so does everything of other projects. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '@/lib/testing/postgres';
import { giveUp } from './retention';

const database = await freshDatabase();
const { pool } = database;
afterAll(() => database.close());

const NOW = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);
const [live, dead, fresh, nested, foreign, first, last] = Array.from({ length: 7 }, () => randomUUID());

async function stack(id: string | undefined, project: string, name: string, deleted: Date | null, root = id): Promise<void> {
  await pool.query("INSERT INTO stack (id, project_id, name, root_id, owner_id, action, status, created_by, deleted_at) VALUES ($1, $2, $3, $4, $5, 'CREATE', 'COMPLETE', 'ann', $6)", [id, project, name, root, root === id ? null : root, deleted]);
}

async function event(root: string | undefined, seq: number, operation: string | undefined, at: Date): Promise<void> {
  await pool.query("INSERT INTO event (root_id, seq, id, stack_id, operation_id, resource_name, resource_type, action, status, reason, created_at) VALUES ($1, $2, gen_random_uuid(), $1, $3, 'r', 'T', 'CREATE', 'COMPLETE', '', $4)", [root, seq, operation, at]);
}

const count = async (sql: string): Promise<number> => (await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`)).rows[0]?.count ?? -1;

beforeAll(async () => {
  await pool.query("INSERT INTO project (id, name) VALUES ('p', 'p'), ('q', 'q')");
  await stack(live, 'p', 'live', null);
  await stack(dead, 'p', 'dead', daysAgo(40));
  await stack(nested, 'p', 'dead-nested', daysAgo(40), dead);
  await stack(fresh, 'p', 'fresh', daysAgo(2));
  await stack(foreign, 'q', 'foreign', daysAgo(400));
  await pool.query('UPDATE stack SET operation_id = $2 WHERE id = $1', [live, last]);
  await event(live, 1, first, daysAgo(60));
  await event(live, 2, last, daysAgo(50));
  await event(foreign, 1, first, daysAgo(60));
  const [deployment, config] = [randomUUID(), randomUUID()];
  await pool.query("INSERT INTO software_deployment (id, project_id, stack_id, root_id, server_id, config_id, action, status, finished_at) VALUES ($1, 'p', $3, $3, 's', $2, 'CREATE', 'COMPLETE', $4)", [deployment, config, dead, daysAgo(40)]);
  await pool.query("INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text) VALUES ($1, 1, $2, 'stdout', 0, 1, 'x')", [config, deployment]);
  await pool.query("INSERT INTO activity (id, project_id, actor, action, kind, subject_name, at) VALUES (gen_random_uuid(), 'p', 'ann', 'read', 'secret', 's', $1), (gen_random_uuid(), 'p', 'ann', 'read', 'secret', 's', $2)", [daysAgo(100), daysAgo(1)]);
  const draft = randomUUID();
  await pool.query("INSERT INTO draft (id, project_id, name, text, updated_by) VALUES ($1, 'p', 'd', '', 'ann')", [draft]);
  await pool.query("INSERT INTO draft_version (draft_id, number, message, text, files, environment, layout, saved_by, saved_at) SELECT $1, n, '', '', '{}', '{}', '{}', 'ann', $2 FROM generate_series(1, 3) n", [draft, daysAgo(90)]);
});

describe('what a project gives up', () => {
  it('is nothing as long as it does not say so', async () => {
    expect(await giveUp(pool, 'p', {}, NOW)).toEqual({});
    expect(await count('event')).toBe(3);
  });

  it('are events of operations before the last, output, notes of activity and old versions', async () => {
    expect(await giveUp(pool, 'p', { events: 30, logs: 30, activity: 30, versions: 30 }, NOW)).toEqual({ events: 1, logs: 1, activity: 1, versions: 2 });
    expect([await count('event'), await count('activity'), await count('draft_version')]).toEqual([2, 1, 1]);
  });

  it('are stacks that were deleted long ago, with what is nested in them and what they ran', async () => {
    expect(await giveUp(pool, 'p', { deleted: 30 }, NOW)).toEqual({ deleted: 1 });
    expect((await pool.query<{ name: string }>('SELECT name FROM stack ORDER BY name')).rows.map(({ name }) => name)).toEqual(['foreign', 'fresh', 'live']);
    expect(await count('software_deployment')).toBe(0);
  });
});
