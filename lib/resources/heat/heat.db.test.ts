import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@/lib/hot/types';
import { makeWorld, type World } from '@/lib/testing/resource-world';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const seconds = (count: number) => new Date(Date.now() + count * 1000);

describe('OS::Heat::Value', () => {
  it.each([
    ['number', '42', 42],
    ['string', { a: 1 }, '{"a":1}'],
    ['boolean', 'off', false],
    ['comma_delimited_list', 'a,b', ['a', 'b']],
    ['json', '{"a": [1]}', { a: [1] }],
    [undefined, [1, 2], [1, 2]],
  ])('of type %s turns %j into %j', async (type, given, expected) => {
    const value = await world.resource('OS::Heat::Value', 'v', { value: given, ...(type && { type }) });
    expect(await value.create()).toMatchObject({ kind: 'complete' });
    expect(value.attribute('value')).toEqual(expected);
  });

  it('refuses what its type cannot hold', async () => {
    const value = await world.resource('OS::Heat::Value', 'v', { value: 'many', type: 'number' });
    expect(await value.create()).toMatchObject({ kind: 'failed', reason: 'Property value: expected a number, found "many".' });
  });
});

describe('OS::Heat::RandomString', () => {
  it('has the minimum of every class and sequence, and nothing else', async () => {
    for (let round = 0; round < 50; round += 1) {
      const random = await world.resource('OS::Heat::RandomString', 'r', {
        length: 6, character_classes: [{ class: 'digits', min: 2 }], character_sequences: [{ sequence: '+-', min: 3 }],
      });
      await random.create();
      const text = String(random.attribute('value'));
      expect(text).toMatch(/^[0-9+-]{6}$/);
      expect(text.replaceAll(/\D/g, '').length).toBeGreaterThanOrEqual(2);
      expect(text.replaceAll(/\d/g, '').length).toBeGreaterThanOrEqual(3);
      expect(random.referenceId).toBe(text);
    }
  });

  it('cannot be shorter than its minimums', () => {
    const type = world.registry.get('OS::Heat::RandomString');
    expect(type?.validate?.({ length: 2, character_classes: [{ class: 'digits', min: 3 }] }, { name: 'r' })).toEqual([
      'Length property cannot be smaller than combined character class and character sequence minimums',
    ]);
  });
});

describe('OS::Heat::TestResource', () => {
  it('takes its time and then shows its value', async () => {
    const test = await world.resource('OS::Heat::TestResource', 't', { value: 'x', wait_secs: 1, action_wait_secs: { create: 60 } });
    expect(await test.create()).toMatchObject({ kind: 'waiting' });
    test.now = () => seconds(59);
    expect((await test.poll()).kind).toBe('waiting');
    test.now = () => seconds(61);
    expect(await test.poll()).toEqual({ kind: 'complete' });
    expect(test.attribute('output')).toBe('x');
  });

  it('fails when told to, after its time', async () => {
    const test = await world.resource('OS::Heat::TestResource', 't', { fail: true, wait_secs: 5 });
    expect((await test.create()).kind).toBe('waiting');
    test.now = () => seconds(6);
    expect(await test.poll()).toEqual({ kind: 'failed', errorType: 'ValueError', reason: 'Test Resource failed t' });
  });

  it('asks for a replacement when told to', () => {
    const type = world.registry.get('OS::Heat::TestResource');
    expect(type?.needsReplace?.({ before: {}, after: { update_replace: true }, changed: ['value'], metadataChanged: false })).toBe(true);
    expect(type?.needsReplace?.({ before: {}, after: { update_replace: false }, changed: ['value'], metadataChanged: false })).toBe(false);
  });
});

describe('OS::Heat::Delay', () => {
  it('waits on its actions only, and not again after a restart', async () => {
    const delay = await world.resource('OS::Heat::Delay', 'd', { min_wait: 10, max_jitter: 2, actions: ['CREATE'] });
    const outcome = await delay.create();
    expect(outcome).toMatchObject({ kind: 'waiting' });
    delay.now = () => seconds(13);
    expect(await delay.poll()).toEqual({ kind: 'complete' });
    expect(await delay.delete()).toMatchObject({ kind: 'complete' });
  });
});

describe('a wait condition', () => {
  async function waiting(count: number) {
    const handle = await world.resource('OS::Heat::WaitConditionHandle', 'handle');
    await handle.create();
    const condition = await world.resource('OS::Heat::WaitCondition', 'condition', { handle: handle.referenceId, timeout: 60, count });
    condition.others = [handle];
    return { handle, condition, first: await condition.create() };
  }

  it('is complete with enough different signals, and shows what they brought', async () => {
    const { handle, condition, first } = await waiting(2);
    expect(first).toMatchObject({ kind: 'waiting', for: { what: 'signal 1 of 2' } });
    await handle.signal({ data: 'a', id: 'one' });
    await handle.signal({ data: 'b', id: 'one' });
    expect(await condition.poll()).toMatchObject({ kind: 'waiting', for: { what: 'signal 2 of 2' } });
    await handle.signal(null);
    expect(await condition.poll()).toMatchObject({ kind: 'complete' });
    expect(condition.attribute('data')).toBe('{"2": null, "one": "b"}');
    expect(handle.events).toEqual([
      'status:SUCCESS reason:Signal one received', 'status:SUCCESS reason:Signal one received', 'status:SUCCESS reason:Signal 2 received',
    ]);
  });

  it('fails with the reasons of the failures', async () => {
    const { handle, condition } = await waiting(3);
    await handle.signal({ status: 'FAILURE', reason: 'disk', id: 1 });
    await handle.signal({ status: 'SUCCESS', id: 2 });
    await handle.signal({ status: 'FAILURE', reason: 'net', id: 3 });
    expect(await condition.poll()).toEqual({ kind: 'failed', errorType: 'WaitConditionFailure', reason: 'disk;net' });
  });

  it('ignores what is no signal', async () => {
    const { handle } = await waiting(1);
    const payloads: Json[] = [{ status: 'MAYBE' }, { colour: 'red' }, 'text', [1]];
    for (const payload of payloads) await handle.signal(payload);
    expect(handle.view.metadata).toEqual({});
    expect(handle.events).toEqual([]);
  });

  it('fails in time, and says how far it came', async () => {
    const { handle, condition } = await waiting(2);
    await handle.signal({ reason: 'half' });
    condition.now = () => seconds(61);
    expect(await condition.poll()).toEqual({ kind: 'failed', errorType: 'WaitConditionTimeout', reason: '1 of 2 received - half' });
  });
});

describe('AWS::CloudFormation::WaitCondition', () => {
  it('takes signals that have all four keys, at the URL that its handle is', async () => {
    const handle = await world.resource('AWS::CloudFormation::WaitConditionHandle', 'handle');
    await handle.create();
    expect((await fetch(String(handle.referenceId), { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS' }) })).status).toBe(400);
    const condition = await world.resource('AWS::CloudFormation::WaitCondition', 'condition', { Handle: handle.referenceId, Timeout: 60 });
    condition.others = [handle];
    await handle.signal({ Status: 'SUCCESS', UniqueId: 'a' });
    expect((await condition.create()).kind).toBe('waiting');
    await handle.signal({ Status: 'SUCCESS', UniqueId: 'a', Data: 'd', Reason: 'r' });
    expect((await condition.poll()).kind).toBe('complete');
    expect(condition.attribute('Data')).toBe('{"a": "d"}');
    expect(handle.events).toEqual(['status:SUCCESS reason:r']);
  });
});

describe('a signal over HTTP', () => {
  it('reaches the handle that its command is for, from a shell', async () => {
    const handle = await world.resource('OS::Heat::WaitConditionHandle', 'handle');
    await handle.create();
    const command = `${String(handle.attribute('curl_cli'))} --data-binary '{"data": "ok"}'`;
    const { stdout: answer } = await promisify(execFile)('/bin/sh', ['-c', command]);
    expect(answer).toContain('200 OK');
    const { rows } = await world.database.pool.query('SELECT payload FROM signal WHERE resource_id = $1', [handle.view.id]);
    expect(rows).toEqual([{ payload: { data: 'ok' } }]);
  });

  it.each([
    ['of another resource', (url: string) => url.replace('resources/handle', 'resources/other'), 403],
    ['with a changed signature', (url: string) => url.replace(/Signature=./, (start) => (start.endsWith('A') ? 'Signature=B' : 'Signature=A')), 403],
    ['for another run', (url: string) => `${url}&Run=00000000-0000-4000-8000-000000000000`, 403],
    ['without a signature', (url: string) => url.replace(/\?.*/, ''), 403],
  ])('%s is refused', async (_what, forge, status) => {
    const handle = await world.resource('OS::Heat::WaitConditionHandle', 'handle', { signal_transport: 'CFN_SIGNAL' });
    await handle.create();
    const { alarm_url: url } = JSON.parse(String(handle.attribute('signal')));
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    expect((await fetch(forge(url), { method: 'POST' })).status).toBe(status);
    expect((await fetch(url, { method: 'POST', body: 'no json' })).status).toBe(400);
    expect(await world.database.prisma.signal.count({ where: { resourceId: handle.view.id } })).toBe(1);
  });
});
