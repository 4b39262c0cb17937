import { describe, expect, it } from 'vitest';
import { formatAgo, formatCount, formatDuration } from './time';

describe('times and counts', () => {
  it('count thousands apart, the same wherever they are written', () => {
    expect([0, 999, 1000, 12_345, 1_000_000].map(formatCount)).toEqual(['0', '999', '1,000', '12,345', '1,000,000']);
  });
  it('say how long in two units at most', () => {
    expect([0, 850, 1500, 12_000, 245_000, 7_800_000, 360_000_000].map(formatDuration)).toEqual(['0 ms', '850 ms', '1.5 s', '12 s', '4 m 05 s', '2 h 10 m', '4 d 4 h']);
  });
  it('say how long ago in one', () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect([1, 40, 200, 7200, 86_400 * 5].map((seconds) => formatAgo(new Date(now - seconds * 1000).toISOString(), now))).toEqual(['just now', '40 s ago', '3 min ago', '2 h ago', '5 d ago']);
  });
});
