import { describe, expect, it } from 'vitest';
import { physicalName, shortId } from './names';
import { policiesOf } from './policies';
import { maskJson } from './secrets';

describe('policies of an environment', () => {
  const policies = policiesOf({
    resource_registry: { resources: { 'web*': { hooks: 'pre-create' }, 'web[12]': { hooks: ['post-create'], restricted_actions: ['update'] }, db: { restricted_actions: 'replace' } } },
  });

  it.each([
    ['web1', ['pre-create', 'post-create'], ['update']],
    ['web3', ['pre-create'], []],
    ['db', [], ['replace']],
    ['db2', [], []],
  ])('for %s: hooks %j, restricted %j', (name, hooks, restricted) => {
    expect(policies.hooks(name)).toEqual(hooks);
    expect(policies.restricted(name)).toEqual(restricted);
  });
});

describe('secrets', () => {
  it.each([
    ['a whole value', 'ab', ['ab'], '******'],
    ['part of a text', 'password=hunter22!', ['hunter22'], 'password=******!'],
    ['not a short part', 'cabbage', ['ab'], 'cabbage'],
    ['a number', 4711, ['4711'], '******'],
    ['deep inside', { a: [{ b: 'hunter22' }] }, ['hunter22'], { a: [{ b: '******' }] }],
  ])('%s', (_, value, secrets, expected) => {
    expect(maskJson(value, secrets)).toEqual(expected);
  });
});

describe('physical names', () => {
  it('are stack, resource and twelve characters', () => {
    expect(physicalName('s', 'web', '00000000-0000-4000-8000-000000000000', 255)).toMatch(/^s-web-[a-z2-7]{12}$/);
  });

  it('keep their end when they are too long', () => {
    const id = '12345678-1234-4123-8123-123456789abc';
    const name = physicalName('a-long-stack-name', 'a-long-resource-name', id, 30);
    expect(name).toHaveLength(30);
    expect(name.startsWith('a--')).toBe(true);
    expect(name.endsWith(shortId(id))).toBe(true);
  });
});
