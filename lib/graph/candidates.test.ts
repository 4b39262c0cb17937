/** What a line between two resources is taken to mean. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { type Candidate, circleOf, connectionCandidates } from './candidates';
import { connect, disconnect } from './commands';
import { EditRefused } from './edit';
import { projectGraph } from './project';

function candidates(text: string, from: string, to: string): Candidate[] {
  const { template } = parseTemplate(text);
  return template === null ? [] : connectionCandidates({ template, catalogue, from, to });
}

const between = (from: string, to: string, properties = ''): Candidate[] =>
  candidates(`heat_template_version: 2021-04-16\nresources:\n  a: {type: '${from}'}\n  b: {type: '${to}', properties: {${properties}}}\n`, 'a', 'b');

describe('the first property that is offered', () => {
  it.each([
    ['OS::Neutron::Net', 'OS::Neutron::Subnet', 'network', '{get_resource: a}'],
    ['OS::Neutron::Net', 'OS::Nova::Server', 'networks.network', '{get_resource: a}'],
    ['OS::Neutron::Port', 'OS::Nova::Server', 'networks.port', '{get_resource: a}'],
    ['OS::Neutron::Port', 'OS::Neutron::FloatingIP', 'port_id', '{get_resource: a}'],
    ['OS::Octavia::LoadBalancer', 'OS::Neutron::FloatingIP', 'port_id', '{get_attr: [a, vip_port_id]}'],
    ['OS::Neutron::Net', 'OS::Neutron::FloatingIP', 'floating_network', '{get_resource: a}'],
    ['OS::Neutron::SecurityGroup', 'OS::Neutron::Port', 'security_groups', '{get_resource: a}'],
    ['OS::Cinder::Volume', 'OS::Cinder::VolumeAttachment', 'volume_id', '{get_resource: a}'],
    ['OS::Nova::Server', 'OS::Cinder::VolumeAttachment', 'instance_uuid', '{get_resource: a}'],
    ['OS::Nova::Server', 'OS::Octavia::PoolMember', 'address', '{get_attr: [a, first_address]}'],
    ['OS::Nova::KeyPair', 'OS::Nova::Server', 'key_name', '{get_resource: a}'],
    ['OS::Heat::SoftwareConfig', 'OS::Heat::SoftwareDeployment', 'config', '{get_resource: a}'],
    ['OS::Nova::Server', 'OS::Heat::SoftwareDeployment', 'server', '{get_resource: a}'],
    ['OS::Heat::WaitConditionHandle', 'OS::Heat::WaitCondition', 'handle', '{get_resource: a}'],
    ['OS::Heat::RandomString', 'OS::Nova::Server', 'admin_pass', '{get_attr: [a, value]}'],
    ['OS::Heat::ScalingPolicy', 'OS::Aodh::Alarm', 'alarm_actions', '{get_attr: [a, alarm_url]}'],
  ])('%s to %s is %s: %s', (from, to, label, preview) => {
    const [first] = between(from, to);
    expect([first?.label, first?.preview]).toEqual([label, preview]);
  });

  it('is nothing but an order where nothing fits', () => {
    expect(between('OS::Nova::Server', 'OS::Neutron::RouterInterface').map(({ label }) => label)).toEqual(['order']);
  });

  it('is applied without asking only when it is empty', () => {
    const [empty] = between('OS::Neutron::Net', 'OS::Neutron::Subnet');
    const taken = between('OS::Neutron::Net', 'OS::Neutron::Subnet', 'network: other').find(({ label }) => label === 'network');
    expect(empty?.score).toBeGreaterThanOrEqual(0.9);
    expect(taken).toMatchObject({ taken: true });
    expect(taken?.score).toBeLessThan(0.9);
  });

  it('never names another kind of thing', () => {
    expect(between('OS::Neutron::Net', 'OS::Neutron::Port').some(({ label, preview }) => label.includes('subnet') && preview.includes('get_resource'))).toBe(false);
  });
});

const DEPLOYMENTS = `heat_template_version: 2021-04-16
resources:
  password: {type: OS::Heat::RandomString}
  first: {type: OS::Heat::SoftwareConfig, properties: {outputs: [{name: url}]}}
  second: {type: OS::Heat::SoftwareConfig, properties: {inputs: [{name: db_password}, {name: url}]}}
  one: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: first}}}
  two: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: second}}}
`;

describe('lines to a deployment', () => {
  it('from a deployment carry the output that the input is called like', () => {
    expect(candidates(DEPLOYMENTS, 'one', 'two')[0]).toMatchObject({ label: 'input_values.url', preview: '{get_attr: [one, url]}' });
  });

  it('offer the inputs of its config', () => {
    expect(candidates(DEPLOYMENTS, 'password', 'two')[0]).toMatchObject({ label: 'input_values.db_password', preview: '{get_attr: [password, value]}' });
  });

  it('offer order too', () => {
    expect(candidates(DEPLOYMENTS, 'one', 'two').map(({ label }) => label)).toContain('order');
  });
});

describe('circles', () => {
  const edges = [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }];
  it('are named along their way', () => {
    expect(circleOf(edges, 'c', 'a')).toEqual(['a', 'b', 'c']);
    expect(circleOf(edges, 'a', 'a')).toEqual(['a']);
  });
  it('are not seen where there are none', () => {
    expect(circleOf(edges, 'a', 'c')).toBeNull();
  });
});

const TEMPLATES = path.resolve('..', 'shared', 'corpus', 'heat-templates');
const present = existsSync(TEMPLATES);
if (!present) console.warn('SKIPPED: drawing the lines of real templates again needs the folder ../shared, which is not there.');

describe.runIf(present)('every line of the real templates, drawn again', () => {
  /** Values in the middle of functions are written in the text, not drawn. */
  const WITHIN_FUNCTION = /str_replace|list_join|str_split|repeat|yaql|Fn::|user_data\.|\.params|metadata|resource_def|resource\.properties/;
  const ranks: number[] = [];
  for (const name of present ? readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' }).filter((each) => /\.(yaml|yml|template)$/.test(each)) : []) {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const { template } = parseTemplate(text);
    if (template === null) continue;
    const graph = projectGraph(template, catalogue);
    for (const edge of graph.edges) {
      const [from, to] = [graph.byKey.get(edge.from), graph.byKey.get(edge.to)];
      if (from?.kind !== 'resource' || to?.kind !== 'resource' || edge.kind === 'order' || from === to || WITHIN_FUNCTION.test(edge.label)) continue;
      if (catalogue.get(to.type) === undefined || catalogue.get(from.type) === undefined) continue;
      const label = edge.label.split('.').filter((step) => !/^\d+$/.test(step)).join('.');
      const without = withoutEdge(text, edge) ?? template;
      if (without.resources[to.name] === undefined) continue;
      // What is called network_id in old templates is called network now.
      const rank = connectionCandidates({ template: without, catalogue, from: from.name, to: to.name }).findIndex((each) => each.label === label || `${each.label}_id` === label);
      ranks.push(rank < 0 ? Number.POSITIVE_INFINITY : rank);
    }
  }
  const share = (most: number): number => ranks.filter((rank) => rank <= most).length / ranks.length;

  it('is offered first nine times out of ten, and among the first three nearly always', () => {
    expect(ranks.length).toBeGreaterThan(200);
    expect(share(0)).toBeGreaterThan(0.9);
    expect(share(2)).toBeGreaterThan(0.92);
  });
});

function withoutEdge(text: string, edge: Parameters<typeof disconnect>[1]) {
  try {
    return parseTemplate(disconnect(text, edge)).template;
  } catch (error) {
    if (error instanceof EditRefused) return null;
    throw error;
  }
}

describe('a candidate', () => {
  it.each(['network', 'order'])('%s becomes the line it promises', (label) => {
    const text = 'heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Neutron::Net}\n  b:\n    type: OS::Neutron::Subnet\n';
    const chosen = candidates(text, 'a', 'b').find((each) => each.label === label);
    const { template } = parseTemplate(chosen === undefined ? text : connect(text, 'a', 'b', chosen.connection));
    const edges = template === null ? [] : projectGraph(template, catalogue).edges;
    expect(edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([`resource:a ${label === 'order' ? 'order' : 'ref'} resource:b`]);
  });
});
