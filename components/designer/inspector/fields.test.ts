import { describe, expect, it } from 'vitest';
import type { ResourceDefinition, TypeSchema } from '@/lib/hot/types';
import { constraintHints, formOf, problemsAt } from './fields';
import { literalOf, modeOf, parseYaml, yamlOf } from './value';

const schema: TypeSchema = {
  name: 'T', support: 'SUPPORTED', attributes: {}, updatePolicy: {}, can: { signal: false, check: false, suspend: false, snapshot: false, update: true, nested: false }, connections: [], nameLimit: 255,
  properties: { flavor: { type: 'String', required: true }, size: { type: 'Integer' }, old: { type: 'String', support: 'HIDDEN' }, tags: { type: 'List' } },
};
const resource = (properties: ResourceDefinition['properties']): ResourceDefinition => ({ name: 'r', type: 'T', properties, metadata: {}, dependsOn: [], deletionPolicy: 'Delete', updatePolicy: {} });

describe('the form of a resource', () => {
  it('shows what is required and what is set, and offers the rest', () => {
    const form = formOf(resource({ size: 3, odd: 1 }), schema);
    expect(form.shown.map(({ name, unknown }) => [name, unknown])).toEqual([['flavor', false], ['size', false], ['odd', true]]);
    expect(form.rest.map(({ name }) => name)).toEqual(['tags']);
  });

  it('knows the problems of a field and of what is in it', () => {
    const diagnostic = { code: 'c', severity: 'error' as const, message: 'm', path: ['resources', 'r', 'properties', 'networks', 0, 'port'] };
    expect(problemsAt([diagnostic], ['resources', 'r', 'properties', 'networks'])).toHaveLength(1);
    expect(problemsAt([diagnostic], ['resources', 'r', 'properties', 'flavor'])).toHaveLength(0);
  });

  it('says constraints in words', () => {
    expect(constraintHints({ type: 'Integer', constraints: [{ kind: 'range', min: 1, max: 512 }] })).toEqual(['1 to 512']);
  });
});

describe('a value', () => {
  it('is told from references and expressions', () => {
    const text = { type: 'String' } as const;
    expect([modeOf('a', text), modeOf({ get_param: 'p' }, text), modeOf({ get_resource: 'r' }, text), modeOf({ get_attr: ['r', 'a'] }, text), modeOf({ str_replace: {} }, text)]).toEqual(['value', 'parameter', 'resource', 'attribute', 'expression']);
    expect(modeOf({ a: { get_param: 'p' } }, { type: 'Map' })).toBe('value');
  });

  it('is read back as it was written by hand', () => {
    for (const value of ['a: b', 3, null, [1, 'x'], { a: { b: 'a long text that does not fit into one line of an editor at all' } }]) expect(parseYaml(yamlOf(value))).toEqual({ ok: true, value });
  });

  it('becomes a number where a number is wanted, and stays what was typed where it is none', () => {
    expect([literalOf('3', { type: 'Integer' }), literalOf('x', { type: 'Integer' }), literalOf('3', { type: 'String' })]).toEqual([3, 'x', '3']);
  });
});
