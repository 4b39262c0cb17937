/** What a line between two resources is taken to mean. */
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { type Candidate, circleOf, connectionCandidates } from './candidates';
import { connect } from './commands';
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

describe('a value that a function puts together', () => {
  const text = `heat_template_version: 2021-04-16
resources:
  db_password: {type: OS::Heat::RandomString}
  server:
    type: OS::Nova::Server
    properties:
      user_data:
        str_replace:
          params: {$db_name: shop}
          template: mysql $db_name $db_password $HOME
`;
  it('takes what its text waits for', () => {
    expect(candidates(text, 'db_password', 'server')[0]).toMatchObject({ label: 'user_data.str_replace.params.$db_password', preview: '{get_attr: [db_password, value]}' });
  });
});

describe('types without a schema', () => {
  it('are known by what their other resources set', () => {
    const text = 'heat_template_version: 2021-04-16\nresources:\n  net: {type: OS::Neutron::Net}\n  a: {type: box.yaml, properties: {inner_network: x, size: 1}}\n  b: {type: box.yaml}\n';
    expect(candidates(text, 'net', 'b')[0]?.label).toBe('inner_network');
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

describe('a candidate', () => {
  it.each(['network', 'order'])('%s becomes the line it promises', (label) => {
    const text = 'heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Neutron::Net}\n  b:\n    type: OS::Neutron::Subnet\n';
    const chosen = candidates(text, 'a', 'b').find((each) => each.label === label);
    const { template } = parseTemplate(chosen === undefined ? text : connect(text, 'a', 'b', chosen.connection));
    const edges = template === null ? [] : projectGraph(template, catalogue).edges;
    expect(edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([`resource:a ${label === 'order' ? 'order' : 'ref'} resource:b`]);
  });
});
