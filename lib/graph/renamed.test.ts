import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { renamedResources } from './renamed';

function renamed(before: string, after: string): [string, string][] {
  const [a, b] = [before, after].map((text) => parseTemplate(`heat_template_version: 2021-04-16\nresources:\n${text}`).template);
  if (!a || !b) throw new Error('one of the texts cannot be read');
  return [...renamedResources(a, b)].toSorted();
}

describe('resources that have another name', () => {
  it('are known by what is written of them, several at once and although they refer to each other', () => {
    expect(renamed(
      '  net: {type: OS::Neutron::Net, properties: {mtu: 1400}}\n  port: {type: OS::Neutron::Port, properties: {network: {get_resource: net}, name: a}}\n',
      '  lan: {type: OS::Neutron::Net, properties: {mtu: 1400}}\n  plug: {type: OS::Neutron::Port, properties: {network: {get_resource: lan}, name: a}}\n',
    )).toEqual([['resource:net', 'resource:lan'], ['resource:port', 'resource:plug']]);
  });

  it('are told apart by their names where everything else is the same', () => {
    expect(renamed('  web_1: {type: OS::Heat::Value}\n  db_1: {type: OS::Heat::Value}\n', '  web_2: {type: OS::Heat::Value}\n  db_2: {type: OS::Heat::Value}\n')).toEqual([['resource:db_1', 'resource:db_2'], ['resource:web_1', 'resource:web_2']]);
  });

  it('are others when their type is another, or little of them is the same', () => {
    expect(renamed('  a: {type: OS::Heat::Value}\n', '  b: {type: OS::Heat::RandomString}\n')).toEqual([]);
    expect(renamed('  a: {type: OS::Heat::Value, properties: {value: {x: 1, y: 2}}}\n', '  b: {type: OS::Heat::Value, properties: {value: {z: 3}}}\n')).toEqual([]);
  });

  it('are none where nothing is gone', () => {
    expect(renamed('  a: {type: OS::Heat::Value}\n', '  a: {type: OS::Heat::Value}\n  b: {type: OS::Heat::Value}\n')).toEqual([]);
  });
});
