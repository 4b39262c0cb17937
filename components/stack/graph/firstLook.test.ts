import { describe, expect, it } from 'vitest';
import { NODE_WIDTH } from '@/lib/graph/cards';
import { isInView } from '@/components/ui/inView';
import { cover, firstLook, LEGIBLE, READABLE } from './firstLook';

const chain = new Map(Array.from({ length: 8 }, (_, index) => [`n${index}`, { x: index * 300, y: 0 }] as const));
/** Where a point of the graph is in the window. */
const seen = (look: { x: number; zoom: number } | null, x: number) => (look === null ? null : look.x + x * look.zoom);

describe('the first look at the graph of a stack', () => {
  it('is at all of it where that can be read', () => {
    expect(firstLook(chain, 'n3', 2000, 700, READABLE)).toBeNull();
    expect(firstLook(chain, 'n3', 1000, 700, LEGIBLE)).toBeNull();
    expect(firstLook(chain, 'n3', 700, 700, LEGIBLE)).not.toBeNull();
    expect(firstLook(new Map([['one', { x: 0, y: 0 }]]), null, 390, 500, READABLE)).toBeNull();
  });
  it('is, on a telephone, at what matters most', () => {
    const look = firstLook(chain, 'n3', 390, 500, READABLE);
    expect(look?.zoom).toBeGreaterThan(0.7);
    expect(seen(look, 900 + NODE_WIDTH / 2)).toBeCloseTo(195);
    expect((look?.y ?? 0) + 30 * (look?.zoom ?? 0)).toBeCloseTo(250);
  });
  it('is there else where the graph begins, and never beyond its ends', () => {
    expect(seen(firstLook(chain, null, 390, 500, READABLE), 0)).toBeCloseTo(20);
    expect(seen(firstLook(chain, 'n0', 390, 500, READABLE), 0)).toBeCloseTo(20);
    expect(seen(firstLook(chain, 'n7', 390, 500, READABLE), 2100 + NODE_WIDTH)).toBeCloseTo(370);
    expect(seen(firstLook(chain, 'gone', 390, 500, READABLE), 0)).toBeCloseTo(20);
  });
});

describe('an overview of the graph', () => {
  it('is needed as soon as a part of it is out of view', () => {
    expect(isInView(cover(chain), [20, 20, 0.4], 1000, 400)).toBe(true);
    expect(isInView(cover(chain), [-20, 20, 0.4], 1000, 400)).toBe(false);
    expect(isInView(cover(chain), [20, 20, 0.5], 1000, 400)).toBe(false);
    expect(isInView(cover(chain), [20, 390, 0.4], 1000, 400)).toBe(false);
  });
});
