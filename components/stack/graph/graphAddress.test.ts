import { describe, expect, it } from 'vitest';
import { readGraph, readMoment, writtenGraph } from './graphAddress';
import { FIRST_VIEW, type GraphView } from './graphView';

const params = (written: Readonly<Record<string, string | null>>) => new URLSearchParams(Object.entries(written).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

describe('the graph of a stack in the address', () => {
  it('says nothing of a first look', () => {
    expect(params(writtenGraph(FIRST_VIEW)).size).toBe(0);
    expect(readGraph(new URLSearchParams())).toEqual(FIRST_VIEW);
  });
  it('is read as it is written', () => {
    const views: GraphView[] = [
      { ...FIRST_VIEW, overlay: 'design', filter: 'web & db' },
      { ...FIRST_VIEW, overlay: 'version', version: 12 },
      { ...FIRST_VIEW, nested: true, heat: true, feed: true, ghosts: true, follow: true },
    ];
    for (const view of views) expect(readGraph(new URLSearchParams(params(writtenGraph(view)).toString()))).toEqual(view);
  });
  it('takes what is written wrongly for not said', () => {
    expect(readGraph(new URLSearchParams('graph=r0&with=everything,heat'))).toEqual({ ...FIRST_VIEW, heat: true });
    expect(['', 'at=x', 'at=-1', 'at=1e99'].map((text) => readMoment(new URLSearchParams(text)))).toEqual([null, null, null, null]);
    expect(readMoment(new URLSearchParams('at=1700000000000'))).toBe(1_700_000_000_000);
  });
});
