import { describe, expect, it } from 'vitest';
import type { EventView, ResourceView } from '@/lib/wire/types';
import { nestedPaths } from '../nesting';
import { ghostsOf, heatOf, withFileRequirements, withNested } from './shownResources';

const resource = (name: string, over: Partial<ResourceView> = {}): ResourceView => ({
  id: `id ${over.stackId ?? 's'} ${name}`, stackId: 's', name, type: 'T', physicalResourceId: null, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires: [], replaces: null, replacedBy: null, startedAt: null, updatedAt: new Date(0).toISOString(), ...over,
});
const deleted = (name: string, id: string, operationId = 'op'): EventView => ({
  seq: 1, id: 'e', stackId: 's', operationId, resourceId: id, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'DELETE', status: 'COMPLETE', reason: '', waitingFor: null, at: '',
});

describe('nested stacks in the graph', () => {
  it('stand after the resource they are nested in, in the order of their own', () => {
    const resources = [resource('group', { physicalResourceId: 'child' }), resource('disk', { stackId: 'child' }), resource('server', { stackId: 'child', requires: ['disk'] })];
    expect(withNested('s', resources, nestedPaths('s', resources, [])).map(({ name, requires }) => [name, requires])).toEqual([['group', []], ['group / disk', ['group']], ['group / server', ['group / disk']]]);
  });
});

describe('members that have not begun', () => {
  it('require what their template says; those of groups nothing', () => {
    const resources = [
      resource('app', { physicalResourceId: 'child', type: 'app.yaml' }), resource('server', { stackId: 'child', action: 'INIT' }), resource('disk', { stackId: 'child' }),
      resource('group', { physicalResourceId: 'members' }), resource('server', { stackId: 'members', action: 'INIT' }),
    ];
    const files = new Map([['app.yaml', new Map([['server', ['disk']]])]]);
    expect(withFileRequirements(resources, files).map(({ name, requires }) => [name, requires])).toEqual([['app', []], ['server', ['disk']], ['disk', []], ['group', []], ['server', []]]);
  });
});

describe('ghosts', () => {
  it('are what the operation deleted: gone, or replaced', () => {
    const ghosts = ghostsOf('s', [deleted('old', 'gone'), deleted('web', 'before'), deleted('earlier', 'x', 'another')], 'op', [resource('net'), resource('web', { requires: ['net'] })], new Map([['old', ['net', 'nowhere']]]));
    expect(ghosts.map(({ name, requires }) => [name, requires])).toEqual([['old', ['net']], ['web (before)', ['net']]]);
  });
});

describe('heat', () => {
  it('is the share of the longest', () => {
    const at = (second: number) => new Date(second * 1000).toISOString();
    const heat = heatOf([resource('a'), resource('b'), resource('c', { startedAt: at(0), status: 'IN_PROGRESS' }), resource('d')], new Map([['id s a', 8000], ['id s b', 2000]]), 4000);
    expect([...heat.values()].map(({ share }) => share)).toEqual([1, 0.25, 0.5]);
  });
});
