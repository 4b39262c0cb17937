import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { projectGraph } from './project';
import { isReplaceable, removalOf, replaceByParameter } from './remove';

const TEXT = `heat_template_version: 2021-04-16
parameters:
  size: {type: number}
resources:
  net:
    type: OS::Neutron::Net
  port:
    type: OS::Neutron::Port
    properties:
      network: {get_resource: net}  # the first
      name: {get_attr: [net, name]}
  last:
    type: OS::Heat::Value
    depends_on: net
    properties: {value: 1}
`;

const removalIn = (text: string, ...names: string[]) => {
  const { template } = parseTemplate(text);
  if (template === null) throw new Error('unreadable');
  return removalOf(projectGraph(template, { get: () => undefined, names: () => [] }), ...names.map((name) => `resource:${name}` as const));
};

describe('A resource that is replaced by a parameter', () => {
  it('is gone; what took its values asks for them, what only came after it does not', () => {
    expect(replaceByParameter(TEXT, removalIn(TEXT, 'net'))).toEqual({
      parameters: ['net', 'net_name'],
      text: TEXT.replace('  net:\n    type: OS::Neutron::Net\n', '').replace('{get_resource: net}', '{get_param: net}').replace('{get_attr: [net, name]}', '{get_param: net_name}').replace('    depends_on: net\n', '')
        .replace('  size: {type: number}\n', '  size: {type: number}\n  net:\n    type: string\n  net_name:\n    type: string\n'),
    });
  });

  it('is one whose values are taken, alone', () => {
    expect([['net'], ['port'], ['net', 'port']].map((names) => isReplaceable(removalIn(TEXT, ...names)))).toEqual([true, false, false]);
  });
});
