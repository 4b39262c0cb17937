import { describe, expect, it } from 'vitest';
import { Stage } from './testing/stage';
import type { ResourceSketch } from './testing/world';

const outside = (externalId: string, value = 1): Record<string, ResourceSketch> => ({ a: { type: 'Test::Thing', externalId, properties: { value } }, b: { type: 'Test::Thing', properties: { on: { get_resource: 'a' } } } });

describe('a resource that exists outside of the stack', () => {
  it('is taken in with its id and looked at, never made', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(outside('theirs')));
    expect(stage.log.filter((line) => line.startsWith('a '))).toEqual([
      'a ADOPT_IN_PROGRESS state changed',
      'a ADOPT_COMPLETE state changed',
      'a CHECK_COMPLETE CHECK not supported for Test::Thing',
    ]);
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.world.calls).toEqual(['create b']);
    expect(stage.rows.find((row) => row.name === 'b')?.properties['on']).toBe('theirs');
  });

  it('stays as it is whatever an update asks of it', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(outside('theirs')));
    await stage.perform('UPDATE', stage.revision(outside('theirs', 2)));
    expect(stage.state).toBe('UPDATE_COMPLETE');
    expect(stage.world.calls).toEqual(['create b']);
  });

  it('cannot become another by an update', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(outside('theirs')));
    await stage.perform('UPDATE', stage.revision(outside('another')), { onFailure: 'keep' });
    expect(stage.state).toBe('UPDATE_FAILED');
    const reason = 'Resource UPDATE failed: NotSupported: resources.a: Update to property external_id of a (Test::Thing) is not supported.';
    expect(stage.log.slice(-2)).toEqual(['s UPDATE_IN_PROGRESS Stack UPDATE started', `s UPDATE_FAILED ${reason}`]);
    expect(stage.row('a')).toMatchObject({ action: 'CHECK', status: 'COMPLETE', physicalResourceId: 'theirs' });
    await stage.perform('UPDATE', stage.revision(outside('another')), { onFailure: 'keep' });
    expect(stage.stack.statusReason, 'as often as it is tried').toBe(reason);
  });

  it('is left alone when its stack is deleted', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(outside('theirs')));
    await stage.perform('DELETE', null);
    expect(stage.state).toBe('DELETE_COMPLETE');
    expect(stage.world.calls).toEqual(['create b', 'delete b']);
  });
});
