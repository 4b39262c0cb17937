/**
 * A worker process to be killed: model types whose things are rows of a table. Effects are counted there, outside the transaction of the
 * journal, as a cloud would. Started with DATABASE_URL.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { openQueue } from '@/lib/runtime/queue';
import { startWorker } from '@/lib/runtime/worker';
import { withTemplateTypes } from '../nested-types';
import type { ActionContext, Outcome, ResourceType } from '../resource-type';
import { catalogueOf, openVault, silent } from './database-stage';
import { schemaOf } from './world';

const databaseUrl = process.env['DATABASE_URL'] ?? '';
const pool = new Pool({ connectionString: databaseUrl, max: 8 });

/** One row a key: what a cloud with idempotent requests keeps. `calls` counts how often the same request was made. */
async function effect(ctx: ActionContext, what: string, value: string): Promise<void> {
  await pause(Math.random() * 6);
  await pool.query(
    `INSERT INTO thing_effect (key, resource_id, what, value) VALUES ($1, $2, $3, $4)
     ON CONFLICT (key) DO UPDATE SET calls = thing_effect.calls + 1`,
    [ctx.idempotencyKey, ctx.resource.id, what, value],
  );
  await pause(Math.random() * 6);
}

const type: ResourceType = {
  schema: schemaOf('Test::Thing'),
  effects: 'external',
  async create(ctx, properties) {
    await effect(ctx, 'create', JSON.stringify(properties));
    if (JSON.stringify(properties['fail'] ?? []).includes('create')) return { kind: 'failed', errorType: 'ValueError', reason: 'cannot' };
    return { kind: 'waiting', for: { what: 'it to boot', wakeAt: new Date(ctx.now.getTime() + 10) } };
  },
  async update(ctx, change) {
    await effect(ctx, 'update', JSON.stringify(change.after));
    return { kind: 'complete' };
  },
  async delete(ctx) {
    await effect(ctx, 'delete', '');
    return { kind: 'complete' };
  },
  poll: async (ctx): Promise<Outcome> => ({ kind: 'complete', physicalResourceId: ctx.resource.id }),
};

const registry = withTemplateTypes({ get: (name: string) => (name === type.schema.name ? type : undefined) });
const queue = await openQueue({ databaseUrl, logger: silent, worker: true });
await startWorker({ pool, databaseUrl, queue, registry, catalogue: catalogueOf(registry), vault: openVault, logger: silent, lingerMs: 50 });
process.send?.('ready');
