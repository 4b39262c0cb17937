import { describe, expect, it } from 'vitest';
import type { ResourceView } from '@/lib/wire/types';
import { resourceTree } from './resourceTree';

const resource = (name: string, stackId: string, physicalResourceId: string | null = null): ResourceView => ({
  id: `${stackId}-${name}`, stackId, name, type: 'T', physicalResourceId, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires: [], replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
});
const byName = (a: ResourceView, b: ResourceView) => a.name.localeCompare(b.name);
const resources = [resource('web', 'root'), resource('group', 'root', 'child'), resource('0', 'child', 'grandchild'), resource('disk', 'grandchild'), resource('lost', 'elsewhere')];
const shown = (closed: string[] = []) => resourceTree('root', resources, byName, new Set(closed)).map(({ resource: { name }, depth, children }) => `${'.'.repeat(depth)}${name}${children > 0 ? ` ${children}` : ''}`);

describe('the list of resources', () => {
  it('has what is nested below its resource, and loses nothing', () => {
    expect(shown()).toEqual(['group 1', '.0 1', '..disk', 'web', 'lost']);
  });

  it('folds nested stacks away with everything in them', () => {
    expect(shown(['root-group'])).toEqual(['group 1', 'web', 'lost']);
  });
});
