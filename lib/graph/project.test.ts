/** The graph that a template is. */
import { describe, expect, it } from 'vitest';
import { parseTemplate, validateTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import type { StackGraph } from './model';
import { projectGraph } from './project';

function graphOf(text: string): StackGraph {
  const parsed = parseTemplate(text);
  if (parsed.template === null) throw new Error('The text cannot be read.');
  return projectGraph(parsed.template, catalogue, validateTemplate({ parsed, files: {}, catalogue }));
}

const lines = (graph: StackGraph): string[] => graph.edges.map(({ kind, from, to, label, attribute }) => `${from} ${kind}${attribute ? ` .${attribute}` : ''} -> ${to} ${label}`).sort();

const HEAD = 'heat_template_version: 2018-08-31\n';

describe('lines', () => {
  it('are references, with the property that they feed', () => {
    expect(lines(graphOf(`${HEAD}
parameters: {size: {type: string}}
conditions: {big: {equals: [{get_param: size}, big]}, small: {not: big}}
resources:
  net: {type: OS::Neutron::Net, condition: big}
  port:
    type: OS::Neutron::Port
    depends_on: net
    properties: {network: {get_resource: net}, name: {if: [small, {get_param: size}, {get_attr: [net, name]}]}}
outputs:
  ip: {condition: small, value: {get_attr: [port, fixed_ips, 0, ip_address]}}
`))).toEqual([
      'condition:big condition -> condition:small not',
      'condition:big condition -> resource:net condition',
      'condition:small condition -> output:ip condition',
      'condition:small condition -> resource:port name',
      'parameter:size param -> condition:big equals.0',
      'parameter:size param -> resource:port name.if.1',
      'resource:net attr .name -> resource:port name.if.2',
      'resource:net order -> resource:port depends on',
      'resource:net ref -> resource:port network',
      'resource:port output .fixed_ips.0.ip_address -> output:ip ',
    ]);
  });

  it('are those of the other dialect too', () => {
    expect(lines(graphOf(`HeatTemplateFormatVersion: '2012-12-12'
Parameters: {Size: {Type: String}}
Resources:
  Net: {Type: OS::Neutron::Net}
  Port: {Type: OS::Neutron::Port, DependsOn: Net, Properties: {network: {Ref: Net}, name: {Ref: Size}}}
`))).toEqual(['parameter:Size param -> resource:Port name', 'resource:Net order -> resource:Port depends on', 'resource:Net ref -> resource:Port network']);
  });

  it('to what is not there are not drawn', () => {
    expect(lines(graphOf(`${HEAD}resources: {a: {type: OS::Heat::Value, properties: {value: {get_resource: ghost}}}}`))).toEqual([]);
  });
});

describe('deployments', () => {
  it('stand in their server in the order in which they run, whatever the order of the text', () => {
    const graph = graphOf(`${HEAD}
resources:
  last: {type: OS::Heat::SoftwareDeployment, depends_on: middle, properties: {server: {get_resource: web}, config: {get_resource: script}}}
  middle: {type: OS::Heat::SoftwareDeployment, properties: {server: {get_resource: web}, config: {get_resource: script}, input_values: {x: {get_attr: [first, deploy_stdout]}}}}
  first: {type: OS::Heat::SoftwareDeployment, properties: {server: {get_resource: web}, config: {get_resource: script}}}
  web: {type: OS::Nova::Server, properties: {flavor: small}}
  script: {type: OS::Heat::SoftwareConfig}
`);
    expect(graph.byKey.get('resource:web')?.holds).toEqual(['resource:first', 'resource:middle', 'resource:last']);
    expect(graph.byKey.get('resource:first')?.inside).toBe('resource:web');
  });
});

describe('nodes', () => {
  it('have the problems of their part of the text', () => {
    const graph = graphOf(`${HEAD}
resources:
  good: {type: OS::Heat::RandomString}
  bad: {type: OS::Heat::RandomString, properties: {length: {get_param: ghost}}}
`);
    expect(graph.byKey.get('resource:bad')?.problems).toMatchObject({ worst: 'error' });
    expect(graph.byKey.get('resource:good')?.problems).toEqual({ count: 0, worst: null });
  });

  it('show what tells them from others of their type', () => {
    const graph = graphOf(`${HEAD}
parameters: {image: {type: string}}
resources:
  web: {type: OS::Nova::Server, properties: {name: x, image: {get_param: image}, flavor: m1.small}}
`);
    expect(graph.byKey.get('resource:web')?.details).toEqual([{ name: 'flavor', value: 'm1.small' }, { name: 'image', value: '$image' }]);
  });

  it('are drawn by what they are', () => {
    const { nodes } = graphOf(`${HEAD}
resources:
  group: {type: OS::Heat::ResourceGroup}
  part: {type: web.yaml}
  server: {type: OS::Nova::Server}
  config: {type: OS::Heat::CloudConfig}
  net: {type: OS::Neutron::Net}
`);
    expect(nodes.map(({ name, shape }) => `${name} ${shape}`)).toEqual(['group group', 'part nested', 'server server', 'config config', 'net resource']);
  });
});
