import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import type { StackGraph } from './model';
import { projectGraph } from './project';
import { changeType, extractNested, wrapInGroup } from './refactor';

const TEXT = `heat_template_version: 2021-04-16

parameters:
  size: {type: string, default: small}  # how large

resources:
  # Where they talk.
  net:
    type: OS::Neutron::Net

  port:
    type: OS::Neutron::Port
    properties: {network: {get_resource: net}}

  # The server.
  server:
    type: OS::Nova::Server
    depends_on: net
    properties:
      flavor: {get_param: size}  # as asked
      image: debian-13
      networks:
        - port: {get_resource: port}

outputs:
  ip: {value: {get_attr: [server, first_address]}}
`;

function graphOf(text: string): StackGraph {
  const { template } = parseTemplate(text);
  if (template === null) throw new Error('The template cannot be read.');
  return projectGraph(template, catalogue);
}

const errorsOf = (text: string): string[] => parseTemplate(text).diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('Changes of form', () => {
  it('keep the properties that another type has too', () => {
    const { text, lost } = changeType(TEXT, 'server', 'OS::Heat::DeployedServer', catalogue.get('OS::Heat::DeployedServer'));
    expect(lost).toEqual(['flavor', 'image', 'networks']);
    expect(text).toContain('type: OS::Heat::DeployedServer\n    depends_on: net');
    expect(errorsOf(text)).toEqual([]);
  });

  it('make a resource the first member of a group, to which what referred to it refers', () => {
    const text = wrapInGroup(TEXT, graphOf(TEXT), 'server');
    expect(text).toContain('type: OS::Heat::ResourceGroup');
    expect(text).toContain('get_attr: [server, resource.0, first_address]');
    expect(text).toContain('    depends_on: net');
    expect(errorsOf(text)).toEqual([]);
    expect(wrapInGroup(TEXT, graphOf(TEXT), 'port')).toContain('- port: {get_attr: [port, refs, 0]}');
  });

  it('make some resources a template of their own, with what they need as parameters and what is needed of them as outputs', () => {
    const { text, nested, name } = extractNested(TEXT, graphOf(TEXT), ['port', 'server'], 'web.yaml');
    expect(name).toBe('web');
    expect(errorsOf(text)).toEqual([]);
    expect(errorsOf(nested)).toEqual([]);
    expect(text).not.toContain('port:');
    expect(text).toContain('ip: {value: {get_attr: [web, server_first_address]}}');
    expect(nested).toContain('# The server.');
    expect(nested).toContain('{get_param: net}');
    expect(nested).toContain('flavor: {get_param: size}  # as asked');
    expect(nested).not.toContain('depends_on');
    const parent = parseTemplate(text).template?.resources.web;
    expect(parent?.type).toBe('web.yaml');
    expect(parent?.properties).toEqual({ net: { get_resource: 'net' }, size: { get_param: 'size' } });
    expect(parent?.dependsOn).toEqual(['net']);
    expect(parseTemplate(nested).template?.outputs.server_first_address?.value).toEqual({ get_attr: ['server', 'first_address'] });
    expect(parseTemplate(nested).template?.parameters.size?.default).toBe('small');
  });

  it('is refused where a condition decides over what would move', () => {
    const text = TEXT.replace('    depends_on: net\n', '    condition: big\n').replace('resources:', 'conditions:\n  big: {equals: [{get_param: size}, big]}\n\nresources:');
    expect(() => extractNested(text, graphOf(text), ['server'], 'web.yaml')).toThrow(/"big"/);
  });
});
