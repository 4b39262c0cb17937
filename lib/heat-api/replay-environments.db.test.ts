/** What environments, conditions and dialects came to in a running Heat: which values stacks had, and what was refused. The templates are told by the answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { STORIES } from './testing/replay-differences';
import { readTranscript, refusalsOf, storiesIn } from './testing/transcripts';

const lines = readTranscript('http-d7-env-misc.txt') ?? [];
if (lines.length === 0) console.warn('The transcripts of Heat are not beside this repository: none of its environments is tried.');

let api: ApiStage;
beforeAll(async () => {
  if (lines.length > 0) api = await ApiStage.open();
});
afterAll(() => (lines.length === 0 ? undefined : api.close()));

const TEST = (properties: JsonMap = {}, more: JsonMap = {}): JsonMap => ({ type: 'OS::Heat::TestResource', properties, ...more });
const HOT = (more: JsonMap): JsonMap => ({ heat_template_version: '2021-04-16', ...more });
const output = (value: Json): JsonMap => ({ o: { value } });

const merged = HOT({ parameters: { p: { type: 'string', default: 'd' }, j: { type: 'json', default: {} }, l: { type: 'comma_delimited_list', default: '' }, s: { type: 'string', default: 'dd' } } });
const files = {
  e1: 'parameters: {p: e1, j: {a: 1, b: {x: 1}}, l: "1,2", s: aa}\nparameter_merge_strategies: {j: deep_merge, l: merge, s: merge}\n',
  e2: 'parameters: {p: e2, j: {b: {y: 2}}, l: "3", s: bb}\n',
  e3: 'parameters: {j: {c: 1}}\nparameter_merge_strategies: {j: merge}\n',
};
const provider = JSON.stringify(HOT({ parameters: { length: { type: 'number', default: 1 } } }));
const nested = JSON.stringify(HOT({ parameters: { q: { type: 'string' } }, outputs: { q: { value: { get_param: 'q' } } } }));

/** What the stacks of the transcript were asked to be. */
const BODIES: Readonly<Record<string, JsonMap>> = {
  ef1: { template: merged, files, environment_files: ['e1', 'e2'], parameters: { p: 'cli' } },
  ef2: { template: merged, parameters: { p: 'cli' } },
  ef3: { template: merged, files, environment_files: ['e1', 'e3'] },
  cf1: {
    template: {
      AWSTemplateFormatVersion: '2010-09-09', Parameters: { P: { Type: 'String', Default: 'x' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
      Outputs: { R: { Value: { Ref: 'AWS::StackId' } }, O: { Value: { 'Fn::If': ['C', 'yes', 'no'] } }, G: { Value: { Ref: 'AWS::Region' } } },
    },
  },
  co1: { template: HOT({ conditions: { c: { equals: [1, 2] } }, resources: { a: TEST({}, { condition: 'c' }) }, outputs: { o: { condition: 'c', value: { get_resource: 'a' } } } }) },
  co2: { template: HOT({ conditions: { c: { equals: [1, 2] } }, resources: { a: TEST({}, { condition: 'c' }), b: TEST({ value: { get_resource: 'a' } }) } }) },
  rp1: { template: HOT({ resources: { b: TEST() }, outputs: output({ get_attr: ['b', 'nope'] }) }) },
  en1: { template: HOT({ resources: { a: { type: 'My::Test' } } }), environment: 'resource_registry: {"My::Test": "OS::Heat::TestResource"}' },
  pd1: {
    template: HOT({ parameters: { p: { type: 'string' } }, resources: { n: { type: 'n.yaml' } }, outputs: output({ get_attr: ['n', 'q'] }) }), files: { 'n.yaml': nested },
    environment: { parameter_defaults: { p: 'PD', q: 'QD' } },
  },
  fc1: { template: HOT({ resources: { a: { type: 'OS::Heat::RandomString' } } }), files: { 'p.yaml': provider }, environment: { resource_registry: { 'OS::Heat::RandomString': 'p.yaml' } } },
};

/** Values of the project and the ids of stacks are other ones here. */
const anonymous = (text: string): string => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID').replaceAll(/[0-9a-f]{32}|\bdemo\b/g, 'PROJECT');

interface Told {
  name: string;
  status: number;
  message: string;
  state: string;
  parameters: Record<string, string>;
  outputs: Record<string, string | null>;
}

/** `ef1 201`, then the state, then parameters and outputs as Python prints them; or `co2 400 message`. */
const told = lines.flatMap((line, index): Told[] => {
  const [, name, status, message = ''] = /^(\w{2}\d) (\d{3}) (.*)$/.exec(line) ?? [];
  if (name === undefined) return [];
  const [state = '', values = ''] = status === '201' ? lines.slice(index + 1) : [];
  const [given = '', came = ''] = [/\{.*\}(?= \[)/.exec(values)?.[0], /(?<=\} )\[.*\]$/.exec(values)?.[0]];
  return [{
    name, status: Number(status), message, state: /'(\w+)'/.exec(state)?.[1] ?? '',
    parameters: Object.fromEntries([...anonymous(given).matchAll(/'([^']+)': '([^']*)'/g)].map(([, key = '', value = '']) => [key, value])),
    outputs: Object.fromEntries([...anonymous(came).matchAll(/\('(\w+)', (?:'([^']*)'|None), None\)/g)].map(([, key = '', value]) => [key, value ?? null])),
  }];
});

describe.runIf(lines.length > 0)('a stack of the transcript', () => {
  it('is known by its body', () => {
    expect(told.map(({ name }) => name)).toEqual(Object.keys(BODIES));
    expect(told[0]).toMatchObject({ parameters: { p: 'e2', s: 'aabb' } });
  });

  it.each(told)('$name: $status $message', async ({ name, status, message, state, parameters, outputs }) => {
    const answer = await api.ask('POST', '/stacks', { stack_name: name, ...BODIES[name] });
    const error = mapOf(answer.map['error'])['message'] ?? '';
    if (status === 500) {
      expect([answer.status, error], STORIES.conflictingMerge.why).toEqual([400, message]);
      return;
    }
    expect([answer.status, error]).toEqual([status, message]);
    if (status !== 201) return;
    const address = String(answer.headers.get('location'));
    expect(await api.settled(address)).toBe(state);
    const stack = mapOf((await api.ask('GET', address)).map['stack']);
    const shown = Object.entries(mapOf(stack['parameters'])).map(([key, value]) => [key, anonymous(String(value))]);
    expect(Object.fromEntries(shown)).toEqual(parameters);
    const values = listOf(stack['outputs']).map(({ output_key: key, output_value: value }) => [String(key), typeof value === 'string' ? anonymous(value) : value]);
    expect(Object.fromEntries(values)).toEqual(outputs);
  });
});

describe.runIf(lines.length > 0)('a parameter that is immutable', () => {
  it('stays as it is; an update with the same value goes on', async () => {
    const story = storiesIn(readTranscript('http-d6-softwareconfig-wait-asg.txt') ?? []).get('immut');
    const template = HOT({ parameters: { p: { type: 'string', immutable: true } }, resources: { a: TEST({ value: { get_param: 'p' } }) } });
    const im = await api.create('im', template, { parameters: { p: '1' } });
    const { type = null, message = null } = mapOf((await api.ask('PUT', im, { template, parameters: { p: '2' } })).map['error']);
    expect([{ type, message }]).toEqual(refusalsOf(story));
    expect((await api.ask('PUT', im, { template, parameters: { p: '1' } })).status).toBe(202);
    expect(await api.settled(im)).toBe('UPDATE_COMPLETE');
  });
});
