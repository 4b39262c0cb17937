import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { nestedPaths } from '../stack/nesting';
import { timelineRows } from './bars';
import { difference, ghostsOf } from './comparison';
import { concurrencyOf } from './concurrency';
import { criticalPath } from './criticalPath';
import { placeRows } from './order';
import { rowRequirements } from './requirements';

const BEGAN = Date.UTC(2026, 0, 1);
const at = (second: number) => new Date(BEGAN + second * 1000).toISOString();
const second = (ms: number | null) => (ms === null ? null : (ms - BEGAN) / 1000);

let seq = 0;
interface Happening {
  stack?: string;
  operation?: string;
  action?: EventView['action'];
  waitingFor?: string;
  physicalResourceId?: string;
}
function event(name: string, when: number, status: EventView['status'], { stack = 's', operation = 'op', action = 'CREATE', waitingFor, physicalResourceId }: Happening = {}): EventView {
  seq += 1;
  return { seq, id: `e${seq}`, stackId: stack, operationId: operation, resourceId: `id-${stack}-${name}`, resourceName: name, resourceType: 'T', physicalResourceId: physicalResourceId ?? null, action, status, reason: '', waitingFor: waitingFor ?? null, at: at(when) };
}
const resource = (name: string, requires: string[], stackId = 's', physicalResourceId: string | null = null): ResourceView => ({
  id: `id-${stackId}-${name}`, stackId, name, type: 'T', physicalResourceId, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires, replaces: null, replacedBy: null, startedAt: null, updatedAt: at(0),
});
const operation = (id: string, number: number, from = 0): OperationView => ({ id, number, action: 'CREATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: null, toRevision: 1, onFailure: 'rollback', createdAt: at(from), startedAt: at(from), finishedAt: at(from + 9) });
const operations = [operation('op', 1)];
const flat = nestedPaths('s', [], []);
const rowsOf = (events: EventView[]) => timelineRows(events, operations, new Set(['op']), flat);

describe('bars', () => {
  it('tell queueing, running and waiting apart', () => {
    const [row] = rowsOf([event('web', 2, 'IN_PROGRESS'), event('web', 3, 'IN_PROGRESS', { waitingFor: 'signal' }), event('web', 7, 'COMPLETE')]);
    expect(row?.bars[0]?.segments.map(({ kind, from, to }) => [kind, second(from), second(to)])).toEqual([
      ['queued', 0, 2],
      ['running', 2, 3],
      ['held', 3, 7],
    ]);
  });

  it('begin with the breakpoint that the action is held at, and go on when it is let go', () => {
    const held = { ...event('web', 1, 'COMPLETE', { action: 'INIT' }), reason: 'CREATE paused until Hook pre-create is cleared' };
    const cleared = { ...event('web', 4, 'COMPLETE', { action: 'INIT' }), reason: 'Hook pre-create is cleared' };
    const [row] = rowsOf([held, cleared, event('web', 5, 'IN_PROGRESS'), event('web', 6, 'COMPLETE')]);
    expect(row?.bars.map(({ action, status }) => [action, status])).toEqual([['CREATE', 'COMPLETE']]);
    expect(row?.bars[0]?.segments.map(({ kind, from, to }) => [kind, second(from), second(to)])).toEqual([['queued', 0, 1], ['hook', 1, 4], ['running', 4, 6]]);
  });

  it('show the breakpoint after an action beside it', () => {
    const held = { ...event('web', 3, 'COMPLETE'), reason: 'CREATE paused until Hook post-create is cleared' };
    const cleared = { ...event('web', 7, 'COMPLETE'), reason: 'Hook post-create is cleared' };
    const [row] = rowsOf([event('web', 1, 'IN_PROGRESS'), event('web', 3, 'COMPLETE'), held, cleared]);
    expect(row?.bars.map((bar) => bar.segments.filter(({ kind }) => kind !== 'queued').map(({ kind, from, to }) => [kind, second(from), second(to)]))).toEqual([[['running', 1, 3]], [['hook', 3, 7]]]);
  });

  it('stay open while the action goes on', () => {
    const [row] = rowsOf([event('web', 1, 'IN_PROGRESS')]);
    expect(row?.bars[0]).toMatchObject({ end: null, status: 'IN_PROGRESS' });
  });

  it('of other operations are left out', () => {
    expect(timelineRows([event('web', 1, 'IN_PROGRESS')], operations, new Set(['other']), flat)).toEqual([]);
  });

  it('know when an action was tried again', () => {
    const [row] = rowsOf([
      event('web', 1, 'IN_PROGRESS'),
      event('web', 2, 'IN_PROGRESS', { waitingFor: 'attempt 2 of 5, after ConnectError: refused' }),
      event('web', 4, 'IN_PROGRESS', { waitingFor: 'attempt 3 of 5, after ConnectError: refused' }),
      event('web', 6, 'COMPLETE'),
    ]);
    expect(row?.bars[0]?.retries.map(second)).toEqual([2, 4]);
  });

  it('of a resource and its replacement share a row', () => {
    const old = { ...event('web', 5, 'IN_PROGRESS', { action: 'DELETE' }), resourceId: 'id-old' };
    expect(rowsOf([event('web', 1, 'IN_PROGRESS'), event('web', 4, 'COMPLETE'), old])).toHaveLength(1);
  });
});

describe('rows of nested stacks', () => {
  const events = [
    event('group', 0, 'IN_PROGRESS', { physicalResourceId: 'child' }),
    event('0', 1, 'IN_PROGRESS', { stack: 'child' }),
    event('0', 4, 'COMPLETE', { stack: 'child' }),
    event('1', 1, 'IN_PROGRESS', { stack: 'child' }),
    event('1', 2, 'COMPLETE', { stack: 'child' }),
    event('group', 4, 'COMPLETE', { physicalResourceId: 'child' }),
  ];
  const rows = timelineRows(events, operations, new Set(['op']), nestedPaths('s', [], events));

  it('stand below their resource', () => {
    expect(placeRows(rows, 'start', new Set(), new Set()).map(({ row, children }) => [row.key, row.depth, children])).toEqual([['group', 0, 2], ['group/0', 1, 0], ['group/1', 1, 0]]);
  });

  it('are ordered among their siblings', () => {
    expect(placeRows(rows, 'duration', new Set(), new Set()).map(({ row }) => row.key)).toEqual(['group', 'group/0', 'group/1']);
    expect(placeRows(rows, 'name', new Set(), new Set()).map(({ row }) => row.key)).toEqual(['group', 'group/0', 'group/1']);
  });

  it('fold away', () => {
    expect(placeRows(rows, 'start', new Set(), new Set(['group'])).map(({ row, open }) => [row.key, open])).toEqual([['group', false]]);
  });

  it('are on the critical path with the one that ended last', () => {
    const path = criticalPath(rows, new Map(), 'op', BEGAN);
    expect(rows.filter((row) => row.bars.some((bar) => path.bars.has(bar.id))).map((row) => row.key)).toEqual(['group', 'group/0']);
  });

  it('count in the number of actions under way instead of the stack around them', () => {
    expect(concurrencyOf(rows, BEGAN)).toMatchObject({ most: 2 });
  });
});

describe('the critical path', () => {
  it('goes from what ended last back through what it waited for longest', () => {
    const rows = rowsOf([event('net', 0, 'IN_PROGRESS'), event('disk', 0, 'IN_PROGRESS'), event('net', 1, 'COMPLETE'), event('disk', 4, 'COMPLETE'), event('web', 4, 'IN_PROGRESS'), event('log', 1, 'IN_PROGRESS'), event('log', 5, 'COMPLETE'), event('web', 9, 'COMPLETE')]);
    const requirements = rowRequirements([resource('net', []), resource('disk', []), resource('web', ['net', 'disk']), resource('log', ['net'])], flat, undefined);
    const path = criticalPath(rows, requirements, 'op', BEGAN);
    expect(rows.filter((row) => row.bars.some((bar) => path.bars.has(bar.id))).map((row) => row.name)).toEqual(['disk', 'web']);
    expect(path).toMatchObject({ total: 9000, busy: 9000 });
  });

  it('of a deletion goes the other way, and knows what is gone from the template', () => {
    const rows = rowsOf([event('web', 0, 'IN_PROGRESS', { action: 'DELETE' }), event('web', 3, 'COMPLETE', { action: 'DELETE' }), event('net', 3, 'IN_PROGRESS', { action: 'DELETE' }), event('net', 5, 'COMPLETE', { action: 'DELETE' })]);
    const path = criticalPath(rows, rowRequirements([], flat, new Map([['web', ['net']]])), 'op', BEGAN);
    expect(path.bars.size).toBe(2);
  });

  // Whatever the graph: where every action begins the moment its last requirement ends, the longest chain of durations is the whole time.
  it('is as long as the longest chain of durations, found by trying all', () => {
    const graphs = fc.array(fc.record({ took: fc.integer({ min: 1, max: 60 }), needs: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }) }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(graphs, (drawn) => {
        const nodes = drawn.map(({ took, needs }, index) => ({ name: `n${index}`, took, needs: index === 0 ? [] : [...new Set(needs.map((need) => need % index))] }));
        const ends: number[] = [];
        const events: EventView[] = [];
        for (const [index, { name, took, needs }] of nodes.entries()) {
          const start = Math.max(0, ...needs.map((need) => ends[need] ?? 0));
          ends[index] = start + took;
          events.push(event(name, start, 'IN_PROGRESS'), event(name, start + took, 'COMPLETE'));
        }
        const longest = (index: number): number => (nodes[index]?.took ?? 0) + Math.max(0, ...(nodes[index]?.needs ?? []).map(longest));
        const oracle = Math.max(...nodes.map((_, index) => longest(index)));
        const requirements = rowRequirements(nodes.map(({ name, needs }) => resource(name, needs.map((need) => `n${need}`))), flat, undefined);
        const rows = rowsOf(events);
        const path = criticalPath(rows, requirements, 'op', BEGAN);
        const onPath = rows.flatMap((row) => row.bars).filter((bar) => path.bars.has(bar.id));
        expect(onPath.reduce((sum, bar) => sum + (bar.end ?? 0) - bar.start, 0)).toBe(oracle * 1000);
        expect(path.total).toBe(oracle * 1000);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an earlier operation', () => {
  it('is laid under the later one as if both had begun together', () => {
    const both = [operation('op2', 2, 100), operation('op', 1)];
    const events = [event('web', 1, 'IN_PROGRESS'), event('web', 4, 'COMPLETE'), event('web', 101, 'IN_PROGRESS', { operation: 'op2' }), event('web', 106, 'COMPLETE', { operation: 'op2' })];
    const rows = timelineRows(events, both, new Set(['op', 'op2']), flat);
    const [later, earlier] = both;
    if (!later || !earlier) throw new Error('there are two operations');
    const ghosts = ghostsOf(rows, earlier, later);
    expect(ghosts.get('web')?.map(({ from, to }) => [second(from), second(to)])).toEqual([[101, 104]]);
    const [web] = rows;
    expect(web && difference(web, ghosts, 'op2')).toBe(2000);
  });
});
