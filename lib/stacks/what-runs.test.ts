import { describe, expect, it } from 'vitest';
import { createRegistry } from '@/lib/resources/registry';
import type { ResourcePorts } from '@/lib/resources/ports';
import { whatRuns } from './what-runs';

/** Only schemas are asked for. */
const ports: ResourcePorts = new Proxy(Object.create(null), { get: () => Object.freeze({}) });
const registry = createRegistry(ports);
const missing = (type: string, ...connected: string[]): string | null => whatRuns({ registry, catalogue: registry.catalogue }, new Set(connected)).missing(type);

describe('what a project can deploy', () => {
  it('is what is built in, and what the sandbox has a likeness of', () => {
    expect(missing('OS::Heat::Value')).toBeNull();
    expect(missing('OS::Nova::Server')).toBeNull();
  });

  it.each([
    ['OS::Mistral::ExternalResource', 'openstack', 'a connection to an OpenStack cloud'],
    ['Hearth::Murano::Application', 'openstack', 'a connection to an OpenStack cloud'],
    ['Hearth::Docker::Container', 'docker', 'a connection to a Docker Engine'],
  ])('is %s with a connection of the kind %s, and without one it says so', (type, kind, words) => {
    expect(missing(type, kind)).toBeNull();
    expect(missing(type, 'ssh-hosts')).toBe(`${type} needs ${words}, and this project has none. An administrator of the project adds one on the page Connections.`);
  });

  it('is nothing of services that only the catalogue knows', () => {
    expect(missing('OS::Magnum::Cluster', 'openstack')).toMatch(/^OS::Magnum::Cluster needs an OpenStack connection that runs it, and no connection does yet/);
    expect(missing('OS::No::Such')).toBeNull();
  });
});
