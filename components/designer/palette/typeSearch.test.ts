import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import type { TypeSchema } from '@/lib/hot/types';
import { byService, missingConnection, searchTypes } from './typeSearch';

const type = (name: string, ...connections: TypeSchema['connections'][number][]): TypeSchema => {
  const facts = factsCatalogue.get('OS::Heat::Value');
  if (facts === undefined) throw new Error('OS::Heat::Value is a type of Heat.');
  return { ...facts, name, connections };
};
const CONTAINER = type('Hearth::Docker::Container', 'docker');
const WORKFLOW = type('OS::Mistral::Workflow', 'openstack');
const SERVER = type('OS::Nova::Server', 'sandbox', 'openstack');
const UNKNOWN = type('OS::Zun::Container');

describe('a type', () => {
  it.each([
    [CONTAINER, [], 'a Docker Engine'], [CONTAINER, ['openstack'], 'a Docker Engine'], [CONTAINER, ['docker'], null], [WORKFLOW, ['docker'], 'an OpenStack cloud'],
    [SERVER, [], null], [UNKNOWN, [], null],
  ])('%o, where the project is connected with %j, lacks %j', (schema, connected, missing) => expect(missingConnection(schema, new Set(connected))).toBe(missing));

  it('lacks nothing while nobody knows what the project is connected with', () => expect(missingConnection(WORKFLOW, null)).toBeNull());

  it('that cannot be deployed yet stands after one that can, under a heading that says what is missing', () => {
    const all = [CONTAINER, type('Hearth::Sandbox::Container', 'builtin')];
    expect(searchTypes(all, 'container', new Set()).map(({ name }) => name)).toEqual(['Hearth::Sandbox::Container', 'Hearth::Docker::Container']);
    expect(byService([CONTAINER], new Set()).map(({ service, missing }) => [service, missing])).toEqual([[expect.stringContaining('needs a connection'), 'a Docker Engine']]);
    expect(byService([CONTAINER], new Set(['docker']))[0]).toMatchObject({ service: expect.stringContaining('runs on a connected Docker Engine'), missing: null });
  });
});
