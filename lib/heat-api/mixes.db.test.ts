/** Actions that meet each other: what clients of Heat then see, event by event. The stacks live side by side, so that none of them waits for another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf } from './testing/api-stage';

let api: ApiStage;
beforeAll(async () => {
  api = await ApiStage.open();
});
afterAll(() => api.close());

const template = (resources: JsonMap): JsonMap => ({ heat_template_version: '2021-04-16', resources });
const quick = (value: Json, more: JsonMap = {}, ...needs: string[]): JsonMap => ({ type: 'OS::Heat::TestResource', properties: { value, ...more }, depends_on: needs });
const slow = (value: Json, seconds = 2, ...needs: string[]): JsonMap => quick(value, { action_wait_secs: { create: seconds, update: seconds } }, ...needs);
const failing = (value: Json, ...needs: string[]): JsonMap => quick(value, { fail: true }, ...needs);
const hooks = (name: string, hook: string): JsonMap => ({ environment: { resource_registry: { resources: { [name]: { hooks: hook } } } } });

const TOGETHER = { concurrent: true, timeout: 90_000 };

/** A stack as a client drives it. */
class Driven {
  private address = '';
  private id = '';
  private seen = 0;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  async create(resources: JsonMap, more: JsonMap = {}): Promise<string> {
    await this.begin(resources, more);
    return this.settled();
  }

  /** Asks for a creation and does not wait for it. */
  async begin(resources: JsonMap, more: JsonMap = {}): Promise<void> {
    const answer = await api.ask('POST', '/stacks', { stack_name: this.name, template: template(resources), ...more });
    if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`);
    this.address = answer.headers.get('location') ?? '';
    this.id = this.address.split('/').at(-1) ?? '';
  }

  update(resources: JsonMap, more: JsonMap = {}): Promise<number> {
    return this.ask('PUT', '', { template: template(resources), ...more });
  }

  act(action: string): Promise<number> {
    return this.ask('POST', '/actions', { [action]: null });
  }

  async ask(method: string, below: string, body?: Json): Promise<number> {
    return (await api.ask(method, `${this.address}${below}`, body)).status;
  }

  /** `CREATE_COMPLETE`, once no operation is open. */
  async settled(): Promise<string> {
    return (await api.stage.finished({ stackId: this.id, name: this.name }, 60_000)).split(':')[0] ?? '';
  }

  /** Until an event says so that `told` has not shown yet. */
  async until(line: string): Promise<void> {
    for (const end = Date.now() + 60_000; !(await api.stage.events({ stackId: this.id })).slice(this.seen).some((event) => event.includes(line)); ) {
      if (Date.now() > end) throw new Error(`nobody said "${line}": ${(await this.told()).join('\n')}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  private async all(): Promise<string[]> {
    const answer = await api.ask('GET', `${this.address}/events?sort_dir=asc&nested_depth=5`);
    return listOf(answer.map['events']).map((event) => {
      const reason = String(event['resource_status_reason']);
      // Names of nested stacks have random letters.
      const name = String(event['resource_name']).replace(/^(\w+-\w+)-[a-z2-7]{12}$/, '$1');
      return `${name} ${String(event['resource_status'])}${reason === 'state changed' ? '' : ` ${reason}`}`;
    });
  }

  /** What has been told since this was last asked. */
  async told(): Promise<string[]> {
    const all = await this.all();
    const news = all.slice(this.seen);
    this.seen = all.length;
    return news;
  }
}

const both = (name: string, action: string): string[] => [`${name} ${action}_IN_PROGRESS`, `${name} ${action}_COMPLETE`];
const started = (name: string, action: string): string => `${name} ${action}_IN_PROGRESS Stack ${action} started`;
const completed = (name: string, action: string): string => `${name} ${action}_COMPLETE Stack ${action} completed successfully`;

describe('an update that comes', TOGETHER, () => {
  it('during a creation lets what is being made be finished, and goes on from there', async () => {
    const stack = new Driven('during');
    await stack.begin({ a: slow(1), b: quick(1, {}, 'a') });
    await stack.until('a CREATE_IN_PROGRESS');
    expect(await stack.update({ a: slow(1), b: quick(1, {}, 'a'), c: quick(1, {}, 'b') })).toBe(202);
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    expect(await stack.told()).toEqual([
      started('during', 'CREATE'), 'a CREATE_IN_PROGRESS', started('during', 'UPDATE'), 'a CREATE_COMPLETE', ...both('b', 'CREATE'), ...both('c', 'CREATE'), completed('during', 'UPDATE'),
    ]);
  });

  it('during another one twice leads to the last of them', async () => {
    const stack = new Driven('thrice');
    await stack.create({ a: quick(0) });
    await stack.told();
    await stack.update({ a: slow(1) });
    await stack.until('a UPDATE_IN_PROGRESS');
    await stack.update({ a: failing(2) });
    await stack.update({ a: quick(3), b: quick(3, {}, 'a') });
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    const told = await stack.told();
    expect(told.filter((line) => line.startsWith('thrice'))).toEqual([started('thrice', 'UPDATE'), started('thrice', 'UPDATE'), started('thrice', 'UPDATE'), completed('thrice', 'UPDATE')]);
    expect(told.filter((line) => /^[ab] /.test(line))).toEqual([...both('a', 'UPDATE'), ...both('a', 'UPDATE'), ...both('b', 'CREATE')]);
  });

  it('during a rollback makes again what is being deleted', async () => {
    const stack = new Driven('back');
    await stack.begin({ a: quick(1, { action_wait_secs: { delete: 2 } }), b: failing(1, 'a') }, { disable_rollback: false });
    await stack.until('a DELETE_IN_PROGRESS');
    await stack.update({ a: quick(1), b: quick(1, {}, 'a') });
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    expect((await stack.told()).slice(-7)).toEqual([started('back', 'UPDATE'), 'a DELETE_COMPLETE', ...both('a', 'CREATE'), ...both('b', 'CREATE'), completed('back', 'UPDATE')]);
  });

  it('after an update of a failed update failed, rolls back to a revision that fails, and is mended by the next', async () => {
    const stack = new Driven('twice');
    await stack.create({ a: quick(1), b: quick(1, {}, 'a') });
    await stack.update({ a: quick(2), b: failing(2, 'a') });
    expect(await stack.settled()).toBe('UPDATE_FAILED');
    await stack.told();
    await stack.update({ a: quick(3), b: failing(3, 'a') }, { disable_rollback: false });
    expect(await stack.settled()).toBe('ROLLBACK_FAILED');
    const failure = 'b CREATE_FAILED ValueError: resources.b: Test Resource failed b';
    expect(await stack.told()).toEqual([
      started('twice', 'UPDATE'), ...both('a', 'UPDATE'), 'b CREATE_IN_PROGRESS', failure, 'twice UPDATE_FAILED Resource CREATE failed: ValueError: resources.b: Test Resource failed b',
      started('twice', 'ROLLBACK'), ...both('a', 'UPDATE'), 'b CREATE_IN_PROGRESS', failure, 'twice ROLLBACK_FAILED Resource CREATE failed: ValueError: resources.b: Test Resource failed b',
    ]);
    await stack.update({ a: quick(1), b: quick(1, {}, 'a') });
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    expect((await stack.told()).slice(1)).toEqual([...both('a', 'UPDATE'), ...both('b', 'CREATE'), ...both('b', 'DELETE'), ...both('b', 'DELETE'), ...both('b', 'DELETE'), completed('twice', 'UPDATE')]);
  });
});

describe('a deletion that comes', TOGETHER, () => {
  it('during an update stops it, and waits for what is in flight', async () => {
    const stack = new Driven('interrupted');
    await stack.create({ a: quick(1), b: quick(1, {}, 'a') });
    await stack.told();
    await stack.update({ a: slow(2), b: quick(1, {}, 'a') });
    await stack.until('a UPDATE_IN_PROGRESS');
    expect(await stack.ask('DELETE', '')).toBe(204);
    expect(await stack.settled()).toBe('DELETE_COMPLETE');
    expect(await stack.told()).toEqual([
      started('interrupted', 'UPDATE'), 'a UPDATE_IN_PROGRESS', 'interrupted UPDATE_FAILED Stack UPDATE cancelled', started('interrupted', 'DELETE'), ...both('b', 'DELETE'), 'a UPDATE_COMPLETE', ...both('a', 'DELETE'),
      completed('interrupted', 'DELETE'),
    ]);
  });

  it('while something would take for hours does not wait for it', async () => {
    const stack = new Driven('hours');
    await stack.begin({ d: { type: 'OS::Heat::Delay', properties: { min_wait: 7200 } } });
    await stack.until('d CREATE_IN_PROGRESS');
    await stack.ask('DELETE', '');
    expect(await stack.settled()).toBe('DELETE_COMPLETE');
    expect((await stack.told()).slice(2)).toEqual([
      'hours CREATE_FAILED Stack CREATE cancelled', started('hours', 'DELETE'), 'd CREATE_FAILED CREATE aborted (Stack DELETE started)', ...both('d', 'DELETE'), completed('hours', 'DELETE'),
    ]);
  });

  it('while a child is in the middle of its creation takes that back too', async () => {
    const stack = new Driven('within');
    const files = { 'in.yaml': JSON.stringify(template({ k: slow(1), l: quick(1, {}, 'k') })) };
    await stack.begin({ m: { type: 'in.yaml' } }, { files });
    await stack.until('k CREATE_IN_PROGRESS');
    await stack.ask('DELETE', '');
    expect(await stack.settled()).toBe('DELETE_COMPLETE');
    expect((await stack.told()).slice(4)).toEqual([
      'within-m CREATE_FAILED Stack CREATE cancelled', 'm CREATE_FAILED CREATE aborted (Stack DELETE started)', 'within CREATE_FAILED Stack CREATE cancelled', started('within', 'DELETE'), 'm DELETE_IN_PROGRESS',
      started('within-m', 'DELETE'), 'k CREATE_COMPLETE', ...both('k', 'DELETE'), completed('within-m', 'DELETE'), 'm DELETE_COMPLETE', completed('within', 'DELETE'),
    ]);
  });
});

describe('a hook', TOGETHER, () => {
  const paused = 'a INIT_COMPLETE CREATE paused until Hook pre-create is cleared';

  it('that is waited at when its creation is cancelled holds no later update', async () => {
    const stack = new Driven('hooked');
    await stack.begin({ a: quick(1) }, hooks('a', 'pre-create'));
    await stack.until(paused);
    expect(await stack.act('cancel_without_rollback')).toBe(200);
    expect(await stack.settled()).toBe('CREATE_FAILED');
    expect((await stack.told()).slice(1)).toEqual([paused, 'a INIT_COMPLETE Failure occurred while waiting.', 'hooked CREATE_FAILED Stack CREATE cancelled']);
    await stack.update({ a: quick(1) }, hooks('a', 'pre-create'));
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
  });

  it('inside a group is left with the operation that waits there, and the stack can be deleted', async () => {
    const stack = new Driven('inside');
    const group = (value: number): JsonMap => ({ g: { type: 'OS::Heat::ResourceGroup', properties: { count: 1, resource_def: { type: 'OS::Heat::TestResource', properties: { value } } } } });
    const environment = { environment: { resource_registry: { resources: { g: { '*': { hooks: 'pre-update' } } } } } };
    await stack.create(group(1), environment);
    await stack.told();
    await stack.update(group(2), environment);
    await stack.until('UPDATE paused until Hook pre-update is cleared');
    await stack.act('cancel_without_rollback');
    expect(await stack.settled()).toBe('UPDATE_FAILED');
    expect((await stack.told()).slice(-4)).toEqual([
      '0 CREATE_COMPLETE Failure occurred while waiting.', 'inside-g UPDATE_FAILED Stack UPDATE cancelled', 'g UPDATE_FAILED UPDATE aborted (Stack UPDATE cancelled)', 'inside UPDATE_FAILED Stack UPDATE cancelled',
    ]);
    await stack.ask('DELETE', '');
    expect(await stack.settled()).toBe('DELETE_COMPLETE');
  });

  it('of a deletion holds when the deletion is asked for again', async () => {
    const stack = new Driven('again');
    await stack.create({ a: quick(1), b: quick(1, {}, 'a') }, hooks('a', 'pre-delete'));
    await stack.ask('DELETE', '');
    await stack.until('a CREATE_COMPLETE DELETE paused until Hook pre-delete is cleared');
    await stack.told();
    await stack.ask('DELETE', '');
    await stack.until('a CREATE_COMPLETE Failure occurred while waiting.');
    await stack.until('a CREATE_COMPLETE DELETE paused until Hook pre-delete is cleared');
    expect(await stack.ask('POST', '/resources/a/signal', { unset_hook: 'pre-delete' })).toBe(200);
    expect(await stack.settled()).toBe('DELETE_COMPLETE');
  });
});

describe('a rolling update', TOGETHER, () => {
  const group = (word: string, pause = 0): JsonMap => ({
    g: {
      type: 'OS::Heat::ResourceGroup', update_policy: { rolling_update: { max_batch_size: 1, pause_time: pause } },
      properties: { count: 3, resource_def: { type: 'OS::Heat::TestResource', properties: { value: word } } },
    },
  });
  const badAt = (index: number): JsonMap => ({
    g: {
      type: 'OS::Heat::ResourceGroup', update_policy: { rolling_update: { max_batch_size: 1 } },
      properties: { count: 3, resource_def: { type: 'one.yaml', properties: { index: '%index%', bad: String(index) } } },
    },
  });
  /** Fails where it is the one. */
  const files = {
    'one.yaml': JSON.stringify({
      ...template({ t: { type: 'OS::Heat::TestResource', properties: { value: { get_param: 'bad' }, fail: { if: ['is_it', true, false] } } } }),
      parameters: { index: { type: 'string' }, bad: { type: 'string' } }, conditions: { is_it: { equals: [{ get_param: 'index' }, { get_param: 'bad' }] } },
    }),
  };
  const members = (told: readonly string[]): string[] => told.filter((line) => /^[012] (UPDATE|CREATE|DELETE)/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '));

  it('whose second batch fails goes back with those that had got there, and mends the broken one', async () => {
    const stack = new Driven('rolled');
    await stack.create(badAt(9), { files });
    await stack.told();
    await stack.update(badAt(1), { files, disable_rollback: false });
    expect(await stack.settled()).toBe('ROLLBACK_COMPLETE');
    const told = await stack.told();
    const rollback = told.indexOf(started('rolled', 'ROLLBACK'));
    // Members that are stacks are visited in every batch; what they are made of changes in one.
    const inside = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('t ')).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(inside(told.slice(0, rollback))).toEqual([...both('t', 'UPDATE'), 't UPDATE_IN_PROGRESS', 't UPDATE_FAILED']);
    expect(inside(told.slice(rollback)).toSorted()).toEqual([...both('t', 'CREATE'), ...both('t', 'DELETE'), ...both('t', 'UPDATE')].toSorted());
    expect(told.find((line) => line.startsWith('rolled UPDATE_FAILED'))).toBe('rolled UPDATE_FAILED Resource UPDATE failed: ValueError: resources.g.resources.1.resources.t: Test Resource failed t');
  });

  it('of groups within a group rolls each of them', async () => {
    const stack = new Driven('double');
    const inner = { g: { type: 'OS::Heat::ResourceGroup', update_policy: { rolling_update: { max_batch_size: 1 } }, properties: { count: 2, resource_def: { type: 'OS::Heat::TestResource', properties: { value: { get_param: 'word' } } } } } };
    const files = { 'inner.yaml': JSON.stringify({ ...template(inner), parameters: { word: { type: 'string' } } }) };
    const outer = (word: string): JsonMap => ({ many: { type: 'OS::Heat::ResourceGroup', update_policy: { rolling_update: { max_batch_size: 1 } }, properties: { count: 2, resource_def: { type: 'inner.yaml', properties: { word } } } } });
    await stack.create(outer('one'), { files });
    await stack.told();
    await stack.update(outer('two'), { files });
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    // Members of the outer group are told of among them, and are under way for longer.
    const changed = (await stack.told()).filter((line) => /^[01] UPDATE_/.test(line)).map((line) => line.split(' ').slice(0, 2).join(' '));
    const one = ['0 UPDATE_IN_PROGRESS', '0 UPDATE_COMPLETE', '1 UPDATE_IN_PROGRESS', '1 UPDATE_COMPLETE'];
    const untouched = ['1 UPDATE_IN_PROGRESS', '1 UPDATE_COMPLETE'];
    expect(changed).toEqual(['0 UPDATE_IN_PROGRESS', ...one, '0 UPDATE_COMPLETE', ...untouched, '1 UPDATE_IN_PROGRESS', ...one, '1 UPDATE_COMPLETE']);
  });

  it('that is cancelled in its pause goes back, one after the other', async () => {
    const stack = new Driven('resting');
    await stack.create(group('one', 600));
    await stack.told();
    await stack.update(group('two', 600));
    await stack.until('0 UPDATE_COMPLETE');
    expect(await stack.act('cancel_update')).toBe(200);
    expect(await stack.settled()).toBe('ROLLBACK_COMPLETE');
    expect(members(await stack.told())).toEqual(['0 UPDATE_IN_PROGRESS', '0 UPDATE_COMPLETE', '0 UPDATE_IN_PROGRESS', '0 UPDATE_COMPLETE']);
  });
});

describe('a suspended stack', TOGETHER, () => {
  it('is suspended with what is nested in it, takes no update and no signals, and is still suspended after a check', async () => {
    const stack = new Driven('resting-stack');
    const resources = {
      g: { type: 'OS::Heat::ResourceGroup', properties: { count: 1, resource_def: { type: 'OS::Heat::WaitConditionHandle' } } }, h: { type: 'OS::Heat::WaitConditionHandle', depends_on: ['g'] },
    };
    await stack.create(resources);
    await stack.told();
    await stack.act('suspend');
    expect(await stack.settled()).toBe('SUSPEND_COMPLETE');
    expect((await stack.told()).filter((line) => !line.includes('Stack'))).toEqual([...both('h', 'SUSPEND'), 'g SUSPEND_IN_PROGRESS', ...both('0', 'SUSPEND'), 'g SUSPEND_COMPLETE']);
    expect(await stack.ask('POST', '/resources/h/signal', { id: '1', status: 'SUCCESS' })).toBe(400);
    await stack.until('h SUSPEND_COMPLETE Cannot signal resource during SUSPEND');
    expect(await stack.act('check')).toBe(200);
    expect(await stack.settled()).toBe('CHECK_COMPLETE');
    expect(await stack.update(resources)).toBe(400);
    expect(await stack.act('resume')).toBe(200);
    expect(await stack.settled()).toBe('RESUME_COMPLETE');
    expect(await stack.update(resources)).toBe(202);
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
  });
});

describe('a wait condition', TOGETHER, () => {
  const waiting = (value: number): JsonMap => ({
    h: { type: 'OS::Heat::WaitConditionHandle' }, w: { type: 'OS::Heat::WaitCondition', properties: { handle: { get_resource: 'h' }, timeout: 3600 } }, a: quick(value, {}, 'w'),
  });

  it('goes on waiting over an update and a cancellation, and its signal is not lost', async () => {
    const stack = new Driven('patient');
    await stack.begin(waiting(1));
    await stack.until('w CREATE_IN_PROGRESS');
    await stack.update(waiting(2));
    await stack.until(started('patient', 'UPDATE'));
    await stack.act('cancel_without_rollback');
    expect(await stack.settled()).toBe('UPDATE_FAILED');
    expect(await stack.ask('POST', '/resources/h/signal', { id: '1', status: 'SUCCESS', reason: 'here' })).toBe(200);
    await stack.until('w CREATE_COMPLETE');
    expect(await stack.ask('PATCH', '', {})).toBe(202);
    expect(await stack.settled()).toBe('UPDATE_COMPLETE');
    expect((await stack.told()).filter((line) => !line.includes('Stack'))).toEqual([
      ...both('h', 'CREATE'), 'w CREATE_IN_PROGRESS', 'h SIGNAL_COMPLETE Signal: status:SUCCESS reason:here', 'w CREATE_COMPLETE', ...both('a', 'CREATE'),
    ]);
  });

  it('that is told of a failure in an update takes the update back', async () => {
    const stack = new Driven('told');
    await stack.create({ a: quick(1) });
    await stack.told();
    await stack.update(waiting(2), { disable_rollback: false });
    await stack.until('w CREATE_IN_PROGRESS');
    await stack.ask('POST', '/resources/h/signal', { id: '1', status: 'FAILURE', reason: 'no disk' });
    expect(await stack.settled()).toBe('ROLLBACK_COMPLETE');
    expect((await stack.told()).slice(3)).toEqual([
      'w CREATE_IN_PROGRESS', 'h SIGNAL_COMPLETE Signal: status:FAILURE reason:no disk', 'w CREATE_FAILED WaitConditionFailure: resources.w: no disk',
      'told UPDATE_FAILED Resource CREATE failed: WaitConditionFailure: resources.w: no disk', started('told', 'ROLLBACK'), ...both('w', 'DELETE'), ...both('h', 'DELETE'), completed('told', 'ROLLBACK'),
    ]);
  });
});
