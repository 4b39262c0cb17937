import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap, PropertySchema } from '@/lib/hot/types';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import { facts } from './catalogue';
import { plainTypeNames } from './plain-object';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

/** Some value that the schema allows. */
function example(schema: PropertySchema): Json {
  for (const constraint of schema.constraints ?? []) if (constraint.kind === 'allowed_values') return constraint.values[0] ?? null;
  switch (schema.type) {
    case 'Integer':
    case 'Number':
      return 1;
    case 'Boolean':
      return true;
    case 'List':
      return schema.items ? [example(schema.items)] : [];
    case 'Map':
      return Object.fromEntries(Object.entries(schema.schema ?? {}).filter(([, each]) => each.required).map(([key, each]) => [key, example(each)]));
    default:
      return 'example';
  }
}

function required(name: string): JsonMap {
  return Object.fromEntries(Object.entries(facts(name).properties).filter(([, each]) => each.required && each.implemented !== false).map(([key, each]) => [key, example(each)]));
}

describe('types that only have properties', () => {
  const own = new Set(['OS::Nova::Server', 'OS::Neutron::Subnet', 'OS::Neutron::Port', 'OS::Neutron::RouterInterface', 'OS::Neutron::FloatingIP', 'OS::Cinder::Volume', 'OS::Cinder::VolumeAttachment', 'AWS::EC2::Instance', 'AWS::EC2::NetworkInterface', 'AWS::EC2::EIP', 'AWS::EC2::Subnet', 'AWS::EC2::Volume', 'AWS::EC2::VolumeAttachment', 'AWS::IAM::AccessKey', 'AWS::IAM::User']);

  it.each(plainTypeNames().filter((name) => !own.has(name)))('%s is made, checked, shown and removed', async (name) => {
    const resource = await world.resource(name, 'thing', required(name));
    expect(await resource.create()).toMatchObject({ kind: 'complete' });
    expect(resource.referenceId).toEqual(expect.any(String));
    const { attributes } = facts(name);
    for (const attribute of Object.keys(attributes)) expect(resource.attribute(attribute), attribute).not.toBeUndefined();
    expect(await resource.delete()).toMatchObject({ kind: 'complete' });
  });

  it('show what they were given, and the id they are called by', async () => {
    const zone = await world.resource('OS::Designate::Zone', 'zone', { name: 'example.com.', email: 'a@example.com', ttl: 60 });
    await zone.create();
    expect(zone.attribute('show')).toMatchObject({ name: 'example.com.', ttl: 60, id: zone.referenceId, status: 'ACTIVE' });
  });
});
