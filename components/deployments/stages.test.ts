import { describe, expect, it } from 'vitest';
import { slowGap, stagesOf } from './stages';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const times = { queuedAt: at(0), deliveredAt: at(28), startedAt: at(28.5), finishedAt: at(60), signalledAt: at(60.1) };

describe('the stages of a run', () => {
  it('are those that have come, each with the time since the one before', () => {
    expect(stagesOf(times).map(({ id, after }) => [id, after])).toEqual([['queued', null], ['delivered', 28_000], ['started', 500], ['finished', 31_500], ['signalled', 100]]);
    expect(stagesOf({ ...times, startedAt: null, finishedAt: null, signalledAt: null }).map(({ id }) => id)).toEqual(['queued', 'delivered']);
  });

  it('name the longest gap in which nothing was done; a long script is none', () => {
    expect(slowGap(times)).toBe('the agent fetched it after 28 s');
    expect(slowGap({ ...times, deliveredAt: at(0.2), startedAt: at(9) })).toBe('the agent began 8.8 s after it had fetched it');
    expect(slowGap({ ...times, deliveredAt: at(0.1), startedAt: at(0.2) })).toBeNull();
  });
});
