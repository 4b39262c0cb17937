import { describe, expect, it } from 'vitest';
import { policiesIn, withPolicy } from './policies';

describe('what an environment holds back', () => {
  it('is found wherever in its tree of resources it stands', () => {
    const environment = { resource_registry: { resources: { web: { hooks: 'pre-create' }, 'db*': { disk: { hooks: ['pre-update', 'pre-delete'], restricted_actions: 'replace' } } } } };
    expect(policiesIn(environment)).toEqual([
      { path: ['web'], hooks: ['pre-create'], restricted: [] },
      { path: ['db*', 'disk'], hooks: ['pre-update', 'pre-delete'], restricted: ['replace'] },
    ]);
  });

  it('is nothing in an environment without such entries', () => {
    expect(policiesIn({ parameters: { hooks: 'pre-create' }, resource_registry: { 'My::Type': 'a.yaml' } })).toEqual([]);
  });
});

describe('a change of what is held back', () => {
  const environment = { parameters: { a: 1 }, resource_registry: { 'My::Type': 'a.yaml', resources: { web: { hooks: 'pre-create', 'OS::A': 'OS::B' } } } };

  it('is made at that resource, and leaves the rest as it is', () => {
    expect(withPolicy(environment, { path: ['db', 'disk'], hooks: [], restricted: ['replace'] })).toEqual({
      ...environment, resource_registry: { ...environment.resource_registry, resources: { ...environment.resource_registry.resources, db: { disk: { restricted_actions: ['replace'] } } } },
    });
  });

  it('takes away what says nothing any more', () => {
    expect(withPolicy(environment, { path: ['web'], hooks: [], restricted: [] })).toEqual({ parameters: { a: 1 }, resource_registry: { 'My::Type': 'a.yaml', resources: { web: { 'OS::A': 'OS::B' } } } });
    expect(withPolicy({ resource_registry: { resources: { web: { hooks: 'pre-create' } } } }, { path: ['web'], hooks: [], restricted: [] })).toEqual({});
  });
});
