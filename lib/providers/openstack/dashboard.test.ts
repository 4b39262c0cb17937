import { describe, expect, it } from 'vitest';
import { dashboardLink } from './dashboard';

describe('the page of a thing in the dashboard of its cloud', () => {
  it('follows from its type', () => {
    expect(dashboardLink('https://cloud.example.org/dashboard/', 'OS::Neutron::Port', 'p-1')).toBe('https://cloud.example.org/dashboard/project/networks/ports/p-1/detail');
    expect(dashboardLink('https://cloud.example.org', 'OS::Mistral::Workflow', 'a/b')).toBe('https://cloud.example.org/mistral/workflows/a%2Fb/detail');
  });

  it('is none for other types, and where there is no dashboard', () => {
    expect([dashboardLink('https://x', 'OS::Heat::Value', '1'), dashboardLink('', 'OS::Nova::Server', '1'), dashboardLink('https://x', 'constructor', '1'), dashboardLink('https://x', 'OS::Nova::Server', '')]).toEqual([null, null, null, null]);
  });
});
