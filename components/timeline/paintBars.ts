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
  /** Dashes. */
  queued: CanvasPattern | string;
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
const [TOP, HEIGHT, NARROWEST, ROUND, DASHES] = [6, 16, 6, 2, 6];
/** Pixels beside what is in view. */
const BEYOND = 100;
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
    ink: token('--ink'), queued: dashesOf(token('--border-strong')), surface,
  };
}

export function paintLane(context: CanvasRenderingContext2D, { bars, rollbacks, critical }: PaintedLane, stage: Stage, paints: BarPaints): void {
  const { window, width, now } = stage;
  const scale = width / (window.to - window.from);
  const x = (at: number): number => (at - window.from) * scale;
  context.clearRect(0, 0, width, TOP + HEIGHT + TOP);
  for (const bar of bars) {
    const { left, right } = extentOfBar(bar, stage);
    const [first] = bar.segments;
    const queued = first?.kind === 'queued' ? first : undefined;
    if (right < 0 || Math.min(left, queued === undefined ? left : x(queued.from)) > width) continue;
    if (queued !== undefined) paintQueued(context, x(queued.from), x(queued.to ?? bar.end ?? now), width, paints);
    // What is far out of view is cut off: shapes of a million pixels are painted slowly.
    const [from, to] = [Math.max(left, -BEYOND), Math.min(right, width + BEYOND)];
    context.beginPath();
    context.roundRect(from, TOP, to - from, HEIGHT, ROUND);
    if (critical.has(bar.id)) {
      context.lineWidth = 4;
      context.strokeStyle = paints.ink;
      context.stroke();
    }
    const rollback = rollbacks.has(bar.operationId);
    const only = bar.segments.length === (queued === undefined ? 1 : 2) ? bar.segments.at(-1) : undefined;
    // Most bars are of one piece: to cut something to their shape would take longer than all else.
    if (only !== undefined && only.kind !== 'hook') for (const { style } of stylesOf(only, bar, rollback, paints)) {
      context.fillStyle = style;
      context.fill();
    } else paintPieces(context, bar, rollback, left, right, now, paints);
    context.fillStyle = paints.ink;
    for (const at of bar.retries) context.fillRect(x(at) - 1, 2, 2, 24);
    if (bar.status === 'FAILED' && bar.end !== null) paintFailed(context, x(bar.end) - 8, paints);
  }
}

function paintQueued(context: CanvasRenderingContext2D, from: number, to: number, width: number, { queued }: BarPaints): void {
  // Dashes are counted from the beginning; far out of view there are too many of them.
  const start = from < 0 ? from % DASHES : from;
  context.translate(start, TOP + HEIGHT / 2);
  context.fillStyle = queued;
  context.fillRect(0, 0, Math.min(to, width) - start, 2);
  context.translate(-start, -TOP - HEIGHT / 2);
}

/** Those of a bar side by side, cut to its shape, which is the path of the context. */
function paintPieces(context: CanvasRenderingContext2D, bar: Bar, rollback: boolean, left: number, right: number, now: number, paints: BarPaints): void {
  const end = bar.end ?? now;
  const pieces = bar.segments.filter(({ kind }) => kind !== 'queued');
  const lengths = pieces.map(({ from, to }) => Math.max(1, (to ?? end) - from));
  const all = lengths.reduce((sum, length) => sum + length, 0);
  context.save();
  context.clip();
  let from = left;
  for (const [index, piece] of pieces.entries()) {
    const length = ((right - left) * (lengths[index] ?? 0)) / all;
    for (const { style, alpha } of stylesOf(piece, bar, rollback, paints)) {
      context.globalAlpha = alpha;
      context.fillStyle = style;
      context.fillRect(from, TOP, length, HEIGHT);
    }
    context.globalAlpha = 1;
    if (piece.kind === 'hook') {
      context.fillStyle = paints.fills.held;
      context.fillRect(from, TOP, length, 1);
      context.fillRect(from, TOP + HEIGHT - 1, length, 1);
    }
    from += length;
  }
  context.restore();
}

/** What a piece is filled with, one over the other. */
function stylesOf({ kind }: Segment, bar: Bar, rollback: boolean, { fills, hatches }: BarPaints): { style: string | CanvasPattern; alpha: number }[] {
  const held = kind === 'held';
  const family = held && bar.end === null ? 'held' : bar.status === 'COMPLETE' && rollback ? 'rollback' : familyOf({ action: bar.action, status: bar.status });
  const [fill, hatch] = kind === 'hook' ? [{ style: fills.held, alpha: 0.2 }, hatches.hook] : [{ style: fills[family], alpha: 1 }, hatches[held && bar.end !== null ? 'held' : family]];
  return hatch === undefined ? [fill] : [fill, { style: hatch, alpha: 1 }];
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

/** Half of them colour, half nothing: a tile is painted faster than lines of dashes are. */
function dashesOf(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = DASHES;
  tile.height = 2;
  const context = tile.getContext('2d');
  if (context === null) return colour;
  context.fillStyle = colour;
  context.fillRect(0, 0, DASHES / 2, 2);
  return context.createPattern(tile, 'repeat') ?? colour;
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
