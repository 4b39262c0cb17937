/** The product's own resource types, from the text of a template to a stack that is complete. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseStage } from '@/lib/engine/testing/database-stage';
import { parseTemplate } from '@/lib/hot';
import { createVault } from '@/lib/auth/vault';
import { assembleResources, type ResourceAssembly } from '@/lib/resources/assembly';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Worker } from './worker';

const TEMPLATE = `
heat_template_version: 2021-04-16
resources:
  password: { type: OS::Heat::RandomString, properties: { length: 12 } }
  handle: { type: OS::Heat::WaitConditionHandle }
  condition:
    type: OS::Heat::WaitCondition
    properties: { handle: { get_resource: handle }, count: 2, timeout: 60 }
  result:
    type: OS::Heat::Value
    properties:
      value: { str_replace: { template: "P:D", params: { P: { get_attr: [password, value] }, D: { get_attr: [condition, data] } } } }
`;

let database: Database;
let stage: DatabaseStage;
let resources: ResourceAssembly;
let worker: Worker;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await DatabaseStage.open(database);
  resources = assembleResources({
    pool: database.pool, databaseUrl: database.url, vault: createVault(Buffer.alloc(32, 1)), wake: (client, rootId) => stage.queue.enqueueRun(client, rootId),
    config: { dataDirectory: '/nonexistent', publicUrl: 'http://127.0.0.1:1', localUrl: 'http://127.0.0.1:1', sandbox: false, allowPrivateUrls: false },
  });
  worker = await stage.worker(resources.registry, resources.registry.catalogue);
});

afterAll(async () => {
  await worker.stop();
  await resources.close();
  await stage.close();
  await database.close();
});

describe('a template with the product’s own types', () => {
  it('waits for its signals, hands their data on, and can be deleted', async () => {
    const { template } = parseTemplate(TEMPLATE);
    if (template === null) throw new Error('the template does not parse');
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revisionOf(id, template));
    const waiting = async () => (await database.pool.query("SELECT 1 FROM resource WHERE root_id = $1 AND waiting->>'what' = 'signal 1 of 2'", [id])).rows.length > 0;
    await stage.until(10_000, waiting);
    const handle = (await stage.resources(id)).find((row) => row.name === 'handle')?.id ?? '';
    await stage.signal(id, handle, { id: 'one', data: 'first' });
    await stage.signal(id, handle, { id: 'two', data: 'second' });
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    expect((await stage.log(id)).filter((line) => line.includes('SIGNAL'))).toEqual([
      'handle SIGNAL_COMPLETE Signal: status:SUCCESS reason:Signal one received',
      'handle SIGNAL_COMPLETE Signal: status:SUCCESS reason:Signal two received',
    ]);
    const result = (await stage.resources(id)).find((row) => row.name === 'result');
    expect(String(result?.properties['value'])).toMatch(/^.{12}:\{"one": ?"first", ?"two": ?"second"\}$/);
    await stage.request(id, 'DELETE', null);
    expect(await stage.finished(id)).toBe('DELETE_COMPLETE');
  });
});
