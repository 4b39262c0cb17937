import { describe, expect, it } from 'vitest';
import { createSandbox } from '@/lib/providers/sandbox';
import type { ResourcePorts } from './ports';
import { createRegistry } from './registry';

const sandbox = createSandbox({ enabled: false, directory: '/nowhere', url: 'http://127.0.0.1:1' });
/** Only schemas and the state of the sandbox are asked for. */
const ports: ResourcePorts = new Proxy(Object.create(null), { get: (_target, name) => (name === 'sandbox' ? sandbox : Object.freeze({})) });

describe('the registry', () => {
  it('refuses servers while the sandbox is switched off, and says how to switch it on', () => {
    expect(createRegistry(ports).get('OS::Nova::Server')?.validate?.({}, { name: 'web' })).toEqual([expect.stringContaining('HEARTH_SANDBOX=on')]);
  });
});
