import { describe, expect, it } from 'vitest';
import type { Bar } from './bars';
import { barAt, extentOfBar, type Stage } from './paintBars';

const bar = (id: string, start: number, end: number | null): Bar => ({ id, resourceId: 'r', operationId: 'o', action: 'UPDATE', status: end === null ? 'IN_PROGRESS' : 'COMPLETE', reason: '', start, end, segments: [], retries: [] });
const stage: Stage = { window: { from: 1000, to: 2000 }, width: 500, now: 1900 };

describe('bars on a surface', () => {
  it('stand where the window has them, and one that goes on ends now', () => {
    expect(extentOfBar(bar('a', 1200, 1400), stage)).toEqual({ left: 100, right: 200 });
    expect(extentOfBar(bar('a', 1800, null), stage)).toEqual({ left: 400, right: 450 });
  });
  it('can be seen and met however short they are', () => {
    const { left, right } = extentOfBar(bar('a', 1200, 1201), stage);
    expect(right - left).toBe(6);
    expect(barAt([bar('a', 1200, 1201)], left + 5, stage)?.id).toBe('a');
  });
  it('are met where they are, the later one where two touch, and nothing beside them', () => {
    const bars = [bar('a', 1200, 1400), bar('b', 1400, 1600)];
    expect([90, 150, 200, 250, 310].map((x) => barAt(bars, x, stage)?.id ?? null)).toEqual([null, 'a', 'b', 'b', null]);
  });
});
