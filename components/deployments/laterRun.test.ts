import { describe, expect, it } from 'vitest';
import { laterRun } from './laterRun';

const run = (id: string, resourceName: string | null, serverId: string, second: number) => ({ id, resourceName, serverId, createdAt: `2026-01-01T00:00:0${second}Z` });
const RUNS = [run('a1', 'announce', 's', 1), run('a2', 'announce', 's', 3), run('a3', 'announce', 's', 5), run('b1', 'announce', 't', 4), run('trial', null, 's', 6)];

describe('the run that took the place of another', () => {
  it('is the newest of the same resource on the same server', () => {
    expect(RUNS.map((each) => laterRun(RUNS, each)?.id ?? null)).toEqual(['a3', 'a3', null, null, null]);
  });
});
