/**
 * What happened in a running Heat when agents and alarms signalled: deployments, wait conditions, scaling, and the CFN-compatible API that shows their stacks.
 * The templates are told by what Heat answered; its own are not in the transcript.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalQuery } from '@/lib/software/aws-request';
import { signatureV2 } from '@/lib/software/aws-signature-v2';
import type { Json, JsonMap } from '@/lib/hot/types';
import { listOf, mapOf } from './testing/api-stage';
import { type IdentityStage, identityStage } from './testing/identity-stage';
import { STORIES } from './testing/replay-differences';
import { type Happened, happenedIn, readTranscript, shaped, storiesIn } from './testing/transcripts';
import { elementsOf } from './testing/xml-shape';

const lines = readTranscript('http-d6-softwareconfig-wait-asg.txt') ?? [];
if (lines.length === 0) console.warn('The transcripts of Heat are not beside this repository: none of their signals is played.');

let stage: IdentityStage;
let token: string;
beforeAll(async () => {
  if (lines.length === 0) return;
  stage = await identityStage();
  token = await stage.token('admin');
});
afterAll(() => (lines.length === 0 ? undefined : stage.end()));

const ask = (method: string, path: string, body?: Json) => stage.send(method, path.startsWith('http') ? path : `/orchestration/v1/${stage.project.id}${path}`, { token, ...(body === undefined ? {} : { body }) });
const HOT = (resources: JsonMap, outputs: JsonMap): JsonMap => ({ heat_template_version: '2021-04-16', resources, outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])) });
const attr = (...path: Json[]): Json => ({ get_attr: path });

/** A stack as its client sees it. */
class Watched {
  readonly address: string;
  private seen = 0;

  constructor(address: string) {
    this.address = address;
  }

  static async made(name: string, template: JsonMap): Promise<Watched> {
    return new Watched(String((await ask('POST', '/stacks', { stack_name: name, template })).headers.get('location')));
  }

  async news(): Promise<Happened[]> {
    const events = happenedIn(listOf((await ask('GET', `${this.address}/events?sort_dir=asc`)).body['events']));
    const fresh = events.slice(this.seen);
    this.seen = events.length;
    return fresh;
  }

  private async shown(): Promise<JsonMap> {
    return mapOf((await ask('GET', this.address)).body['stack']);
  }

  async settled(): Promise<[Json, Json]> {
    for (const end = Date.now() + 20_000; ; ) {
      const { stack_status: status = null, stack_status_reason: reason = null } = await this.shown();
      if (!String(status).endsWith('IN_PROGRESS')) return [status, reason];
      if (Date.now() > end) throw new Error(`${this.address} is still ${String(status)}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
    }
  }

  async outputs(): Promise<JsonMap> {
    return Object.fromEntries(listOf((await this.shown())['outputs']).map((output) => [String(output['output_key']), output['output_value'] ?? null]));
  }
}

/** The ids of resources and deployments are other ones here; the transcript has the beginnings of long reasons. */
const withoutIds = (happened: readonly Happened[]): Happened[] => happened.map((event) => ({ ...event, reason: event.reason.slice(0, 150).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID') }));
const head = storiesIn(lines).get('')?.events ?? [];
const about = (stack: string): Happened[] => {
  const [start, next] = [head.findIndex(({ resource }) => resource === stack), head.findIndex(({ resource }) => resource !== stack && ['sw', 'wc'].includes(resource))];
  return withoutIds(next > start ? head.slice(start, next) : head.slice(start));
};

describe.runIf(lines.length > 0)('what agents signal', () => {
  it('completes a deployment, is noted when it comes again, and fails the update that waits for it', async () => {
    const told = about('sw');
    const deployment = (config: string, values: JsonMap, transport: string): JsonMap => ({ type: 'OS::Heat::SoftwareDeployment', properties: { config: { get_resource: config }, server: { get_resource: 'server' }, input_values: values, signal_transport: transport } });
    const template = (dep: JsonMap, more: JsonMap): JsonMap => HOT({
      server: { type: 'OS::Heat::DeployedServer' },
      cfg: { type: 'OS::Heat::SoftwareConfig', properties: { group: 'other', config: '#', inputs: [{ name: 'foo' }], outputs: [{ name: 'result' }, { name: 'err', error_output: true }] } },
      dep: deployment('cfg', dep, 'CFN_SIGNAL'), ...more,
    }, { r: attr('dep', 'result'), rc: attr('dep', 'deploy_status_code'), so: attr('dep', 'deploy_stdout') });
    const sw = await Watched.made('sw', template({ foo: 'bar', extra: [1] }, { dep2: deployment('cfg', { foo: 'x' }, 'NO_SIGNAL') }));
    const signalUrl = async (): Promise<string> => {
      let url = '';
      await expect.poll(async () => {
        const { physical_resource_id: id } = mapOf((await ask('GET', `${sw.address}/resources/dep`)).body['resource']);
        const { config_id: config, status } = mapOf((await ask('GET', `/software_deployments/${String(id)}`)).body['software_deployment']);
        const inputs = status === 'IN_PROGRESS' ? listOf(mapOf((await ask('GET', `/software_configs/${String(config)}`)).body['software_config'])['inputs']) : [];
        url = String(inputs.find(({ name }) => name === 'deploy_signal_id')?.['value'] ?? '');
        return url;
      }, { timeout: 10_000 }).not.toBe('');
      return url;
    };
    const signal = async (url: string, body: JsonMap): Promise<unknown> => {
      const answer = await stage.send('POST', url, { body });
      return [answer.status, answer.headers.get('content-type'), answer.text];
    };
    const taken = [200, 'text/html; charset=UTF-8', ''];
    const first = await signalUrl();
    const happened = await sw.news();
    expect(await signal(first, { deploy_stdout: 'out', deploy_stderr: '', deploy_status_code: 0, result: 'RES' })).toEqual(taken);
    expect(await sw.settled()).toEqual(['CREATE_COMPLETE', 'Stack CREATE completed successfully']);
    expect(await sw.outputs()).toEqual({ r: 'RES', rc: 0, so: 'out' });
    expect(await signal(first, { deploy_status_code: 1 })).toEqual(taken);
    await expect.poll(async () => happened.push(...(await sw.news())) && happened.at(-1)?.reason).toBe('Unknown');

    await ask('PUT', sw.address, { template: template({ foo: 'new' }, {}) });
    const second = await signalUrl();
    expect(second).not.toBe(first);
    expect(await signal(second, { deploy_stdout: '', deploy_stderr: 'boom', deploy_status_code: 7, err: 'bad thing' })).toEqual(taken);
    const why = 'Resource UPDATE failed: Error: resources.dep: Deployment to server failed: deploy_status_code : Deployment exited with non-zero status code: 7, err : bad thing';
    expect(await sw.settled()).toEqual(['UPDATE_FAILED', why]);
    happened.push(...(await sw.news()));
    const without = (list: readonly Happened[]) => shaped(list.filter(({ resource, state }) => !(resource === 'dep2' && state.startsWith('DELETE'))));
    expect(told.filter(({ state }) => state.startsWith('DELETE')), STORIES.deletes.why).toHaveLength(2);
    expect(without(withoutIds(happened))).toEqual(without(told));
    await ask('DELETE', sw.address);
    await sw.settled();
  });

  it('lets a wait condition go on', async () => {
    const template = HOT({ u: { type: 'OS::Heat::UpdateWaitConditionHandle' }, w: { type: 'AWS::CloudFormation::WaitCondition', properties: { Handle: { get_resource: 'u' }, Timeout: 60 } } }, { u: { get_resource: 'u' }, d: attr('w', 'Data') });
    const wc = await Watched.made('wc', template);
    let url = '';
    await expect.poll(async () => {
      url = String((await wc.outputs())['u'] ?? '');
      return url;
    }).toContain('/waitcondition/arn%3Aopenstack%3Aheat%3A%3A');
    const put = await stage.send('PUT', url, { body: { Status: 'SUCCESS', Reason: 'r', Data: 'd', UniqueId: '1' } });
    expect([put.status, put.text]).toEqual([200, '<resource>u</resource>']);
    const bad = await stage.send('PUT', url, { body: { Status: 'SUCCESS' } });
    expect(lines.join('\n')).toContain('HTTP/1.0 500 InternalFailure');
    expect([bad.status, bad.text], STORIES.badSignal.why).toEqual([400, expect.stringContaining('resources.u: Metadata format invalid')]);
    expect(await wc.settled()).toEqual(['CREATE_COMPLETE', 'Stack CREATE completed successfully']);
    expect((await wc.outputs())['d']).toBe('{"1": "d"}');
    expect(shaped(await wc.news())).toEqual(shaped(about('wc')));
  });

  it('makes a group grow', async () => {
    const as = await Watched.made('as', HOT({
      g: { type: 'OS::Heat::AutoScalingGroup', properties: { min_size: 1, max_size: 5, desired_capacity: 2, resource: { type: 'OS::Heat::TestResource', properties: { value: 'x' } } } },
      up: { type: 'OS::Heat::ScalingPolicy', properties: { auto_scaling_group_id: { get_resource: 'g' }, adjustment_type: 'change_in_capacity', scaling_adjustment: 1 } },
    }, { ol: attr('g', 'outputs_list', 'output'), r0: attr('g', 'resource.0.output'), sz: attr('g', 'current_size'), su: attr('up', 'signal_url'), au: attr('up', 'alarm_url') }));
    expect(await as.settled()).toEqual(['CREATE_COMPLETE', 'Stack CREATE completed successfully']);
    const told = storiesIn(lines).get('asg')?.events ?? [];
    const { ol, sz, su, au } = await as.outputs();
    expect([ol, sz]).toEqual([['x', 'x'], 2]);
    expect(su).toBe(`${as.address}/resources/up/signal`);
    expect(au).toContain('/signal/arn%3Aopenstack%3Aheat%3A%3A');
    expect(shaped(await as.news())).toEqual(shaped(told.slice(0, -1)));
    expect((await stage.send('POST', String(au), { body: {} })).status).toBe(200);
    await expect.poll(async () => (await as.outputs())['sz'], { timeout: 10_000 }).toBe(3);
    await as.settled();
    const [signal, ...more] = await as.news();
    expect(signal).toEqual(told.at(-1));
    expect(more.map(({ resource, state }) => `${resource} ${state}`), STORIES.scaling.why).toContain('as UPDATE_COMPLETE');
    expect((await ask('POST', String(su), {})).status).toBe(200);
    await expect.poll(async () => (await as.outputs())['sz'], { timeout: 10_000 }).toBe(4);
    await as.settled();
  });
});

describe.runIf(lines.length > 0)('the CFN-compatible API shows', () => {
  /** `ListStacks <ListStacksResponse>...`, cut off after a while. */
  const recorded = lines.flatMap((line): [string, string][] => {
    const [, query, xml] = /^((?:List|Describe|Get)\w+(?:&\w+=\w+)?) (<.*)$/.exec(line) ?? [];
    return query === undefined || xml === undefined ? [] : [[query, xml]];
  });
  const signed = async (query: string): Promise<string> => {
    const { credential } = JSON.parse((await stage.send('POST', `/identity/v3/users/${stage.owner.id}/credentials/OS-EC2`, { token, body: { tenant_id: stage.project.id } })).text);
    const parameters: [string, string][] = [...new URLSearchParams(`Action=${query}`), ['AWSAccessKeyId', credential.access], ['SignatureVersion', '2'], ['SignatureMethod', 'HmacSHA256'], ['Timestamp', new Date().toISOString()]];
    const signature = signatureV2(credential.secret, 'GET', new URL(stage.web.url).host, '/cfn/v1/', parameters);
    return (await stage.send('GET', `/cfn/v1/?${canonicalQuery([...parameters, ['Signature', signature]])}`)).text;
  };

  it.each(recorded)('%s as Heat did', async (query, xml) => {
    const [told, found] = [elementsOf(xml), elementsOf(await signed(query))];
    expect([...told].filter((path) => !found.has(path)), STORIES.absent.why).toEqual([]);
    const isWhole = xml.endsWith('Response>');
    expect(isWhole ? [...found].filter((path) => !told.has(path)) : []).toEqual([]);
  });

  it('events, which Heat did not', async () => {
    expect(lines.find((line) => line.startsWith('DescribeStackEvents')), STORIES.cfnEvents.why).toContain('A server error occurred');
    expect(elementsOf(await signed('DescribeStackEvents&StackName=wc'))).toContain('DescribeStackEventsResponse/DescribeStackEventsResult/StackEvents/member/EventId');
  });
});
