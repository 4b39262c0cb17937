import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { connectionInto } from './into-field';
import { nodeKey } from './model';
import { projectGraph } from './project';
import { beginElsewhere } from './retarget';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  where: {type: string}
resources:
  net: {type: OS::Neutron::Net}
  other: {type: OS::Neutron::Net}
  port:
    type: OS::Neutron::Port
    depends_on: [net]
    properties:
      network: {get_resource: net}  # kept
  second: {type: OS::Neutron::Port}
  note:
    type: OS::Heat::Value
    properties:
      value: {get_attr: [port, fixed_ips, 0, ip_address]}
  web:
    type: OS::Nova::Server
    properties:
      networks: [{network: {get_resource: net}}, {port: {get_resource: port}}]
`;

function moved(label: string, kind: 'resource' | 'parameter', to: string): string {
  const { template } = parseTemplate(TEXT);
  if (template === null) throw new Error('cannot be read');
  const graph = projectGraph(template, catalogue);
  const edge = graph.edges.find((each) => (label === 'order' ? each.kind === 'order' : each.label === label));
  const node = graph.byKey.get(nodeKey(kind, to));
  if (!edge || !node) throw new Error('not there');
  return beginElsewhere(TEXT, edge, node, catalogue);
}

describe('a line that begins elsewhere', () => {
  it('rewrites its own reference and nothing beside it', () => {
    expect(moved('network', 'resource', 'other')).toBe(TEXT.replace('network: {get_resource: net}  # kept', 'network: {get_resource: other}  # kept'));
  });
  it('keeps attribute and path where the other has the attribute', () => {
    expect(moved('value', 'resource', 'second')).toBe(TEXT.replace('get_attr: [port, fixed', 'get_attr: [second, fixed'));
  });
  it('refers to the other itself where it has not', () => {
    expect(moved('value', 'resource', 'net')).toMatch(/value: \{ ?get_resource: net ?\}/);
  });
  it('may begin at a parameter', () => {
    expect(moved('network', 'parameter', 'where')).toMatch(/network: \{ ?get_param: where ?\} {2}# kept/);
  });
  it('changes an order', () => {
    expect(moved('order', 'resource', 'other')).toMatch(/depends_on: \[other\]/);
    expect(() => moved('order', 'parameter', 'where')).toThrow(/Only resources have an order/);
  });
});

describe('a line that ends at a field of the form', () => {
  const { template } = parseTemplate(TEXT);
  const into = (from: string, field: (string | number)[], to = 'web') => (template === null ? null : connectionInto({ template, catalogue, from, to, field }));

  it('goes there, as what such a field takes', () => {
    expect(into('port', ['value'], 'note')).toMatchObject({ path: ['value'], value: { get_resource: 'port' }, append: false });
    expect(into('second', ['networks', 0, 'port'])).toEqual({ kind: 'reference', path: ['networks', 0, 'port'], value: { get_resource: 'second' }, append: false });
  });
  it('is an item more of a field that is a list', () => {
    expect(into('second', ['networks'])).toEqual({ kind: 'reference', path: ['networks'], value: { port: { get_resource: 'second' } }, append: true });
  });
  it('is the reference itself where the names say nothing', () => {
    expect(into('net', ['metadata', 'anything'])).toMatchObject({ path: ['metadata', 'anything'], append: false });
  });
});
