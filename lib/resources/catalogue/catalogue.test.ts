import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PropertySchema } from '@/lib/hot/types';
import descriptions from './descriptions.json';
import { facts, factsCatalogue } from './index';
import types from './types.json';

const json = z.json();
const described = { description: z.string().min(1).optional() };

const constraint = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('length'), min: z.int().optional(), max: z.int().optional(), ...described }),
  z.strictObject({ kind: z.literal('range'), min: z.number().optional(), max: z.number().optional(), ...described }),
  z.strictObject({ kind: z.literal('modulo'), step: z.number(), offset: z.number(), ...described }),
  z.strictObject({ kind: z.literal('allowed_values'), values: z.array(json).min(1), ...described }),
  z.strictObject({ kind: z.literal('allowed_pattern'), pattern: z.string(), ...described }),
  z.strictObject({ kind: z.literal('custom_constraint'), name: z.string(), ...described }),
]);

const support = z.enum(['SUPPORTED', 'DEPRECATED', 'HIDDEN', 'UNSUPPORTED']);
const propertyType = z.enum(['String', 'Integer', 'Number', 'Boolean', 'Map', 'List', 'Any']);

const property = z.strictObject({
  type: propertyType,
  required: z.boolean().optional(),
  default: json.optional(),
  constraints: z.array(constraint).optional(),
  updateAllowed: z.boolean().optional(),
  immutable: z.boolean().optional(),
  implemented: z.boolean().optional(),
  support: support.optional(),
  since: z.string().optional(),
  get schema() {
    return z.record(z.string(), property).optional();
  },
  get items() {
    return property.optional();
  },
});

const type = z.strictObject({
  name: z.string(),
  support,
  since: z.string().optional(),
  properties: z.record(z.string(), property),
  attributes: z.record(
    z.string(),
    z.strictObject({ type: propertyType.optional(), cache: z.literal('none').optional(), support: support.optional() }),
  ),
  updatePolicy: z.record(z.string(), property),
  can: z.strictObject({
    signal: z.boolean(),
    check: z.boolean(),
    suspend: z.boolean(),
    snapshot: z.boolean(),
    snapshotDelete: z.boolean(),
    update: z.boolean(),
    nested: z.boolean(),
  }),
  connections: z.array(z.never()),
  nameLimit: z.int().positive(),
  anything: z.literal(true).optional(),
});

describe('the facts of resource types', () => {
  it('have the declared shape, for all of Heat’s types', () => {
    const parsed = z.record(z.string(), type).parse(types);
    expect(Object.keys(parsed)).toHaveLength(201);
  });

  it('are filed under their own name', () => {
    for (const name of factsCatalogue.names()) expect(factsCatalogue.get(name)?.name).toBe(name);
  });

  it('say which constraint a property has', () => {
    expect(facts('OS::Heat::RandomString').properties.length).toMatchObject({
      type: 'Integer',
      default: 32,
      constraints: [{ kind: 'range', min: 1, max: 512 }],
    });
  });

  it('tell what is updated in place from what replaces', () => {
    const { properties } = facts('OS::Nova::Server');
    expect(properties.flavor?.updateAllowed).toBe(true);
    expect(properties.key_name?.updateAllowed).toBeUndefined();
  });

  it('tell a snapshot of a stack from the deletion policy Snapshot', () => {
    expect(facts('OS::Cinder::Volume').can).toMatchObject({ snapshot: true, snapshotDelete: true });
    expect(facts('AWS::EC2::Volume').can).toMatchObject({ snapshot: false, snapshotDelete: true });
  });

  it('refuse a name Heat does not have', () => {
    expect(factsCatalogue.get('OS::No::Such')).toBeUndefined();
    expect(factsCatalogue.get('constructor')).toBeUndefined();
    expect(() => facts('OS::No::Such')).toThrow(/OS::No::Such/);
  });
});

describe('the descriptions', () => {
  const texts = z
    .record(
      z.string(),
      z.strictObject({
        description: z.string().min(1),
        properties: z.record(z.string(), z.string().min(1)).optional(),
        attributes: z.record(z.string(), z.string().min(1)).optional(),
      }),
    )
    .parse(descriptions);

  it.each(Object.keys(texts))('of %s name only what the type has', (name) => {
    const schema = facts(name);
    const { properties = {}, attributes = {} } = texts[name] ?? {};
    for (const path of Object.keys(properties)) expect(propertyAt(schema.properties, path.split('.')), path).toBeDefined();
    for (const attribute of Object.keys(attributes)) expect(schema.attributes[attribute], attribute).toBeDefined();
  });

  it('say of every type what it is', () => {
    expect(factsCatalogue.names().filter((name) => !facts(name).description)).toEqual([]);
  });

  const complete = factsCatalogue
    .names()
    .filter((name) => name.startsWith('OS::Heat::') || /^OS::Neutron::(Net|Subnet|Port|Router|RouterInterface|FloatingIP|SecurityGroup)$/.test(name))
    .concat('OS::Nova::Server', 'OS::Cinder::Volume', 'OS::Cinder::VolumeAttachment');

  it.each(complete)('explain %s and each of its properties', (name) => {
    const schema = facts(name);
    expect(schema.description).toBeTruthy();
    const silent = Object.keys(schema.properties).filter((property) => !schema.properties[property]?.description);
    expect(silent).toEqual([]);
  });
});

type Properties = Record<string, PropertySchema>;

function propertyAt(properties: Properties | undefined, [name, ...rest]: string[]): unknown {
  const found = name === undefined ? undefined : properties?.[name];
  if (found === undefined || rest.length === 0) return found;
  return propertyAt(found.schema ?? found.items?.schema, rest);
}
