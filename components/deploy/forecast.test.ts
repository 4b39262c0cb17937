import { describe, expect, it } from 'vitest';
import type { Expectation, PlanEntry } from '@/lib/wire/types';
import { forecast } from './forecast';

const entry = (name: string, decision: PlanEntry['decision'], requires: string[] = [], type = 'OS::Nova::Server'): PlanEntry => ({ name, type, decision, reason: '', changes: [], requires, whenDeleted: 'deleted' });
const took = (action: Expectation['action'], median: number, over: Partial<Expectation> = {}): Expectation => ({ type: 'OS::Nova::Server', name: null, action, runs: 3, median, p90: median * 2, ...over });

describe('how long a plan will take', () => {
  it('is the longest way through it, not the sum', () => {
    const found = forecast([entry('a', 'create'), entry('b', 'create'), entry('c', 'create', ['a'])], [took('CREATE', 100)]);
    expect([found.median, found.p90, found.unknown]).toEqual([200, 400, 0]);
  });

  it('has deletions after everything that is made, and of what is replaced both', () => {
    expect(forecast([entry('a', 'replace'), entry('b', 'delete', ['c']), entry('c', 'delete')], [took('CREATE', 100), took('DELETE', 30)]).median).toBe(160);
  });

  it('believes runs of the very resource before those of its type', () => {
    const { entries } = forecast([entry('slow', 'update'), entry('other', 'update')], [took('UPDATE', 10), took('UPDATE', 500, { name: 'slow', runs: 1 })]);
    expect([entries.get('slow'), entries.get('other')]).toEqual([{ median: 500, p90: 1000, runs: 1, own: true }, { median: 10, p90: 20, runs: 3, own: false }]);
  });

  it('says of how many nothing is known, and nothing where nothing is', () => {
    expect(forecast([entry('a', 'create'), entry('x', 'create', [], 'OS::Heat::Value'), entry('k', 'keep')], [took('CREATE', 100)])).toMatchObject({ median: 100, unknown: 1 });
    expect(forecast([entry('a', 'create')], [])).toMatchObject({ median: null, p90: null, unknown: 1 });
  });
});
