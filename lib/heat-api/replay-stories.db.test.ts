/** What happened in a running Heat, story by story, happens here: the events of every resource, in their order, and the refusals in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { type Happened, happenedIn, readTranscript, refusalsOf, shaped, storiesIn } from './testing/transcripts';

const present = readTranscript('http-d3-lifecycle.txt') !== null;
if (!present) console.warn('The transcripts of Heat are not beside this repository: none of their stories is played.');

const TEST = (properties: JsonMap = {}, more: JsonMap = {}): JsonMap => ({ type: 'OS::Heat::TestResource', properties, ...more });
const HOT = (resources: JsonMap, more: JsonMap = {}): JsonMap => ({ heat_template_version: '2021-04-16', resources, ...more });

let api: ApiStage;
beforeAll(async () => {
  if (present) api = await ApiStage.open();
});
afterAll(() => (present ? api.close() : undefined));

/** Events that are new since the last call, the oldest first. */
function watcher(address: string): () => Promise<Happened[]> {
  let seen = 0;
  return async () => {
    const events = happenedIn(listOf((await api.ask('GET', `${address}/events?sort_dir=asc`)).map['events']));
    const fresh = events.slice(seen);
    seen = events.length;
    return fresh;
  };
}

async function refusal(method: string, address: string, body: Json): Promise<{ type: Json; message: Json }> {
  const { type = null, message = null } = mapOf((await api.ask(method, address, body)).map['error']);
  return { type, message };
}

describe.runIf(present)('the life of a stack', () => {
  const stories = storiesIn(readTranscript('http-d3-lifecycle.txt') ?? []);
  const told = (title: string): unknown => shaped(stories.get(title)?.events ?? []);
  const [a, b] = [TEST({ value: '1' }), TEST({}, { depends_on: 'a' })];
  const failing = TEST({ fail: true }, { depends_on: 'a' });
  let nf: string;
  let news: () => Promise<Happened[]>;

  async function update(resources: JsonMap, more: JsonMap = {}): Promise<unknown> {
    expect((await api.ask('PUT', nf, { template: HOT(resources), ...more })).status).toBe(202);
    await api.settled(nf);
    return shaped(await news());
  }

  async function act(action: string): Promise<unknown> {
    expect((await api.ask('POST', `${nf}/actions`, { [action]: null })).status).toBe(200);
    await api.settled(nf);
    return shaped(await news());
  }

  it('rolls a failed creation back', async () => {
    const rb = await api.create('rb', HOT({ a, b: TEST({ fail: true, wait_secs: 0.5 }, { depends_on: 'a' }), c: TEST({}, { depends_on: 'a' }), d: TEST({}, { depends_on: ['b', 'c'] }) }), { disable_rollback: false });
    expect(shaped(await watcher(rb)())).toEqual(told('create diamond, one fails, rollback'));
  });

  it('keeps a failed creation, and repairs it', async () => {
    nf = await api.create('nf', HOT({ a, b: failing, c: TEST({}, { depends_on: 'b' }) }));
    news = watcher(nf);
    expect(shaped(await news())).toEqual(told('create fails, no rollback'));
    expect(await update({ a, b, c: TEST({}, { depends_on: 'b' }) })).toEqual(told('update to repair'));
  });

  it('updates in place, replaces, removes and adds', async () => {
    const second = TEST({ value: '2' });
    expect(await update({ a: second, b, c: TEST({ update_replace_value: 'r' }, { depends_on: 'b' }) })).toEqual(told('update in place a, replace c (update_replace_value)'));
    expect(await update({ a: second, b, d: TEST({ value: '1' }, { depends_on: 'b' }) })).toEqual(told('remove c add d'));
  });

  it('rolls a failed update back, and does nothing where nothing changes', async () => {
    const kept = { a: TEST({ value: '2' }), b, d: TEST({ value: '1' }, { depends_on: 'b' }) };
    expect(await update({ ...kept, a: TEST({ value: '3' }), b: failing }, { disable_rollback: false })).toEqual(told('update fail with rollback'));
    expect(await update(kept, { disable_rollback: true })).toEqual(told('noop update'));
  });

  it('is checked, suspended, resumed, and refuses what cannot be', async () => {
    expect(await act('check')).toEqual(told('check'));
    expect(await act('suspend')).toEqual(told('suspend'));
    const refused = [await refusal('PUT', nf, { template: HOT({ a }) })];
    expect(refused).toEqual(refusalsOf(stories.get('suspend')));
    expect(await act('resume')).toEqual(told('resume'));
    expect([await refusal('POST', `${nf}/actions`, { cancel_update: null }), await refusal('POST', `${nf}/actions`, { bogus: null }), await refusal('POST', `${nf}/actions`, {})]).toEqual(refusalsOf(stories.get('cancel on idle')));
  });

  it('makes anew what was marked unhealthy', async () => {
    expect((await api.ask('PATCH', `${nf}/resources/d`, { mark_unhealthy: true, resource_status_reason: 'bad' })).status).toBe(200);
    await expect.poll(async () => mapOf((await api.ask('GET', `${nf}/resources/d`)).map['resource'])['resource_status']).toBe('CHECK_FAILED');
    await api.ask('PATCH', nf, {});
    await api.settled(nf);
    const [mark, ...rest] = await news();
    const { events: [wanted, ...after] = [] } = stories.get('mark unhealthy') ?? {};
    expect([mark, shaped(rest)]).toEqual([wanted, shaped(after)]);
    expect([await refusal('PATCH', `${nf}/resources/d`, { mark_unhealthy: 'x' }), await refusal('PATCH', `${nf}/resources/d`, { foo: 1, mark_unhealthy: true })]).toEqual(refusalsOf(stories.get('mark unhealthy')));
    expect([await refusal('POST', `${nf}/resources/a/signal`, {})]).toEqual(refusalsOf(stories.get('signal no handler')));
  });

  it('is snapshotted and restored', async () => {
    const { id } = (await api.ask('POST', `${nf}/snapshots`, { name: 'snap' })).map;
    await api.settled(nf);
    expect((await api.ask('POST', `${nf}/snapshots/${String(id)}/restore`)).status).toBe(202);
    await api.settled(nf);
    expect(shaped(await news())).toEqual(told('snapshot'));
  });

  it('is abandoned, adopted under another name, and deleted', async () => {
    const left = await api.ask('DELETE', `${nf}/abandon`);
    await api.settled(nf);
    const adopted = await api.ask('POST', '/stacks', { stack_name: 'ad', adopt_stack_data: JSON.stringify(left.body) });
    const ad = String(adopted.headers.get('location'));
    await api.settled(ad);
    news = watcher(ad);
    expect(shaped(await news())).toEqual(told('adopt'));
    await api.ask('DELETE', ad);
    expect(await api.settled(ad)).toBe('DELETE_COMPLETE');
    // Heat was asked when the deletion was half over: the line has the end of it.
    const ends = [...(stories.get('delete')?.lines.join('\n') ?? '').matchAll(/\('(\w+)', '(DELETE_\w+)', '([^']*)'\)/g)].map(([, resource = '', state = '', reason = '']) => ({ resource, state, reason }));
    expect(ends).toHaveLength(6);
    expect((await news()).slice(-6)).toEqual(ends);
  });
});

describe.runIf(present)('a stack with hooks, cancelled updates and restricted actions', () => {
  const stories = storiesIn(readTranscript('http-d4-hooks-nested-preview.txt') ?? []);
  const hooks = stories.get('hooks');

  it('pauses at hooks until they are cleared', async () => {
    const answer = await api.ask('POST', '/stacks', {
      stack_name: 'hk', template: HOT({ a: TEST(), b: TEST({}, { depends_on: 'a' }) }),
      environment: { resource_registry: { resources: { a: { hooks: ['pre-create', 'post-create'] }, b: { hooks: 'pre-delete' } } } },
    });
    const hk = String(answer.headers.get('location'));
    const paused = (reason: string) => expect.poll(async () => listOf((await api.ask('GET', `${hk}/events`)).map['events'])[0]?.['resource_status_reason']).toBe(`${reason} is cleared`);
    const clear = (name: string, hook: string) => api.ask('POST', `${hk}/resources/${name}/signal`, { unset_hook: hook });
    await paused('CREATE paused until Hook pre-create');
    const id = hk.split('/').at(-1) ?? '';
    const refused = [await refusal('POST', `${hk}/resources/a/signal`, { unset_hook: 'pre-update' }), await refusal('POST', `${hk}/resources/a/signal`, { unset_hook: 'zzz' })];
    expect(refused).toEqual(refusalsOf(hooks).map(({ type, message }) => ({ type, message: String(message).replace(/\[[^\]]*\]/, `[${id}]`) })));
    await clear('a', 'pre-create');
    await paused('CREATE paused until Hook post-create');
    await clear('a', 'post-create');
    expect(await api.settled(hk)).toBe('CREATE_COMPLETE');
    await api.ask('DELETE', hk);
    await paused('DELETE paused until Hook pre-delete');
    expect(shaped(await watcher(hk)())).toEqual(shaped(hooks?.events ?? []));
    await clear('b', 'pre-delete');
    expect(await api.settled(hk)).toBe('DELETE_COMPLETE');
  });

  it('goes back when an update is cancelled, or stays where it is, once what is under way has ended', async () => {
    const [create, update] = [TEST({ value: '1' }), (value: string) => HOT({ a: TEST({ value, action_wait_secs: { update: 1 } }) })];
    const cu = await api.create('cu', HOT({ a: create }));
    const news = watcher(cu);
    const happened = await news();
    const until = (state: string) => expect.poll(async () => mapOf((await api.ask('GET', `${cu}/resources/a`)).map['resource'])['resource_status'], { timeout: 10_000 }).toBe(state);
    for (const [value, action, end] of [['2', 'cancel_update', 'ROLLBACK_COMPLETE'], ['3', 'cancel_without_rollback', 'UPDATE_FAILED']] as const) {
      await api.ask('PUT', cu, { template: update(value) });
      await until('UPDATE_IN_PROGRESS');
      expect((await api.ask('POST', `${cu}/actions`, { [action]: null })).status).toBe(200);
      expect(await api.settled(cu)).toBe(end);
      await until('UPDATE_COMPLETE');
      happened.push(...(await news()));
    }
    expect(happened).toEqual(stories.get('cancel')?.events);
  });

  it('goes on to the newest definition from what an earlier one has begun, and is deleted whatever it does', async () => {
    const conc = storiesIn(readTranscript('http-d6-softwareconfig-wait-asg.txt') ?? []).get('conc');
    const slow = HOT({ a: TEST({ value: '1', action_wait_secs: { create: 1 } }) });
    const cc = String((await api.ask('POST', '/stacks', { stack_name: 'cc', template: slow })).headers.get('location'));
    await expect.poll(async () => (await watcher(cc)()).length).toBeGreaterThan(0);
    expect((await api.ask('PUT', cc, { template: slow })).status).toBe(202);
    expect(await api.settled(cc)).toBe('UPDATE_COMPLETE');
    // Heat's update came before the resource had begun; here it may have begun by then.
    expect(shaped(await watcher(cc)())).toEqual(shaped(conc?.events ?? []));
    await api.ask('PUT', cc, { template: HOT({ a: TEST({ value: '2', action_wait_secs: { update: 1 } }) }) });
    expect((await api.ask('DELETE', cc)).status).toBe(204);
    expect(await api.settled(cc)).toBe('DELETE_COMPLETE');
    expect(listOf((await api.ask('GET', '/stacks?name=cc')).map['stacks'])).toEqual([]);
  });

  it('does not touch what may not be updated', async () => {
    const environment = { resource_registry: { resources: { a: { restricted_actions: 'update' } } } };
    const rs = await api.create('rs', HOT({ a: TEST({ value: '1' }) }), { environment });
    await api.ask('PUT', rs, { template: HOT({ a: TEST({ value: '2' }) }), environment });
    expect(await api.settled(rs)).toBe('UPDATE_FAILED');
    expect(shaped(await watcher(rs)())).toEqual(shaped(stories.get('restricted')?.events ?? []));
  });

  it('tells the events of nested stacks with their own', async () => {
    const nested = HOT({ n: TEST({ value: { get_param: 'p' } }) }, { parameters: { p: { type: 'string' } } });
    const ne = await api.create('ne', HOT({ x: { type: 'n.yaml', properties: { p: 'v1' } }, g: { type: 'OS::Heat::ResourceGroup', properties: { count: 2, resource_def: TEST({ value: 'v%index%' }) } } }), { files: { 'n.yaml': JSON.stringify(nested) } });
    const events = happenedIn(listOf((await api.ask('GET', `${ne}/events?nested_depth=5&sort_dir=asc`)).map['events']));
    const withoutIds = (happened: readonly Happened[]) => shaped(happened.map((event) => ({ ...event, resource: event.resource.replace(/^(ne-\w)-\w{12}$/, '$1') })));
    expect(withoutIds(events)).toEqual(withoutIds(stories.get('nested')?.events ?? []));
  });
});
