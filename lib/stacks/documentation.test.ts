import { describe, expect, it } from 'vitest';
import type { TypeCatalogue } from '@/lib/hot/types';
import { searchDocumentation } from './documentation';

const catalogue: TypeCatalogue = {
  names: () => ['OS::Nova::Server', 'OS::Old'],
  get: (name) => ({
    name, support: name === 'OS::Old' ? 'HIDDEN' : 'SUPPORTED', attributes: { addresses: { description: 'Where it can be reached.' } }, updatePolicy: {}, connections: [], nameLimit: 255,
    properties: { user_data: { type: 'String', description: 'A script that runs at boot.' }, flavor: { type: 'String', description: 'Its size.' } }, can: { signal: false, check: false, suspend: false, snapshot: false, update: false, nested: false },
  }),
};
const documentation = { catalogue, functions: { get_attr: { about: 'An attribute of another resource.' } }, api: [] };
const labels = (text: string) => searchDocumentation(documentation, text).map(({ label }) => label);

describe('the search in the documentation', () => {
  it('finds properties, attributes and functions by their names and by what is said of them', () => {
    expect(labels('user data')).toEqual(['user_data of OS::Nova::Server']);
    expect(labels('runs at boot')).toEqual(['user_data of OS::Nova::Server']);
    expect(labels('addresses')).toEqual(['addresses of OS::Nova::Server']);
    expect(labels('attribute')).toEqual(['get_attr']);
  });

  it('leads to the place', () => {
    expect(searchDocumentation(documentation, 'flavor')[0]?.path).toBe('types/OS%3A%3ANova%3A%3AServer#property-flavor');
  });

  it('finds nothing for a letter or two', () => {
    expect(labels('us')).toEqual([]);
  });
});
