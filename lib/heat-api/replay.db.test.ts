import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type ApiAnswer, ApiStage, mapOf } from './testing/api-stage';
import { EXCHANGES } from './testing/replay-differences';
import { difference, type Exchange, exchangesIn, readTranscript, refusalsIn } from './testing/transcripts';

const FILES = ['http-d2-errors.txt', 'http-d3-lifecycle.txt', 'http-d4-hooks-nested-preview.txt', 'http-d6-softwareconfig-wait-asg.txt', 'http-d7-env-misc.txt'];
const present = readTranscript(FILES[0] ?? '') !== null;
if (!present) console.warn('The transcripts of Heat are not beside this repository: nothing is replayed against the API.');

const label = (file: string): string => file.slice(5, 7);
const lines = (file: string): string[] => readTranscript(file) ?? [];

/** Asks what was asked of Heat, and tells how the answers differ. */
class Replay {
  readonly api: ApiStage;
  /** Addresses of stacks by name, as they are here. */
  readonly addresses = new Map<string, string>();
  replayed = 0;
  /** Exchanges that differ on purpose, as far as they have been met. */
  readonly differing = new Set<string>();

  constructor(api: ApiStage) {
    this.api = api;
  }

  /** The last answer. */
  answered: ApiAnswer | null = null;

  async ask(exchange: Exchange, body: Json | undefined = exchange.body): Promise<string | null> {
    const answer = await this.api.ask(exchange.method, await this.here(exchange.address), body);
    this.answered = answer;
    this.replayed += 1;
    const location = answer.headers.get('location');
    const name = String(mapOf(body)['stack_name'] ?? '');
    if (answer.status === 201 && location !== null) this.addresses.set(name, location);
    const found = difference(exchange, answer.status, answer.body);
    if (found === null) return null;
    if (EXCHANGES.some(({ at }) => at === exchange.at)) {
      this.differing.add(exchange.at);
      return null;
    }
    return `${exchange.at} ${exchange.method} ${exchange.address}: ${found}`;
  }

  /** The same address on this server, with the id that a stack of this name has here. */
  private async here(address: string): Promise<string> {
    const [, name, rest = ''] = /\/stacks\/([^/]+)\/[0-9a-f-]{36}(.*)$/.exec(address) ?? [];
    if (name !== undefined) {
      const known = this.addresses.get(name) ?? (await this.api.ask('GET', `/stacks/${name}`)).headers.get('location') ?? `${this.api.base}/stacks/${name}/none`;
      return known + rest.replace(SNAPSHOT, `/snapshots/${this.snapshot}`);
    }
    if (!address.startsWith('http')) return address.replace('%3Ademo%3A', `%3A${this.api.projectId}%3A`).replace(/software_deployments\/[0-9a-f-]{36}/, `software_deployments/${this.deployment}`);
    return address.replace('http://127.0.0.1:18004', `${this.api.web.url}/orchestration`).replace('/v1/demo', `/v1/${this.api.projectId}`);
  }

  snapshot = 'none';
  deployment = 'none';
}

const SNAPSHOT = /\/snapshots\/[0-9a-f-]{36}/;
const TEST = (properties: JsonMap = {}, more: JsonMap = {}): JsonMap => ({ type: 'OS::Heat::TestResource', properties, ...more });
const HOT = (resources: JsonMap, more: JsonMap = {}): JsonMap => ({ heat_template_version: '2021-04-16', resources, ...more });

describe.runIf(present)('what Heat answered, Hearth answers', () => {
  let api: ApiStage;
  let replay: Replay;
  beforeAll(async () => {
    api = await ApiStage.open();
    replay = new Replay(api);
    api.token = await api.tokenOf('admin');
  });
  afterAll(async () => {
    console.info(`Replayed ${replay.replayed} exchanges of Heat's transcripts; ${replay.differing.size} differ on purpose.`);
    await api.close();
  });

  it('to requests that cannot be met', async () => {
    const file = FILES[0] ?? '';
    const differing: string[] = [];
    for (const exchange of exchangesIn(lines(file), label(file))) {
      differing.push(...((await replay.ask(exchange)) ?? '').split('\n', 1).filter((text) => text !== ''));
      if (exchange.status === 201) await api.settled(replay.addresses.get(String(mapOf(exchange.body)['stack_name'])) ?? '');
    }
    for (const exchange of refusalsIn(lines(file), label(file))) {
      const found = await replay.ask(exchange);
      if (found !== null) differing.push(found);
      const made = replay.addresses.get('bad');
      if (made === undefined) continue;
      // The next request is for a stack of the same name.
      await api.ask('DELETE', made);
      await api.settled(made);
      replay.addresses.delete('bad');
    }
    expect(differing).toEqual([]);
  });

  async function differing(file: string, bodies: Readonly<Record<string, Json>> = {}): Promise<string[]> {
    const found: string[] = [];
    for (const exchange of exchangesIn(lines(file), label(file))) {
      if (exchange.bodyIsCut && bodies[exchange.at] === undefined) {
        found.push(`${exchange.at}: the body is cut, and the test has none for it`);
        continue;
      }
      const fault = await replay.ask(exchange, bodies[exchange.at] ?? exchange.body);
      if (fault !== null) found.push(fault);
    }
    return found;
  }

  it('to snapshots, exports and adoptions, one after the other', async () => {
    const a = TEST({ value: '2' });
    const nf = await api.create('nf', HOT({ a, b: TEST({}, { depends_on: 'a' }), d: TEST({ value: '1' }, { depends_on: 'b' }) }));
    const found: string[] = [];
    let left: Json = null;
    for (const exchange of exchangesIn(lines('http-d3-lifecycle.txt'), 'd3')) {
      const bodies: Record<string, Json> = {
        'd3:130': { template: HOT({ a: TEST({ value: '9' }), d: TEST({ value: '1', update_replace_value: 'r' }), n: TEST({ value: 'n' }) }) },
        'd3:176': { stack_name: 'ad', adopt_stack_data: JSON.stringify(left) },
      };
      if (exchange.at === 'd3:191') {
        const adopted = replay.addresses.get('ad') ?? '';
        expect(await api.settled(adopted)).toBe('ADOPT_COMPLETE');
        await api.ask('DELETE', adopted);
        await api.settled(adopted);
      }
      const fault = await replay.ask(exchange, bodies[exchange.at] ?? exchange.body);
      if (fault !== null) found.push(fault);
      const answer = replay.answered?.map ?? {};
      if (exchange.at === 'd3:136') replay.snapshot = String(answer['id']);
      if (exchange.at === 'd3:171') left = answer;
      await api.settled(nf);
    }
    expect(found).toEqual([]);
  });

  it('to questions about nested stacks, previews and versions', async () => {
    const nested = HOT(
      { n: TEST({ value: { get_param: 'p' } }) },
      { parameters: { p: { type: 'string' }, l: { type: 'comma_delimited_list', default: 'a,b' } }, outputs: { lo: { value: { get_param: 'l' } }, no: { value: { get_attr: ['n', 'output'] } } } },
    );
    const files = { 'n.yaml': JSON.stringify(nested) };
    await api.create('ne', HOT(
      { g: { type: 'OS::Heat::ResourceGroup', properties: { count: 2, resource_def: { type: 'OS::Heat::TestResource', properties: { value: 'v%index%' } } } }, x: { type: 'n.yaml', properties: { p: 'v1' } } },
      { outputs: { lo: { value: { get_attr: ['x', 'lo'] } }, bad: { value: { get_attr: ['x', 'zz'] } }, refs: { value: { get_attr: ['g', 'refs'] } } } },
    ), { files });
    const question: JsonMap = { type: 'number', label: 'LQ', default: 3, hidden: true, tags: ['t'], constraints: [{ range: { min: 1 }, description: 'dd' }, { modulo: { step: 1, offset: 0 } }] };
    expect(await differing('http-d4-hooks-nested-preview.txt', {
      'd4:80': { stack_name: 'pv', files, template: HOT({ x: { type: 'n.yaml', properties: { p: 'v1' } } }) },
      'd4:83': { files, template: HOT({ x: { type: 'n.yaml', properties: { p: 'v1' } } }, { parameters: { q: question } }) },
    })).toEqual([]);
  });

  it('to questions about deployments', async () => {
    const config = mapOf((await api.ask('POST', '/software_configs', { name: 'c', group: 'other', config: '#', inputs: [{ name: 'foo' }] })).map['software_config']);
    const deployment = mapOf((await api.ask('POST', '/software_deployments', { config_id: config['id'] ?? '', server_id: 's', status: 'IN_PROGRESS', input_values: { foo: 'bar', extra: [1] } })).map['software_deployment']);
    replay.deployment = String(deployment['id']);
    await api.ask('PUT', `/software_deployments/${replay.deployment}`, { status: 'COMPLETE', output_values: { deploy_status_code: 0, deploy_stderr: '', deploy_stdout: '', result: 'RES', err: '' } });
    expect(await differing('http-d6-softwareconfig-wait-asg.txt')).toEqual([]);
  });

  it('to lists, filters and what is not there', async () => {
    await api.create('cf1', { AWSTemplateFormatVersion: '2010-09-09', Parameters: { P: { Type: 'String', Default: 'x' } }, Outputs: { G: { Value: { Ref: 'AWS::Region' } } } });
    expect(await differing('http-d7-env-misc.txt')).toEqual([]);
    expect(api.faults).toEqual([]);
  });

  it('or otherwise on purpose, and nowhere else', () => {
    expect([...replay.differing].toSorted()).toEqual(EXCHANGES.map(({ at }) => at).toSorted());
  });
});
