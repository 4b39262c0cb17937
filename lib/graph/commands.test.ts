/** What is done on the canvas and in forms, as text. */
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { addDependency, addResource, disconnect, freeName, nameForType, removeDependency, renameNode, setAt } from './commands';
import { deployConfig } from './deploy';
import { EditRefused } from './edit';
import { projectGraph } from './project';
import { remove, removalOf } from './remove';

const TEXT = `heat_template_version: 2018-08-31

parameters:
  size:   # of the disk
    type: number
    default: 1

conditions:
  big: {equals: [{get_param: size}, 10]}
  small: {not: big}
  either:
    or: [big, small]

resources:
  # Holds what people upload.
  disk:
    type: OS::Cinder::Volume
    condition: {or: [big, small]}
    properties:
      size: {get_param: size}  # GiB

  server:
    type: OS::Nova::Server
    depends_on: disk
    properties:
      flavor: {if: [{not: big}, m1.small, m1.large]}
      user_data:
        str_replace:
          template: disk is $disk
          params:
            $disk: {get_resource: disk}

outputs:
  disk_id:
    condition: big
    value: {get_resource: disk}
  size:
    value: {get_attr: [disk, size]}
`;

function graphOf(text: string) {
  const { template } = parseTemplate(text);
  if (template === null) throw new Error('The text cannot be read.');
  return projectGraph(template, catalogue);
}

const changedLines = (after: string): string[] => after.split('\n').filter((line, index) => line !== TEXT.split('\n')[index]).map((line) => line.trim());

describe('a rename', () => {
  it('of a resource reaches every reference, and nothing else that is called so', () => {
    expect(changedLines(renameNode(TEXT, 'resource', 'disk', 'data'))).toEqual([
      'data:', 'depends_on: data', '$disk: {get_resource: data}', 'value: {get_resource: data}', 'value: {get_attr: [data, size]}',
    ]);
  });

  it('of a parameter leaves the output and the property of its name', () => {
    expect(changedLines(renameNode(TEXT, 'parameter', 'size', 'gigabytes'))).toEqual(['gigabytes:   # of the disk', 'big: {equals: [{get_param: gigabytes}, 10]}', 'size: {get_param: gigabytes}  # GiB']);
  });

  it('of a condition reaches expressions', () => {
    expect(changedLines(renameNode(TEXT, 'condition', 'big', 'large'))).toEqual([
      'large: {equals: [{get_param: size}, 10]}', 'small: {not: large}', 'or: [large, small]', 'condition: {or: [large, small]}', 'flavor: {if: [{not: large}, m1.small, m1.large]}', 'condition: large',
    ]);
  });

  it('is refused where the name is taken or none', () => {
    expect(() => renameNode(TEXT, 'resource', 'disk', 'server')).toThrow(EditRefused);
    expect(() => renameNode(TEXT, 'resource', 'disk', 'size')).toThrow(EditRefused);
    expect(() => renameNode(TEXT, 'resource', 'disk', '')).toThrow(EditRefused);
  });

  it('and back is the same text', () => {
    for (const { kind, name } of graphOf(TEXT).nodes) expect(renameNode(renameNode(TEXT, kind, name, 'another'), kind, 'another', name)).toBe(TEXT);
  });
});

describe('adding', () => {
  it('begins a template', () => {
    expect(addResource('', 'OS::Heat::RandomString', 'password')).toBe('heat_template_version: 2021-04-16\nresources:\n  password:\n    type: OS::Heat::RandomString\n');
  });

  it('puts a resource behind the last, set apart as the others are', () => {
    const after = addResource(TEXT, 'OS::Heat::RandomString', 'password');
    expect(after).toBe(TEXT.replace('\n\noutputs:', '\n\n  password:\n    type: OS::Heat::RandomString\n\noutputs:'));
  });

  it('finds names that are free', () => {
    expect(freeName(TEXT, nameForType('OS::Nova::Server'))).toBe('server_2');
    expect(freeName('heat_template_version: 2021-04-16\nresources: {server: {type: T}, server_2: {type: T}}\n', 'server_2')).toBe('server_3');
    expect(nameForType('OS::Neutron::FloatingIP')).toBe('floating_ip');
    expect(nameForType('lib/web.yaml')).toBe('web');
  });

  it('keeps a single requirement on its line, and makes a list of two', () => {
    expect(addDependency(TEXT, 'disk', 'server')).toContain('    depends_on: [server]');
    const two = addDependency(addResource(TEXT, 'OS::Heat::RandomString', 'password'), 'server', 'password');
    expect(two).toContain('    depends_on: [disk, password]');
    expect(removeDependency(two, 'server', 'disk')).toContain('    depends_on: [password]');
    expect(removeDependency(TEXT, 'server', 'disk')).toBe(TEXT.replace('    depends_on: disk\n', ''));
  });
});

describe('removing', () => {
  it('a resource takes its outputs, its comment and its references along', () => {
    const after = remove(TEXT, removalOf(graphOf(TEXT), 'resource:disk'));
    expect(after).not.toContain('Holds what people upload');
    expect(graphOf(after).nodes.map(({ key }) => key)).not.toContain('output:disk_id');
    expect(after).not.toMatch(/get_resource: disk|depends_on|\[disk/);
    expect(after).toContain("template: disk is $disk");
  });

  it('a server takes its deployments along', () => {
    const config = addResource('', 'OS::Heat::SoftwareConfig', 'script');
    const { text } = deployConfig(addResource(config, 'OS::Nova::Server', 'web'), 'script', 'web');
    const graph = graphOf(text);
    expect(graph.byKey.get('resource:web')?.holds).toEqual(['resource:script_on_web']);
    expect(graphOf(remove(text, removalOf(graph, 'resource:web'))).nodes.map(({ name }) => name)).toEqual(['script']);
  });

  it('a condition that is part of an expression is refused, and so is its line', () => {
    const graph = graphOf(TEXT);
    expect(() => remove(TEXT, removalOf(graph, 'condition:big'))).toThrow(EditRefused);
    const line = graph.edges.find(({ from, to }) => from === 'condition:big' && to === 'output:disk_id');
    expect(line && disconnect(TEXT, line)).toBe(TEXT.replace('    condition: big\n', ''));
  });
});

describe('deploying a config on a server', () => {
  it('asks for the inputs that have no default, and lets the server be configured', () => {
    const inputs = setAt(addResource(addResource('', 'OS::Heat::SoftwareConfig', 'script'), 'OS::Nova::Server', 'web'), ['resources', 'script', 'properties', 'inputs'], [{ name: 'a' }, { name: 'b', default: 'x' }]);
    const { text, name } = deployConfig(inputs, 'script', 'web');
    const { template } = parseTemplate(text);
    expect(template?.resources[name]?.properties).toEqual({ config: { get_resource: 'script' }, server: { get_resource: 'web' }, input_values: { a: '' } });
    expect(template?.resources.web?.properties).toEqual({ user_data_format: 'SOFTWARE_CONFIG' });
  });
});
