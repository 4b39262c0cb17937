import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bar, TimelineRow } from './bars';
import { criticalPath } from './criticalPath';
import { nextSlack, slackOf } from './slack';

const row = (key: string, start: number, end: number, over: Partial<Bar> = {}): TimelineRow => ({
  key, parent: key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : '', depth: 0, name: key, type: 'T',
  bars: [{ id: `bar ${key}`, resourceId: key, operationId: 'op', action: 'CREATE', status: 'COMPLETE', reason: '', start, end, segments: [], retries: [], ...over }],
});
const requires = (...pairs: [string, string[]][]) => new Map(pairs);

describe('slack', () => {
  it('is how much later an action could have ended', () => {
    const rows = [row('net', 0, 1), row('disk', 0, 4), row('web', 4, 9), row('log', 1, 5)];
    const slack = slackOf(rows, requires(['web', ['net', 'disk']], ['log', ['net']]), 'op', 9);
    expect(Object.fromEntries(slack)).toEqual({ 'bar net': 3, 'bar disk': 0, 'bar web': 0, 'bar log': 4 });
  });

  it('of what is nested ends with its stack', () => {
    const rows = [row('group', 0, 5), row('group/a', 0, 5), row('group/b', 0, 2), row('last', 5, 6)];
    expect(slackOf(rows, requires(['last', ['group']]), 'op', 6).get('bar group/b')).toBe(3);
  });

  it('of what is made ends with the first deletion after it', () => {
    const rows = [row('new', 0, 2), row('slow', 0, 4), row('old', 4, 6, { id: 'gone', action: 'DELETE' })];
    expect(slackOf(rows, requires(), 'op', 6).get('bar new')).toBe(2);
  });

  // The classical method: earliest times forward, latest times backward, by trying all orders that the graph allows.
  it('is that of the critical path method, and nothing along the critical path', () => {
    const graphs = fc.array(fc.record({ took: fc.integer({ min: 1, max: 60 }), needs: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }) }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(graphs, (drawn) => {
      const nodes = drawn.map(({ took, needs }, index) => ({ name: `n${index}`, took, needs: index === 0 ? [] : [...new Set(needs.map((need) => need % index))] }));
      const ends: number[] = [];
      for (const [index, { took, needs }] of nodes.entries()) ends[index] = Math.max(0, ...needs.map((need) => ends[need] ?? 0)) + took;
      const total = Math.max(...ends);
      const latestEnd = (index: number): number => Math.min(total, ...nodes.flatMap(({ needs, took }, other) => (needs.includes(index) ? [latestEnd(other) - took] : [])));
      const rows = nodes.map(({ name, took }, index) => row(name, (ends[index] ?? 0) - took, ends[index] ?? 0));
      const requirements = requires(...nodes.map(({ name, needs }): [string, string[]] => [name, needs.map((need) => `n${need}`)]));
      const slack = slackOf(rows, requirements, 'op', total);
      for (const [index, { name }] of nodes.entries()) expect(slack.get(`bar ${name}`)).toBe(latestEnd(index) - (ends[index] ?? 0));
      const path = criticalPath(rows, requirements, 'op', 0);
      for (const id of path.bars) expect(slack.get(id)).toBe(0);
      const spare = [...slack].filter(([id]) => !path.bars.has(id)).map(([, ms]) => ms);
      expect(nextSlack(slack, path.bars)).toBe(spare.length > 0 ? Math.min(...spare) : null);
    }), { numRuns: 200 });
  });
});

describe('the critical path with gaps, as when all places were taken', () => {
  // Brute force: of all chains that end where the operation ended, the one whose links ended as late as possible, looked at from its end.
  it('is the chain that was waited for longest, found among all of them', () => {
    const graphs = fc.array(fc.record({ took: fc.integer({ min: 1, max: 20 }), gap: fc.nat({ max: 5 }), needs: fc.array(fc.nat({ max: 12 }), { maxLength: 3 }) }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(graphs, (drawn) => {
      const nodes = drawn.map(({ took, gap, needs }, index) => ({ name: `n${index}`, took, gap, needs: index === 0 ? [] : [...new Set(needs.map((need) => need % index))] }));
      const ends: number[] = [];
      for (const [index, { took, gap, needs }] of nodes.entries()) ends[index] = Math.max(0, ...needs.map((need) => ends[need] ?? 0)) + gap + took;
      const chains = (index: number): number[][] => {
        const needs = nodes[index]?.needs ?? [];
        return needs.length === 0 ? [[index]] : needs.flatMap((need) => chains(need).map((chain) => [index, ...chain]));
      };
      const key = (chain: readonly number[]) => chain.map((index) => String(ends[index] ?? 0).padStart(6, '0')).join();
      const best = ends.map((_, index) => index).filter((index) => ends[index] === Math.max(...ends)).flatMap(chains).map(key).toSorted().at(-1);
      const rows = nodes.map(({ name, took }, index) => row(name, (ends[index] ?? 0) - took, ends[index] ?? 0));
      const path = criticalPath(rows, requires(...nodes.map(({ name, needs }): [string, string[]] => [name, needs.map((need) => `n${need}`)])), 'op', 0);
      const found = rows.flatMap(({ bars }) => bars).filter(({ id }) => path.bars.has(id)).map(({ end }) => end ?? 0).toSorted((a, b) => b - a);
      expect(path.total).toBe(Math.max(...ends));
      // Of links that ended at the same moment either will do: the ends tell the chain, up to those.
      expect(found.map((end) => String(end).padStart(6, '0')).join().slice(0, 6)).toBe(best?.slice(0, 6));
      for (const [at, end] of found.entries()) {
        if (at === found.length - 1) break;
        const links = rows.flatMap(({ bars }) => bars).filter((bar) => bar.end === end && path.bars.has(bar.id)).map(({ id }) => Number(id.slice('bar n'.length)));
        const needed = links.flatMap((index) => nodes[index]?.needs ?? []).map((need) => ends[need] ?? 0);
        expect(found[at + 1]).toBe(Math.max(...needed));
      }
    }), { numRuns: 200 });
  });
});
