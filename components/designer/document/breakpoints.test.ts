import { describe, expect, it } from 'vitest';
import { breakpointsOf, toggledBreakpoint } from './breakpoints';

describe('a breakpoint', () => {
  it('is a hook of the environment, and goes without a trace', () => {
    const made = toggledBreakpoint({}, 'web');
    expect(made).toEqual({ resource_registry: { resources: { web: { hooks: ['pre-create', 'pre-update'] } } } });
    expect([...breakpointsOf(made)]).toEqual(['web']);
    expect(toggledBreakpoint(made, 'web')).toEqual({});
  });

  it('leaves what else the environment says', () => {
    const before = { parameters: { a: 1 }, resource_registry: { 'My::Type': 'my.yaml', resources: { web: { restricted_actions: 'replace', hooks: 'pre-update' } } } };
    expect(toggledBreakpoint(before, 'web')).toEqual({ parameters: { a: 1 }, resource_registry: { 'My::Type': 'my.yaml', resources: { web: { restricted_actions: 'replace' } } } });
  });
});
