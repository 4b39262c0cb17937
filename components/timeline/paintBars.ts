/** Bars of one lane on a surface, as `TimelineBar` draws them with elements: for lanes that have more of them than a page moves smoothly. */
import { familyOf, type Family } from '@/components/status/families';
import { tokensOf } from '@/components/ui/usePaintedSurface';
import type { Bar, Segment } from './bars';
import type { TimeWindow } from './useTimeWindow';

export interface BarPaints {
  fills: Readonly<Record<Family, string>>;
  /** Pixels that say a family in grey, by what they lie on. */
  hatches: Readonly<Partial<Record<Family | 'hook', CanvasPattern>>>;
  ink: string;
  queued: string;
  surface: string;
}

export interface PaintedLane {
  bars: readonly Bar[];
  rollbacks: ReadonlySet<string>;
  critical: ReadonlySet<string>;
}

/** What the lanes show now. `width` in pixels. */
export interface Stage {
  window: TimeWindow;
  width: number;
  now: number;
}

const FAMILIES: readonly Family[] = ['waiting', 'progress', 'done', 'failed', 'rollback', 'held'];
/** As in the classes of `TimelineBar`. */
const [TOP, HEIGHT, NARROWEST, ROUND] = [6, 16, 6, 2];
const CROSS = 'm5.7 5.7 4.6 4.6m0-4.6-4.6 4.6';
const OCTAGON = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z';

/** Left and right of a bar in pixels. */
export function extentOfBar(bar: Bar, { window, width, now }: Stage): { left: number; right: number } {
  const scale = width / (window.to - window.from);
  const left = (bar.start - window.from) * scale;
  return { left, right: Math.max(left + NARROWEST, ((bar.end ?? now) - window.from) * scale) };
}

/** The bar at a place of a lane; of two that touch the later one, which lies on top. */
export function barAt(bars: readonly Bar[], x: number, stage: Stage): Bar | null {
  return bars.findLast((bar) => {
    const { left, right } = extentOfBar(bar, stage);
    return x >= left && x <= right;
  }) ?? null;
}

export function paintsOf(element: Element): BarPaints {
  const { token } = tokensOf(element);
  const surface = token('--surface');
  return {
    fills: { waiting: token('--status-waiting'), progress: token('--status-progress'), done: token('--status-done'), failed: token('--status-failed'), rollback: token('--status-rollback'), held: token('--status-held') },
    hatches: Object.fromEntries([...FAMILIES, 'hook' as const].flatMap((name) => { const pattern = hatchOf(name, name === 'hook' ? token('--status-held') : surface); return pattern === null ? [] : [[name, pattern]]; })),
    ink: token('--ink'), queued: token('--border-strong'), surface,
  };
}

export function paintLane(context: CanvasRenderingContext2D, { bars, rollbacks, critical }: PaintedLane, stage: Stage, paints: BarPaints): void {
  const { window, width, now } = stage;
  const scale = width / (window.to - window.from);
  const x = (at: number): number => (at - window.from) * scale;
  context.clearRect(0, 0, width, TOP + HEIGHT + TOP);
  for (const bar of bars) {
    const { left, right } = extentOfBar(bar, stage);
    const queued = bar.segments.find(({ kind }) => kind === 'queued');
    if (right < 0 || Math.min(left, queued === undefined ? left : x(queued.from)) > width) continue;
    if (queued !== undefined) paintQueued(context, x(queued.from), x(queued.to ?? bar.end ?? now), width, paints);
    const end = bar.end ?? now;
    context.save();
    context.beginPath();
    context.roundRect(left, TOP, right - left, HEIGHT, ROUND);
    if (critical.has(bar.id)) {
      context.lineWidth = 4;
      context.strokeStyle = paints.ink;
      context.stroke();
    }
    context.clip();
    const pieces = bar.segments.filter(({ kind }) => kind !== 'queued');
    const lengths = pieces.map(({ from, to }) => Math.max(1, (to ?? end) - from));
    const all = lengths.reduce((sum, length) => sum + length, 0);
    let from = left;
    for (const [index, piece] of pieces.entries()) {
      const length = ((right - left) * (lengths[index] ?? 0)) / all;
      paintPiece(context, piece, bar, rollbacks.has(bar.operationId), from, length, paints);
      from += length;
    }
    context.restore();
    context.fillStyle = paints.ink;
    for (const at of bar.retries) context.fillRect(x(at) - 1, 2, 2, 24);
    if (bar.status === 'FAILED' && bar.end !== null) paintFailed(context, x(bar.end) - 8, paints);
  }
}

function paintQueued(context: CanvasRenderingContext2D, from: number, to: number, width: number, { queued }: BarPaints): void {
  context.strokeStyle = queued;
  context.lineWidth = 2;
  context.setLineDash([3, 3]);
  // Dashes are counted from the beginning; far out of view there are too many of them.
  const start = from < 0 ? from % 6 : from;
  context.beginPath();
  context.moveTo(start, TOP + HEIGHT / 2 + 1);
  context.lineTo(Math.min(to, width), TOP + HEIGHT / 2 + 1);
  context.stroke();
  context.setLineDash([]);
}

function paintPiece(context: CanvasRenderingContext2D, piece: Segment, bar: Bar, rollback: boolean, left: number, width: number, { fills, hatches }: BarPaints): void {
  const fill = (style: string | CanvasPattern | undefined, alpha = 1): void => {
    if (style === undefined) return;
    context.globalAlpha = alpha;
    context.fillStyle = style;
    context.fillRect(left, TOP, width, HEIGHT);
    context.globalAlpha = 1;
  };
  if (piece.kind === 'hook') {
    fill(fills.held, 0.2);
    fill(hatches.hook);
    context.fillStyle = fills.held;
    context.fillRect(left, TOP, width, 1);
    context.fillRect(left, TOP + HEIGHT - 1, width, 1);
    return;
  }
  const held = piece.kind === 'held';
  const family = held && bar.end === null ? 'held' : bar.status === 'COMPLETE' && rollback ? 'rollback' : familyOf({ action: bar.action, status: bar.status });
  fill(fills[family]);
  fill(hatches[held && bar.end !== null ? 'held' : family]);
}

function paintFailed(context: CanvasRenderingContext2D, left: number, { fills, surface }: BarPaints): void {
  context.save();
  context.translate(left, TOP);
  context.fillStyle = fills.failed;
  context.fill(new Path2D(OCTAGON));
  context.strokeStyle = surface;
  context.lineWidth = 1.6;
  context.lineCap = 'round';
  context.stroke(new Path2D(CROSS));
  context.restore();
}

/** A tile of the stripes and dots of `globals.css`. */
function hatchOf(name: Family | 'hook', colour: string): CanvasPattern | null {
  const size = name === 'held' || name === 'hook' ? 5 : name === 'rollback' ? 9 : name === 'progress' ? 12 : 0;
  if (size === 0) return null;
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const context = tile.getContext('2d');
  if (context === null) return null;
  context.fillStyle = colour;
  context.strokeStyle = colour;
  if (size === 5) {
    context.globalAlpha = name === 'held' ? 0.55 : 1;
    context.arc(2.5, 2.5, 1.2, 0, 2 * Math.PI);
    context.fill();
  } else {
    context.globalAlpha = 0.37;
    context.lineWidth = name === 'progress' ? 3 : 2;
    const lines = name === 'progress' ? [1] : [1, -1];
    for (const rise of lines) for (const shift of [-size, 0, size]) {
      context.beginPath();
      context.moveTo(shift, rise > 0 ? 0 : size);
      context.lineTo(shift + size, rise > 0 ? size : 0);
      context.stroke();
    }
  }
  return context.createPattern(tile, 'repeat');
}
