import { describe, expect, it } from 'vitest';
import { REFUSED_SIGNAL } from './marks';
import { type Hook, NO_POLICIES, type Policies } from './policies';
import type { ActionContext, Outcome } from './resource-type';
import { Stage } from './testing/stage';
import type { ResourceSketch } from './testing/world';

const DIAMOND = {
  a: {},
  b: { dependsOn: ['a'] },
  c: { dependsOn: ['a'] },
  d: { dependsOn: ['b', 'c'] },
};

describe('creating a stack', () => {
  it('creates every resource after those it depends on and tells it in Heat’s words', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(DIAMOND));
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      'c CREATE_IN_PROGRESS state changed',
      'c CREATE_COMPLETE state changed',
      'd CREATE_IN_PROGRESS state changed',
      'd CREATE_COMPLETE state changed',
      's CREATE_COMPLETE Stack CREATE completed successfully',
    ]);
  });

  it('rolls a failed create back to nothing, in reverse order', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ ...DIAMOND, b: { dependsOn: ['a'], properties: { fail: ['create'] } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.rows).toEqual([]);
    expect(stage.world.things.size).toBe(0);
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_FAILED ValueError: resources.b: b cannot create',
      's CREATE_FAILED Resource CREATE failed: ValueError: resources.b: b cannot create',
      's ROLLBACK_IN_PROGRESS Stack ROLLBACK started',
      'b DELETE_IN_PROGRESS state changed',
      'b DELETE_COMPLETE state changed',
      'a DELETE_IN_PROGRESS state changed',
      'a DELETE_COMPLETE state changed',
      's ROLLBACK_COMPLETE Stack ROLLBACK completed successfully',
    ]);
  });
});

describe('a failed create that is kept', () => {
  const failing = { ...DIAMOND, b: { dependsOn: ['a'], properties: { fail: ['create'] } } };

  it('has what was never reached made as what the next update says, whatever it was to be', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ ...failing, d: { type: 'Test::Thing', dependsOn: ['b', 'c'] } }), { onFailure: 'keep' });
    expect(stage.row('d')).toMatchObject({ type: 'Test::Thing', action: 'INIT' });
    await stage.perform('UPDATE', stage.revision(DIAMOND));
    expect(stage.row('d')).toMatchObject({ type: 'Test::Quick', action: 'CREATE', status: 'COMPLETE' });
  });

  it('leaves what succeeded, and what was never reached as INIT_COMPLETE', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(failing), { onFailure: 'keep' });
    expect(stage.state).toBe('CREATE_FAILED');
    expect(stage.rows.map((row) => `${row.name} ${row.action}_${row.status}`)).toEqual([
      'a CREATE_COMPLETE', 'b CREATE_FAILED', 'c INIT_COMPLETE', 'd INIT_COMPLETE',
    ]);
  });

  it('is retried by an update that replaces what failed and keeps the rest', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(failing), { onFailure: 'keep' });
    const before = stage.log.length;
    await stage.perform('UPDATE', stage.revision(DIAMOND));
    expect(stage.log.slice(before)).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      'c CREATE_IN_PROGRESS state changed',
      'c CREATE_COMPLETE state changed',
      'd CREATE_IN_PROGRESS state changed',
      'd CREATE_COMPLETE state changed',
      'b DELETE_IN_PROGRESS state changed',
      'b DELETE_COMPLETE state changed',
      's UPDATE_COMPLETE Stack UPDATE completed successfully',
    ]);
    expect(stage.rows).toHaveLength(4);
  });

  it('pauses when asked to, and rolls back when that is asked for', async () => {
    const stage = new Stage();
    const operation = stage.request('CREATE', stage.revision(failing), { onFailure: 'pause' });
    await stage.settle();
    expect(stage.journal.operations.get(operation.id)?.status).toBe('PAUSED');
    expect(stage.state).toBe('CREATE_FAILED');
    stage.requests.cancels.push({ operationId: operation.id, mode: 'rollback' });
    await stage.settle();
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.rows).toEqual([]);
  });
});

describe('updating a stack', () => {
  const START = { a: { properties: { value: 1 } }, b: { dependsOn: ['a'] }, c: { dependsOn: ['b'], properties: { key: 1 } } };
  const created = async (sketch: Record<string, ResourceSketch> = START): Promise<Stage> => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(sketch));
    stage.journal.events.length = 0;
    stage.world.calls.length = 0;
    return stage;
  };

  it('changes in place what can be, and creates a replacement before it deletes the old', async () => {
    const stage = await created();
    await stage.perform('UPDATE', stage.revision({ ...START, a: { properties: { value: 2 } }, c: { dependsOn: ['b'], properties: { key: 2 } } }));
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'a UPDATE_IN_PROGRESS state changed',
      'a UPDATE_COMPLETE state changed',
      'c UPDATE_IN_PROGRESS state changed',
      'c UPDATE_COMPLETE The Resource c requires replacement.',
      'c CREATE_IN_PROGRESS state changed',
      'c CREATE_COMPLETE state changed',
      'c DELETE_IN_PROGRESS state changed',
      'c DELETE_COMPLETE state changed',
      's UPDATE_COMPLETE Stack UPDATE completed successfully',
    ]);
    expect(stage.world.calls).toEqual(['update a', 'create c', 'delete c']);
  });

  it('moves dependants over to a replacement before the old one is deleted', async () => {
    const uses = { base: { properties: { key: 1 } }, user: { properties: { on: { get_resource: 'base' } } } };
    const stage = await created(uses);
    await stage.perform('UPDATE', stage.revision({ ...uses, base: { properties: { key: 2 } } }));
    expect(stage.world.calls).toEqual(['create base', 'update user', 'delete base']);
    expect(stage.row('user').properties['on']).toBe(stage.row('base').physicalResourceId);
    expect(stage.row('user').requires).toEqual([stage.row('base').id]);
  });

  it('says nothing about resources when nothing changed', async () => {
    const stage = await created();
    await stage.perform('UPDATE', stage.revision(START));
    expect(stage.log).toEqual(['s UPDATE_IN_PROGRESS Stack UPDATE started', 's UPDATE_COMPLETE Stack UPDATE completed successfully']);
  });

  it('leaves a dependant alone when the value it reads turns out the same', async () => {
    const reads = { a: { properties: { value: 1 } }, b: { properties: { value: { get_attr: ['a', 'output'] } } } };
    const stage = await created(reads);
    await stage.perform('UPDATE', stage.revision({ ...reads, a: { properties: { value: 1 }, metadata: { note: 'new' } } }));
    expect(stage.world.calls).toEqual(['update a']);
  });

  it('deletes what is no longer in the template, after what required it', async () => {
    const stage = await created();
    await stage.perform('UPDATE', stage.revision({ a: START.a }));
    expect(stage.world.calls).toEqual(['delete c', 'delete b']);
    expect(stage.rows.map((row) => row.name)).toEqual(['a']);
  });

  it('does not delete what is to be retained', async () => {
    const stage = await created({ ...START, c: { dependsOn: ['b'], properties: { key: 1 }, deletionPolicy: 'Retain' } });
    await stage.perform('UPDATE', stage.revision({ a: START.a, b: START.b }));
    expect(stage.world.calls).toEqual([]);
    expect(stage.rows.map((row) => row.name)).toEqual(['a', 'b']);
  });

  it('treats a changed depends_on as an update that changes no property', async () => {
    const stage = await created();
    await stage.perform('UPDATE', stage.revision({ ...START, b: { dependsOn: [] } }));
    expect(stage.log).toContain('b UPDATE_COMPLETE state changed');
    expect(stage.row('b').requires).toEqual([]);
  });

  it('refuses what the environment restricts, without touching the resource’s state', async () => {
    const stage = await created();
    const policies = { restricted: () => ['update' as const], hooks: () => [], inside: () => NO_POLICIES };
    await stage.perform('UPDATE', stage.revision({ ...START, a: { properties: { value: 2 } } }, { policies }), { onFailure: 'keep' });
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'a UPDATE_FAILED update is restricted for resource.',
      's UPDATE_FAILED Resource UPDATE failed: ResourceActionRestricted: resources.a: update is restricted for resource.',
    ]);
    expect(stage.row('a')).toMatchObject({ action: 'CREATE', status: 'COMPLETE' });
  });

  it('refuses to change an immutable property: the update of the resource fails, and the next one replaces it', async () => {
    const stage = await created({ ...START, a: { properties: { value: 1, immutable: 1 } } });
    const changed = { ...START, a: { properties: { value: 1, immutable: 2 } } };
    await stage.perform('UPDATE', stage.revision(changed), { onFailure: 'keep' });
    const reason = 'NotSupported: resources.a: Update to properties immutable of a (Test::Quick) is not supported.';
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started', 'a UPDATE_IN_PROGRESS state changed', `a UPDATE_FAILED ${reason}`, `s UPDATE_FAILED Resource UPDATE failed: ${reason}`,
    ]);
    expect(stage.row('a').properties).toEqual({ value: 1, immutable: 1 });
    await stage.perform('UPDATE', stage.revision(changed), { onFailure: 'keep' });
    expect(stage.state).toBe('UPDATE_COMPLETE');
    expect(stage.world.calls).toEqual(['create a', 'delete a']);
    expect(stage.row('a').properties).toEqual({ value: 1, immutable: 2 });
  });

  it('that cannot change an immutable property is rolled back by a replacement', async () => {
    const stage = await created({ ...START, a: { properties: { value: 1, immutable: 1 } } });
    await stage.perform('UPDATE', stage.revision({ ...START, a: { properties: { value: 1, immutable: 2 } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.world.calls).toEqual(['create a', 'delete a']);
    expect(stage.row('a').properties).toEqual({ value: 1, immutable: 1 });
  });

  it('deletes nothing before everything else has succeeded, so that a rollback finds the originals', async () => {
    const stage = await created();
    const ids = stage.rows.map((row) => row.physicalResourceId);
    await stage.perform('UPDATE', stage.revision({ a: START.a, n: { dependsOn: ['a'], properties: { fail: ['create'] } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.rows.map((row) => row.physicalResourceId)).toEqual(ids);
  });

  it('rolls a failed update back: changed resources in place, failed ones by replacement', async () => {
    const stage = await created();
    const back = stage.stack.revisionId;
    await stage.perform('UPDATE', stage.revision({ ...START, a: { properties: { value: 2 } }, b: { dependsOn: ['a'], properties: { fail: ['update'] } } }));
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'a UPDATE_IN_PROGRESS state changed',
      'a UPDATE_COMPLETE state changed',
      'b UPDATE_IN_PROGRESS state changed',
      'b UPDATE_FAILED ValueError: resources.b: b cannot update',
      's UPDATE_FAILED Resource UPDATE failed: ValueError: resources.b: b cannot update',
      's ROLLBACK_IN_PROGRESS Stack ROLLBACK started',
      'a UPDATE_IN_PROGRESS state changed',
      'a UPDATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      'b DELETE_IN_PROGRESS state changed',
      'b DELETE_COMPLETE state changed',
      's ROLLBACK_COMPLETE Stack ROLLBACK completed successfully',
    ]);
    expect(stage.stack.revisionId).toBe(back);
    expect(stage.rows.map((row) => row.name).toSorted()).toEqual(['a', 'b', 'c']);
    expect(stage.row('a').properties).toEqual({ value: 1 });
  });

  it('gives the original back when its replacement is rolled back', async () => {
    const stage = await created();
    const original = stage.row('c').physicalResourceId;
    await stage.perform('UPDATE', stage.revision({ ...START, c: { dependsOn: ['b'], properties: { key: 2 } }, z: { dependsOn: ['c'], properties: { fail: ['create'] } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.row('c')).toMatchObject({ physicalResourceId: original, replacedBy: null });
    expect(stage.rows).toHaveLength(3);
    expect(stage.world.things.size).toBe(3);
  });
});

describe('deleting a stack', () => {
  it('deletes in reverse order and leaves no rows', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(DIAMOND));
    stage.world.calls.length = 0;
    await stage.perform('DELETE', null);
    expect(stage.state).toBe('DELETE_COMPLETE');
    expect(stage.stack.deletedAt).not.toBeNull();
    expect(stage.rows).toEqual([]);
    expect(stage.world.calls[0]).toBe('delete d');
    expect(stage.world.calls.at(-1)).toBe('delete a');
  });

  it('stops a create that is under way; what is in flight finishes first', async () => {
    const stage = new Stage();
    stage.request('CREATE', stage.revision({ a: { type: 'Test::Thing', properties: { wait: ['create'] } }, b: { dependsOn: ['a'] } }));
    const driving = stage.start();
    await turns(20);
    expect(stage.row('a').waiting).not.toBeNull();
    stage.request('DELETE', null);
    await turns(20);
    while (stage.run !== null && stage.clock.ringNext()) await turns(10);
    await driving;
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      's CREATE_FAILED Stack CREATE cancelled',
      's DELETE_IN_PROGRESS Stack DELETE started',
      'a CREATE_COMPLETE state changed',
      'a DELETE_IN_PROGRESS state changed',
      'a DELETE_COMPLETE state changed',
      's DELETE_COMPLETE Stack DELETE completed successfully',
    ]);
  });
});

describe('deleting a stack in which something takes long', () => {
  const taking = async (seconds: number): Promise<Stage> => {
    const stage = new Stage();
    const until = (ctx: ActionContext): Date => new Date(ctx.startedAt.getTime() + seconds * 1_000);
    const create = (ctx: ActionContext): Outcome =>
      ctx.now < until(ctx) ? { kind: 'waiting', for: { what: 'it to be made', wakeAt: new Date(Math.min(until(ctx).getTime(), ctx.now.getTime() + 5_000)) } } : { kind: 'complete' };
    stage.world.also.set('Test::Long', { ...stage.world.quick, create, poll: create });
    stage.request('CREATE', stage.revision({ a: { type: 'Test::Long' } }));
    await stage.settle();
    stage.clock.advance(1_000);
    stage.request('DELETE', null);
    await stage.settleThroughWaits();
    expect(stage.state).toBe('DELETE_COMPLETE');
    return stage;
  };

  it('waits for it a quarter of a minute', async () => {
    expect((await taking(12)).log).toContain('a CREATE_COMPLETE state changed');
  });

  it('and then gives it up', async () => {
    const stage = await taking(3_600);
    expect(stage.log.slice(-6)).toEqual([
      's CREATE_FAILED Stack CREATE cancelled',
      's DELETE_IN_PROGRESS Stack DELETE started',
      'a CREATE_FAILED CREATE aborted (Stack DELETE started)',
      'a DELETE_IN_PROGRESS state changed',
      'a DELETE_COMPLETE state changed',
      's DELETE_COMPLETE Stack DELETE completed successfully',
    ]);
    expect(stage.clock.now().toISOString()).toBe('2026-01-01T00:00:15.000Z');
  });
});

describe('cancelling', () => {
  const waiting = (mode: 'rollback' | 'stop') => async (): Promise<Stage> => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Thing' }, b: { dependsOn: ['a'] } }));
    stage.journal.events.length = 0;
    const target = stage.revision({ a: { type: 'Test::Thing', properties: { value: 2, wait: ['update'] } }, b: { dependsOn: ['a'], properties: { value: 2 } } });
    const operation = stage.request('UPDATE', target);
    const driving = stage.start();
    await turns(20);
    stage.requests.cancels.push({ operationId: operation.id, mode });
    stage.run?.wake();
    await turns(10);
    while (stage.run !== null && stage.clock.ringNext()) await turns(10);
    await driving;
    return stage;
  };

  it('with rollback starts the rollback at once; the running update finishes, then goes back', async () => {
    const stage = await waiting('rollback')();
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'a UPDATE_IN_PROGRESS state changed',
      's ROLLBACK_IN_PROGRESS Stack ROLLBACK started',
      'a UPDATE_COMPLETE state changed',
      'a UPDATE_IN_PROGRESS state changed',
      'a UPDATE_COMPLETE state changed',
      's ROLLBACK_COMPLETE Stack ROLLBACK completed successfully',
    ]);
  });

  it('without rollback fails the stack; the running update finishes and nothing new starts', async () => {
    const stage = await waiting('stop')();
    expect(stage.log).toEqual([
      's UPDATE_IN_PROGRESS Stack UPDATE started',
      'a UPDATE_IN_PROGRESS state changed',
      's UPDATE_FAILED Stack UPDATE cancelled',
      'a UPDATE_COMPLETE state changed',
    ]);
  });
});

describe('cancelling what has no way back', () => {
  it('stops it where it is; what is deleted, or is being deleted, is gone', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({
      a: { type: 'Test::Thing', properties: { wait: ['delete'] } }, b: { type: 'Test::Thing', dependsOn: ['a'], properties: { wait: ['delete'] } }, c: { dependsOn: ['b'] },
    }));
    const operation = stage.request('DELETE', null);
    const driving = stage.start();
    await turns(20);
    stage.requests.cancels.push({ operationId: operation.id, mode: 'rollback' });
    stage.run?.wake();
    await turns(10);
    while (stage.run !== null && stage.clock.ringNext()) await turns(10);
    await driving;
    expect(stage.state).toBe('DELETE_FAILED');
    expect(stage.stack.statusReason).toBe('Stack DELETE cancelled');
    expect(stage.rows.map((row) => row.name)).toEqual(['a']);
  });
});

describe('waiting', () => {
  const withSignal = { w: { type: 'Test::Thing', properties: { waitSignal: true } }, after: { dependsOn: ['w'] } };

  it('holds no run: the run ends, and a signal brings the stack on in another', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(withSignal));
    expect(stage.state).toBe('CREATE_IN_PROGRESS');
    expect(stage.row('w').waiting?.what).toBe('a signal');
    stage.requests.signals.push({ id: 'signal-1', stackId: stage.stack.id, resourceId: stage.row('w').id, payload: 'done' });
    await stage.settle();
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.log.slice(2, 4)).toEqual(['w SIGNAL_IN_PROGRESS Signal: got "done"', 'w CREATE_COMPLETE state changed']);
    expect(stage.journal.handledSignals).toEqual(new Set(['signal-1']));
  });

  it('ends with the stack’s timeout: the wait is given up and the stack rolls back', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(withSignal), { timeoutMins: 5 });
    expect(stage.journal.wakesAt?.toISOString()).toBe('2026-01-01T00:05:00.000Z');
    stage.clock.advance(5 * 60_000);
    await stage.settle();
    expect(stage.log).toContain('s CREATE_FAILED Timed out');
    expect(stage.log).toContain('w CREATE_FAILED CREATE aborted (Timed out)');
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
  });

  it('goes on after the stack has failed and is kept, and is given up when its operation’s time is over', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ ...withSignal, bad: { properties: { fail: ['create'] } } }), { onFailure: 'keep', timeoutMins: 5 });
    expect(stage.state).toBe('CREATE_FAILED');
    expect(stage.row('w')).toMatchObject({ action: 'CREATE', status: 'IN_PROGRESS' });
    expect(stage.journal.wakesAt?.toISOString()).toBe('2026-01-01T00:05:00.000Z');
    stage.clock.advance(5 * 60_000);
    await stage.settle();
    expect(stage.row('w')).toMatchObject({ action: 'CREATE', status: 'FAILED', statusReason: 'CREATE aborted (Timed out)' });
    expect(stage.state).toBe('CREATE_FAILED');
    expect(stage.journal.wakesAt).toBeNull();
  });

  it('that could last longer than its operation is not given up before', async () => {
    const stage = new Stage();
    const wait: Outcome = { kind: 'waiting', for: { what: 'a signal', signal: true, wakeAt: new Date('2026-01-01T01:00:00Z') } };
    stage.world.also.set('Test::Hour', { ...stage.world.thing, create: () => wait, poll: () => wait });
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Hour' }, bad: { properties: { fail: ['create'] } } }), { onFailure: 'keep', timeoutMins: 5 });
    expect(stage.row('a').status).toBe('IN_PROGRESS');
    expect(stage.journal.wakesAt?.toISOString()).toBe('2026-01-01T00:05:00.000Z');
  });

  it('that begins after the stack has timed out is not begun', async () => {
    const stage = new Stage();
    const create = (ctx: ActionContext): Outcome => {
      stage.clock.advance(6 * 60_000);
      return { kind: 'waiting', for: { what: ctx.resource.name, wakeAt: new Date(ctx.now.getTime() + 3_600_000) } };
    };
    stage.world.also.set('Test::Slow', { ...stage.world.thing, create });
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Slow' }, bad: { dependsOn: ['a'] } }), { onFailure: 'keep', timeoutMins: 5 });
    expect(stage.row('a').statusReason).toBe('CREATE aborted (Timed out)');
    expect(stage.stack.statusReason).toBe('Timed out');
  });

  it('for a signal is given up when another resource fails and the stack rolls back', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ ...withSignal, bad: { type: 'Test::Thing', properties: { fail: ['create'], wait: ['create'] } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.log).toContain('w CREATE_FAILED CREATE aborted (Stack ROLLBACK started)');
  });

  it('for a signal goes on under a new update that wants the same, and is given up under one that wants something else', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(withSignal));
    await stage.perform('UPDATE', stage.revision({ ...withSignal, more: {} }));
    expect(stage.row('w')).toMatchObject({ action: 'CREATE', status: 'IN_PROGRESS' });
    await stage.perform('UPDATE', stage.revision({ ...withSignal, w: { type: 'Test::Thing', properties: { value: 'no signal needed' } } }));
    expect(stage.log).toContain('w CREATE_FAILED CREATE aborted (Stack UPDATE started)');
    expect(stage.state).toBe('UPDATE_COMPLETE');
  });

  it('keeps what a handler put into the metadata when only other parts of the definition change', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: { metadata: { from: 'template' } }, b: {} }));
    const row = stage.row('a');
    stage.journal.rows.set(row.id, { ...row, metadata: { from: 'template', signal: 1 } });
    await stage.perform('UPDATE', stage.revision({ a: { metadata: { from: 'template' }, dependsOn: ['b'] }, b: {} }));
    expect(stage.row('a').metadata).toEqual({ from: 'template', signal: 1 });
    await stage.perform('UPDATE', stage.revision({ a: { metadata: { from: 'elsewhere' }, dependsOn: ['b'] }, b: {} }));
    expect(stage.row('a').metadata).toEqual({ from: 'elsewhere' });
  });

  it('tells what is waited for in an event of its own', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(withSignal));
    expect(stage.journal.events.filter((event) => event.waitingFor !== null)).toMatchObject([
      { resourceName: 'w', action: 'CREATE', status: 'IN_PROGRESS', waitingFor: 'a signal' },
    ]);
  });
});

describe('suspending, resuming and checking', () => {
  it('suspends dependants first, resumes dependencies first', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(DIAMOND));
    stage.world.calls.length = 0;
    await stage.perform('SUSPEND', null);
    expect(stage.state).toBe('SUSPEND_COMPLETE');
    await stage.perform('RESUME', null);
    expect(stage.state).toBe('RESUME_COMPLETE');
    expect(stage.world.calls).toEqual([
      'suspend d', 'suspend b', 'suspend c', 'suspend a', 'resume a', 'resume b', 'resume c', 'resume d',
    ]);
  });

  it('resumes what was looked at while it was suspended', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(DIAMOND));
    for (const action of ['SUSPEND', 'CHECK', 'SNAPSHOT', 'RESUME'] as const) await stage.perform(action, null);
    expect(stage.state).toBe('RESUME_COMPLETE');
  });

  it('tells of a signal that was refused', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {} }));
    await stage.perform('SUSPEND', null);
    stage.requests.signals.push({ id: 'refused', stackId: stage.stack.id, resourceId: stage.row('a').id, payload: REFUSED_SIGNAL });
    await stage.settle();
    expect(stage.log.at(-1)).toBe('a SUSPEND_COMPLETE Cannot signal resource during SUSPEND');
    expect(stage.journal.handledSignals).toEqual(new Set(['refused']));
  });

  it('says of a type without a check that it has none', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {} }));
    await stage.perform('CHECK', null);
    expect(stage.log.slice(-3)).toEqual([
      's CHECK_IN_PROGRESS Stack CHECK started',
      'a CHECK_COMPLETE CHECK not supported for Test::Quick',
      "s CHECK_COMPLETE Stack CHECK completed successfully. 'CHECK' not fully supported (see resources)",
    ]);
    // Once: an event tells that a state has changed.
    await stage.perform('CHECK', null);
    expect(stage.log.slice(-2)).toEqual(['s CHECK_IN_PROGRESS Stack CHECK started', "s CHECK_COMPLETE Stack CHECK completed successfully. 'CHECK' not fully supported (see resources)"]);
  });

  it('finds what was never made missing, without asking for it', async () => {
    const stage = new Stage();
    const asked: string[] = [];
    const check = (ctx: ActionContext): Outcome => {
      asked.push(ctx.resource.name);
      return { kind: 'complete' };
    };
    stage.world.also.set('Test::Checked', { ...stage.world.thing, check });
    const resources = { a: { type: 'Test::Checked', properties: { fail: ['create'] } }, b: { type: 'Test::Checked' } };
    await stage.perform('CREATE', stage.revision(resources), { onFailure: 'keep' });
    await stage.perform('CHECK', null);
    await stage.perform('CHECK', null);
    expect(stage.state).toBe('CHECK_FAILED');
    expect(stage.log.at(-1)).toBe('s CHECK_FAILED Resource CHECK failed: a: NotFound: resources.a: It was never made. An update makes it.');
    expect(asked).toEqual(['b', 'b']);
  });
});

describe('a failure that may pass', () => {
  const failing = (times: number): Stage => {
    const stage = new Stage();
    const create = stage.world.thing.create?.bind(stage.world.thing);
    const keys = new Set<string>();
    let calls = 0;
    stage.world.thing.create = (ctx, properties) => {
      calls += 1;
      keys.add(ctx.idempotencyKey);
      if (keys.size > 1) throw new Error('the key changed');
      if (calls <= times || create === undefined) return { kind: 'failed', errorType: 'Conflict', reason: `busy ${calls}`, retriable: true };
      return create(ctx, properties);
    };
    return stage;
  };

  it('is tried again after longer and longer pauses, with the same key', async () => {
    const stage = failing(3);
    const start = stage.clock.now().getTime();
    stage.request('CREATE', stage.revision({ a: { type: 'Test::Thing' } }));
    await stage.settleThroughWaits();
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.clock.now().getTime() - start).toBe(1_000 + 2_000 + 4_000);
    expect(stage.log.filter((line) => line.startsWith('a '))).toHaveLength(2);
  });

  it('is a failure after the fifth retry', async () => {
    const stage = failing(10);
    stage.request('CREATE', stage.revision({ a: { type: 'Test::Thing' } }), { onFailure: 'keep' });
    await stage.settleThroughWaits();
    expect(stage.stack.statusReason).toBe('Resource CREATE failed: Conflict: resources.a: busy 6');
  });
});

describe('a limit for a kind of connection', () => {
  it('bounds how many handlers run at a time, and all get their turn', async () => {
    const stage = new Stage({ limit: 3 });
    await stage.perform('CREATE', stage.revision(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`r${index}`, { type: 'Test::Thing' }]))));
    expect(stage.world.mostRunning).toBe(3);
    expect(stage.world.things.size).toBe(20);
  });
});

describe('a type with a fault', () => {
  it('fails the operation instead of stopping the run for good', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {}, b: { properties: { value: { get_attr: ['a', 'output'] } } } }), { onFailure: 'keep' });
    stage.world.quick.attribute = () => {
      throw new TypeError('no such thing');
    };
    await stage.perform('UPDATE', stage.revision({ a: {}, b: { properties: { value: { get_attr: ['a', 'output'] } } } }), { onFailure: 'keep' });
    expect(stage.stack.statusReason).toBe('Stack UPDATE failed: TypeError: no such thing');
  });
});

describe('secrets', () => {
  it('are masked in every reason', async () => {
    const stage = new Stage();
    const revision = stage.revision({ 'a-hunter22': { properties: { fail: ['create'], value: 'hunter22' } } }, { hidden: ['hunter22'] });
    await stage.perform('CREATE', revision, { onFailure: 'keep' });
    expect(stage.journal.events.map((event) => event.reason).join()).not.toContain('hunter22');
    expect(stage.stack.statusReason).not.toContain('hunter22');
  });
});

describe('hooks', () => {
  const hooked = (...hooks: Hook[]): Policies => ({ restricted: () => [], hooks: (name) => (name === 'a' ? hooks : []), inside: () => NO_POLICIES });
  const clear = async (stage: Stage, hook: Hook): Promise<void> => {
    stage.requests.signals.push({ id: hook, stackId: stage.stack.id, resourceId: stage.row('a').id, payload: { unset_hook: hook } });
    await stage.settle();
  };

  it('stop a resource before and after its creation until they are cleared', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {}, b: { dependsOn: ['a'] } }, { policies: hooked('pre-create', 'post-create') }));
    expect(stage.state).toBe('CREATE_IN_PROGRESS');
    await clear(stage, 'pre-create');
    await clear(stage, 'post-create');
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a INIT_COMPLETE CREATE paused until Hook pre-create is cleared',
      'a INIT_COMPLETE Hook pre-create is cleared',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'a CREATE_COMPLETE CREATE paused until Hook post-create is cleared',
      'a CREATE_COMPLETE Hook post-create is cleared',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      's CREATE_COMPLETE Stack CREATE completed successfully',
    ]);
  });

  it('stop an update even where nothing will change, and a deletion by the environment that was deployed', async () => {
    const stage = new Stage();
    const sketch = { a: {} };
    const policies = hooked('pre-update', 'pre-delete');
    await stage.perform('CREATE', stage.revision(sketch, { policies }));
    await stage.perform('UPDATE', stage.revision(sketch, { policies }));
    expect(stage.log.at(-1)).toBe('a CREATE_COMPLETE UPDATE paused until Hook pre-update is cleared');
    await clear(stage, 'pre-update');
    expect(stage.state).toBe('UPDATE_COMPLETE');
    await stage.perform('DELETE', null);
    expect(stage.log.at(-1)).toBe('a CREATE_COMPLETE DELETE paused until Hook pre-delete is cleared');
    await clear(stage, 'pre-delete');
    expect(stage.state).toBe('DELETE_COMPLETE');
  });

  it('are not stopped at again by a worker that takes over', async () => {
    const stage = new Stage();
    const policies = hooked('pre-update');
    await stage.perform('CREATE', stage.revision({ a: {} }, { policies }));
    await stage.perform('UPDATE', stage.revision({ a: {}, w: { type: 'Test::Thing', properties: { waitSignal: true } } }, { policies }));
    await clear(stage, 'pre-update');
    expect(stage.state).toBe('UPDATE_IN_PROGRESS');
    stage.requests.signals.push({ id: 'signal', stackId: stage.stack.id, resourceId: stage.row('w').id, payload: null });
    await stage.settle();
    expect(stage.state).toBe('UPDATE_COMPLETE');
    expect(stage.log.filter((line) => line.includes('paused'))).toHaveLength(1);
  });

  it('hold for a deletion that is asked for again', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {}, b: { dependsOn: ['a'] } }, { policies: hooked('pre-delete') }));
    await stage.perform('DELETE', null);
    await stage.perform('DELETE', null);
    expect(stage.state).toBe('DELETE_IN_PROGRESS');
    expect(stage.log.at(-1)).toBe('a CREATE_COMPLETE DELETE paused until Hook pre-delete is cleared');
    await clear(stage, 'pre-delete');
    expect(stage.state).toBe('DELETE_COMPLETE');
  });

  it('end with the operation that waits at them', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ a: {} }, { policies: hooked('pre-create') }));
    await stage.perform('DELETE', null);
    expect(stage.log).toContain('a INIT_COMPLETE Failure occurred while waiting.');
    expect(stage.state).toBe('DELETE_COMPLETE');
  });
});

/** Lets everything that needs no time to pass happen. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
