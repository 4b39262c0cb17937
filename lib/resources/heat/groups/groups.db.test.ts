/** Nested templates and groups, deployed as the product does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';

let stage: DeploymentStage;
beforeAll(async () => {
  stage = await DeploymentStage.open();
}, 60_000);
afterAll(() => stage.close());

const HEAD = "heat_template_version: '2021-04-16'\n";

/** Names of the resources there are, by the resource they are in. */
async function members({ stackId }: Deployment): Promise<string[]> {
  const { rows } = await stage.world.database.pool.query<{ member: string }>(
    `SELECT coalesce(s.parent_resource_name || '/', '') || r.name AS member FROM resource r JOIN stack s ON s.id = r.stack_id WHERE r.root_id = $1 ORDER BY 1`, [stackId],
  );
  return rows.map(({ member }) => member);
}

const FILES = {
  'pair.yaml': `${HEAD}
parameters:
  word: { type: string }
resources:
  left: { type: 'OS::Heat::Value', properties: { value: { get_param: word } } }
  right: { type: 'OS::Heat::TestResource', properties: { value: { get_attr: [left, value] }, fail: { equals: [{ get_param: word }, bad] } } }
outputs:
  both: { value: { list_join: ['-', [{ get_attr: [left, value] }, { get_attr: [right, output] }]] } }
`.replace('{ equals: [{ get_param: word }, bad] }', '{ if: [{ equals: [{ get_param: word }, bad] }, true, false] }'),
};

const nested = (word: string) => `${HEAD}
resources:
  pair: { type: pair.yaml, properties: { word: ${word} } }
  reader: { type: 'OS::Heat::Value', properties: { value: { get_attr: [pair, both] } } }
outputs:
  both: { value: { get_attr: [reader, value] } }
  inner: { value: { get_attr: [pair, resource.left, value] } }
  address: { value: { get_resource: pair } }
`;

describe('a nested template', () => {
  it('is deployed, updated, rolled back and deleted with its parent', async () => {
    const deployment = await stage.create('nested', nested('one'), {}, 'rollback', FILES);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'both')).toBe('one-one');
    expect(await stage.output(deployment, 'inner')).toBe('one');
    expect(await stage.output(deployment, 'address')).toMatch(/^arn:openstack:heat::.*:stacks\/nested-pair-[a-z2-7]{12}\/[0-9a-f-]{36}$/);

    await stage.update(deployment, nested('two'), {}, 'rollback', FILES);
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(deployment, 'both')).toBe('two-two');

    await stage.update(deployment, nested('bad'), {}, 'rollback', FILES);
    expect(await stage.finished(deployment)).toContain('ROLLBACK_COMPLETE');
    expect((await stage.events(deployment)).find((line) => line.startsWith('pair UPDATE_FAILED'))).toMatch(/^pair UPDATE_FAILED \w+: resources\.pair\.resources\.right: /);
    expect(await stage.output(deployment, 'both')).toBe('two-two');

    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
    expect(await members(deployment)).toEqual([]);
  }, 60_000);
});

describe('a template that stands for a type', () => {
  it('may use the type', async () => {
    const text = `${HEAD}
resources:
  word: { type: 'OS::Heat::RandomString', properties: { length: 5 } }
outputs:
  word: { value: { get_attr: [word, value] } }
`;
    const files = { 'word.yaml': `${HEAD}
parameters:
  length: { type: number }
resources:
  plain: { type: 'OS::Heat::RandomString', properties: { length: { get_param: length } } }
outputs:
  value: { value: { list_join: ['', ['<', { get_attr: [plain, value] }, '>']] } }
  OS::stack_id: { value: { get_resource: plain } }
` };
    const deployment = await stage.create('facade', text, {}, 'rollback', files, { resource_registry: { 'OS::Heat::RandomString': 'word.yaml' } });
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await members(deployment)).toEqual(['word', 'word/plain']);
  }, 60_000);
});

const group = (count: number, more = '') => `${HEAD}
resources:
  many:
    type: OS::Heat::ResourceGroup
    properties:
      count: ${count}
      ${more}
      resource_def: { type: 'OS::Heat::Value', properties: { value: 'member %index%' } }
outputs:
  refs: { value: { get_attr: [many, refs_map] } }
  values: { value: { get_attr: [many, value] } }
  byName: { value: { get_attr: [many, attributes, value] } }
  second: { value: { get_attr: [many, resource.1, value] } }
  removed: { value: { get_attr: [many, removed_rsrc_list] } }
`;

describe('OS::Heat::ResourceGroup', () => {
  it('has as many members as it is told, and attributes of them', async () => {
    const deployment = await stage.create('group', group(3));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await members(deployment)).toEqual(['many', 'many/0', 'many/1', 'many/2']);
    expect(await stage.output(deployment, 'values')).toEqual(['member 0', 'member 1', 'member 2']);
    expect(await stage.output(deployment, 'byName')).toEqual({ 0: 'member 0', 1: 'member 1', 2: 'member 2' });
    expect(await stage.output(deployment, 'second')).toBe('member 1');
    expect(Object.keys(Object(await stage.output(deployment, 'refs')))).toEqual(['0', '1', '2']);

    await stage.update(deployment, group(2));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await members(deployment)).toEqual(['many', 'many/0', 'many/1']);

    await stage.update(deployment, group(2, "removal_policies: [{ resource_list: ['0'] }]"));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await members(deployment)).toEqual(['many', 'many/1', 'many/2']);
    expect(await stage.output(deployment, 'removed')).toEqual(['0']);

    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 60_000);

  it('creates in batches when told to', async () => {
    const deployment = await stage.create('batches', `${HEAD}
resources:
  many:
    type: OS::Heat::ResourceGroup
    update_policy: { batch_create: { max_batch_size: 2 } }
    properties: { count: 4, resource_def: { type: 'OS::Heat::TestResource', properties: { wait_secs: 0.2 } } }
`);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const order = (await stage.events(deployment)).filter((line) => /^\d CREATE/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(Math.min(order.indexOf('2 CREATE_IN_PROGRESS'), order.indexOf('3 CREATE_IN_PROGRESS'))).toBeGreaterThan(Math.max(order.indexOf('0 CREATE_COMPLETE'), order.indexOf('1 CREATE_COMPLETE')));
  }, 60_000);
});

const rolling = (word: string, policy: string) => `${HEAD}
resources:
  many:
    type: OS::Heat::ResourceGroup
    update_policy: { rolling_update: ${policy} }
    properties: { count: 3, resource_def: { type: 'OS::Heat::TestResource', properties: { value: ${word}, wait_secs: 0.1 } } }
outputs:
  values: { value: { get_attr: [many, output] } }
`;

describe('a rolling update', () => {
  /** What began and ended in the nested stack since the update began. */
  async function happened(deployment: Deployment): Promise<{ what: string; at: number }[]> {
    const { rows } = await stage.world.database.pool.query<{ what: string; at: Date }>(
      `SELECT e.resource_name || ' ' || e.action || '_' || e.status AS what, e.created_at AS at FROM event e JOIN operation o ON o.id = e.operation_id JOIN stack s ON s.id = e.stack_id
       WHERE e.root_id = $1 AND o.action = 'UPDATE' AND s.owner_id IS NOT NULL AND e.resource_id IS NOT NULL AND e.waiting_for IS NULL ORDER BY e.seq`, [deployment.stackId],
    );
    return rows.map(({ what, at }) => ({ what, at: at.getTime() }));
  }

  it('changes so many at once, and rests between them', async () => {
    const deployment = await stage.create('paused', rolling('one', '{ max_batch_size: 2, pause_time: 1 }'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    await stage.update(deployment, rolling('two', '{ max_batch_size: 2, pause_time: 1 }'));
    // Nothing is held while it rests: what is to come stands in the row.
    await expect.poll(async () => (await stage.world.database.pool.query("SELECT waiting FROM resource WHERE stack_id = $1 AND name = 'many' AND waiting IS NOT NULL", [deployment.stackId])).rows, { timeout: 15_000 }).toHaveLength(1);
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    const list = await happened(deployment);
    const at = (what: string) => list.find((each) => each.what === what)?.at ?? NaN;
    expect(at('2 UPDATE_IN_PROGRESS') - Math.max(at('0 UPDATE_COMPLETE'), at('1 UPDATE_COMPLETE'))).toBeGreaterThanOrEqual(1000);
    expect(await stage.output(deployment, 'values')).toEqual(['two', 'two', 'two']);
  }, 60_000);

  it('grows the group for a while where otherwise too few would be in service', async () => {
    const deployment = await stage.create('served', rolling('one', '{ max_batch_size: 2, min_in_service: 3 }'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    await stage.update(deployment, rolling('two', '{ max_batch_size: 2, min_in_service: 3 }'));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    const made = (await happened(deployment)).map(({ what }) => what).filter((what) => what.endsWith('COMPLETE'));
    expect(made.slice(0, 2).toSorted()).toEqual(['3 CREATE_COMPLETE', '4 CREATE_COMPLETE']);
    expect(made.slice(-2).toSorted()).toEqual(['3 DELETE_COMPLETE', '4 DELETE_COMPLETE']);
    expect(await members(deployment)).toEqual(['many', 'many/0', 'many/1', 'many/2']);
    expect(await stage.output(deployment, 'values')).toEqual(['two', 'two', 'two']);
  }, 60_000);

  it('that another update cuts short in its pause goes on from there, so many at once', async () => {
    const deployment = await stage.create('cut', rolling('one', '{ max_batch_size: 1 }'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    await stage.update(deployment, rolling('two', '{ max_batch_size: 1, pause_time: 100 }'));
    await expect.poll(async () => (await stage.world.database.pool.query("SELECT 1 FROM resource WHERE stack_id = $1 AND name = 'many' AND waiting IS NOT NULL", [deployment.stackId])).rows, { timeout: 15_000 }).toHaveLength(1);
    await stage.update(deployment, rolling('two', '{ max_batch_size: 1 }'));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    const order = (await happened(deployment)).map(({ what }) => what);
    expect(order.filter((what) => !what.startsWith('many'))).toEqual(['0', '1', '2'].flatMap((name) => [`${name} UPDATE_IN_PROGRESS`, `${name} UPDATE_COMPLETE`]));
    expect(await stage.output(deployment, 'values')).toEqual(['two', 'two', 'two']);
  }, 60_000);

  it('that fails is rolled back, without the pauses', async () => {
    const deployment = await stage.create('broken', rolling('one', '{ max_batch_size: 1 }'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    await stage.update(deployment, rolling('two, fail: true', '{ max_batch_size: 1, pause_time: 100 }'));
    expect(await stage.finished(deployment)).toContain('ROLLBACK_COMPLETE');
    expect(await stage.output(deployment, 'values')).toEqual(['one', 'one', 'one']);
  }, 60_000);
});

describe('OS::Heat::ResourceChain and OS::Heat::Stack', () => {
  it('run one after the other, and from the text of a template', async () => {
    const deployment = await stage.create('chain', `${HEAD}
resources:
  chain: { type: 'OS::Heat::ResourceChain', properties: { resources: ['OS::Heat::TestResource', 'OS::Heat::Value'], resource_properties: { value: v } } }
  stack: { type: 'OS::Heat::Stack', properties: { template: { get_file: pair.yaml }, parameters: { word: deep } } }
outputs:
  refs: { value: { get_attr: [chain, refs] } }
  both: { value: { get_attr: [stack, outputs, both] } }
  name: { value: { get_attr: [stack, stack_name] } }
`, {}, 'rollback', FILES);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const events = await stage.events(deployment);
    expect(events.indexOf('0 CREATE_COMPLETE state changed')).toBeLessThan(events.indexOf('1 CREATE_IN_PROGRESS state changed'));
    expect(await stage.output(deployment, 'both')).toBe('deep-deep');
    expect(await stage.output(deployment, 'name')).toMatch(/^chain-stack-/);
    expect(await stage.output(deployment, 'refs')).toHaveLength(2);
  }, 60_000);
});

const scaling = (more = '') => `${HEAD}
resources:
  group:
    type: OS::Heat::AutoScalingGroup
    properties: { min_size: 1, max_size: 4, desired_capacity: 2, resource: { type: 'OS::Heat::TestResource', properties: { value: m } } ${more} }
  up:
    type: OS::Heat::ScalingPolicy
    properties: { auto_scaling_group_id: { get_resource: group }, adjustment_type: change_in_capacity, scaling_adjustment: 1, cooldown: 60 }
  away:
    type: OS::Heat::ScalingPolicy
    properties: { auto_scaling_group_id: { get_resource: group }, adjustment_type: exact_capacity, scaling_adjustment: 0 }
  other: { type: 'OS::Heat::Value', properties: { value: { get_attr: [group, current_size] } } }
outputs:
  size: { value: { get_attr: [group, current_size] } }
  refs: { value: { get_attr: [group, refs] } }
  outputs: { value: { get_attr: [group, outputs_list, output] } }
  seen: { value: { get_attr: [other, value] } }
  url: { value: { get_attr: [up, alarm_url] } }
`;

describe('OS::Heat::AutoScalingGroup', () => {
  async function signal(deployment: Deployment, name: string): Promise<void> {
    const { pool } = stage.world.database;
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM resource WHERE stack_id = $1 AND name = $2', [deployment.stackId, name]);
    const target = { resource: { id: rows[0]?.id ?? '', name }, stack: { id: deployment.stackId, name: deployment.name, projectId: stage.world.projectId } };
    const before = await pool.query('SELECT 1 FROM event WHERE root_id = $1', [deployment.stackId]);
    const response = await stage.world.signalApi(new Request(stage.world.addresses.url(target), { method: 'POST', body: '{}' }));
    expect(response.status).toBeLessThan(300);
    await expect.poll(async () => (await pool.query('SELECT 1 FROM signal WHERE root_id = $1 AND handled_at IS NULL', [deployment.stackId])).rowCount, { timeout: 5_000 }).toBe(0);
    expect(before.rowCount).toBeGreaterThan(0);
    await stage.finished(deployment);
  }

  it('is scaled by signals to its policies, within its limits; who reads its size follows', async () => {
    const deployment = await stage.create('scaling', scaling());
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'size')).toBe(2);
    expect(await stage.output(deployment, 'outputs')).toEqual(['m', 'm']);
    const first = await stage.output(deployment, 'refs');

    await signal(deployment, 'up');
    expect(await stage.output(deployment, 'size')).toBe(3);
    expect(await stage.output(deployment, 'seen')).toBe(3);
    expect((await stage.events(deployment)).filter((line) => line.startsWith('up SIGNAL'))).toEqual(['up SIGNAL_COMPLETE Unknown']);
    expect(await stage.output(deployment, 'refs')).toEqual(expect.arrayContaining(Array.isArray(first) ? first : []));

    // It cools down for a minute.
    await signal(deployment, 'up');
    expect(await stage.output(deployment, 'size')).toBe(3);
  }, 60_000);

  it('keeps its members over an update that does not concern them, and its size over one that does', async () => {
    const deployment = await stage.create('kept', scaling());
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const before = await stage.output(deployment, 'refs');
    await stage.update(deployment, scaling().replace('value: m', 'value: n'));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(deployment, 'refs')).toEqual(before);
    expect(await stage.output(deployment, 'outputs')).toEqual(['n', 'n']);
    await signal(deployment, 'away');
    expect(await stage.output(deployment, 'size')).toBe(1);
  }, 60_000);
});
