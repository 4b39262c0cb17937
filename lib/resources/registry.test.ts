import { describe, expect, it } from 'vitest';
import { createSandbox } from '@/lib/providers/sandbox';
import { facts } from './catalogue';
import type { ResourcePorts } from './ports';
import { createRegistry, missingConnection } from './registry';

const sandbox = createSandbox({ enabled: false, directory: '/nowhere', url: 'http://127.0.0.1:1' });
/** Only schemas and the state of the sandbox are asked for. */
const ports: ResourcePorts = new Proxy(Object.create(null), { get: (_target, name) => (name === 'sandbox' ? sandbox : Object.freeze({})) });

describe('the registry', () => {
  it('says which connection a type needs, when there is none', () => {
    expect(missingConnection(facts('OS::Magnum::Cluster'))).toContain('OS::Magnum::Cluster needs an OpenStack cloud');
    const server = createRegistry(ports).catalogue.get('OS::Nova::Server');
    expect(server && missingConnection(server)).toBeNull();
  });

  it('refuses servers while the sandbox is switched off, and says how to switch it on', () => {
    expect(createRegistry(ports).get('OS::Nova::Server')?.validate?.({}, { name: 'web' })).toEqual([expect.stringContaining('HEARTH_SANDBOX=on')]);
  });
});
