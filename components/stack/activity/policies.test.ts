import { describe, expect, it } from 'vitest';
import { policiesIn } from './policies';

describe('what an environment holds back', () => {
  it('is found wherever in its tree of resources it stands', () => {
    const environment = { resource_registry: { resources: { web: { hooks: 'pre-create' }, 'db*': { disk: { hooks: ['pre-update', 'pre-delete'], restricted_actions: 'replace' } } } } };
    expect(policiesIn(environment)).toEqual({
      hooks: [{ path: 'web', what: ['pre-create'] }, { path: 'db* / disk', what: ['pre-update', 'pre-delete'] }],
      restricted: [{ path: 'db* / disk', what: ['replace'] }],
    });
  });

  it('is nothing in an environment without such entries', () => {
    expect(policiesIn({ parameters: { hooks: 'pre-create' }, resource_registry: { 'My::Type': 'a.yaml' } })).toEqual({ hooks: [], restricted: [] });
  });
});
