/** What happened in a running Heat, story by story, happens here: the events of every resource, in their order, and the refusals in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { type Happened, readTranscript, refusalsOf, storiesIn } from './testing/transcripts';

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
    const events = listOf((await api.ask('GET', `${address}/events?sort_dir=asc`)).map['events']);
    const fresh = events.slice(seen).map((event): Happened => ({ resource: String(event['resource_name']), state: String(event['resource_status']), reason: String(event['resource_status_reason']) }));
    seen = events.length;
    return fresh;
  };
}

/** What is independent of each other may be told in any order: compared is what each resource went through, and how it begins and ends. */
function shaped(events: readonly Happened[]): unknown {
  const lives: Record<string, string[]> = {};
  for (const { resource, state, reason } of events) (lives[resource] ??= []).push(`${state}: ${reason}`);
  return { lives, first: events[0], last: events.at(-1) };
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
});

describe.runIf(present)('hooks, cancelled updates and restricted actions', () => {
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
    const events = listOf((await api.ask('GET', `${ne}/events?nested_depth=5&sort_dir=asc`)).map['events'])
      .map((event): Happened => ({ resource: String(event['resource_name']), state: String(event['resource_status']), reason: String(event['resource_status_reason']) }));
    const withoutIds = (happened: readonly Happened[]) => shaped(happened.map((event) => ({ ...event, resource: event.resource.replace(/^(ne-\w)-\w{12}$/, '$1') })));
    expect(withoutIds(events)).toEqual(withoutIds(stories.get('nested')?.events ?? []));
  });
});
