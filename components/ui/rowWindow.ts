import { flushSync } from 'react-dom';
import { RowHeights } from './rowHeights';

/** How long it has to be quiet until nothing is taken for scrolling any more. */
const QUIET_MS = 150;
/** Rows beside those in view that exist too, while they can be read. */
const OVERSCAN = 6;
/** Rows that become whole in one frame, once it is quiet: all of them at once would hold it up. */
const AT_ONCE = 6;
/** What is made on the server fills a window of so many rows. */
const SUPPOSED = 40;

/** The rows that there are. */
export interface Rows {
  count: number;
  /** What a row has for good, wherever it stands. */
  keyAt: (row: number) => number;
  /** Height of most of them, in pixels. */
  line: number;
}

export interface RowInView {
  index: number;
  /** From the top of all rows, in pixels. */
  start: number;
}

export interface RowsInView {
  items: readonly RowInView[];
  /** Height of all rows, in pixels. */
  total: number;
  /** So many of them, the first ones, are to be all that they are. Others go by too fast to be read, or did so a moment ago: they may be plain. */
  whole: number;
}

/** Which rows are in view, by where an element is scrolled to and by how high rows turn out to be. What is read stays where it is when rows come or go above it. */
export class RowWindow {
  private rows: Rows;
  private heights: RowHeights;
  private view: RowsInView;
  private element: HTMLElement | null = null;
  private whole = Infinity;
  private top = 0;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The first row in view, and how far it is scrolled out. */
  private anchor: { key: number; off: number } | null = null;
  /** Heights of those that are not as high as a line, by their keys. */
  private readonly unusual = new Map<number, number>();
  private readonly listeners = new Set<() => void>();
  private readonly step: number;
  private readonly observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver((entries) => this.measured(entries));

  /** @param step pixels: rows that go by faster than that in one frame are not read */
  constructor(rows: Rows, step: number) {
    this.rows = rows;
    this.step = step;
    this.heights = new RowHeights(rows.count, rows.line);
    this.view = { items: this.itemsOf(0, SUPPOSED), total: this.heights.total, whole: Infinity };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): RowsInView => this.view;

  /** The ref of the element that scrolls. */
  readonly scroller = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.element = element;
    this.top = element.scrollTop;
    const resized = new ResizeObserver(() => this.look());
    resized.observe(element);
    element.addEventListener('scroll', this.scrolled, { passive: true });
    return () => {
      clearTimeout(this.timer);
      cancelAnimationFrame(this.frame);
      resized.disconnect();
      element.removeEventListener('scroll', this.scrolled);
      this.element = null;
    };
  };

  /** The ref of a row that may be higher than a line; `data-index` says which it is. */
  readonly row = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null || this.observer === null) return undefined;
    this.observer.observe(element);
    return () => this.observer?.unobserve(element);
  };

  /** Other rows, from now on. */
  show(rows: Rows): void {
    if (rows.count === this.rows.count && rows.keyAt === this.rows.keyAt && rows.line === this.rows.line) return;
    if (rows.line !== this.rows.line) this.unusual.clear();
    this.rows = rows;
    this.heights = new RowHeights(rows.count, rows.line);
    const { anchor, element } = this;
    let at = -1;
    if (this.unusual.size > 0 || (anchor !== null && element !== null && element.scrollTop > 0)) {
      for (let row = 0; row < rows.count; row += 1) {
        const key = rows.keyAt(row);
        const height = this.unusual.get(key);
        if (height !== undefined) this.heights.set(row, height);
        if (key === anchor?.key) at = row;
      }
    }
    this.look();
    if (element === null || anchor === null || at < 0 || element.scrollTop === 0) return;
    element.scrollTop = this.heights.topOf(at) + anchor.off;
    this.look();
  }

  /** To the beginning, to the end, or until the row is in the middle. */
  readonly scrollTo = (place: 'start' | 'end' | number): void => {
    const { element, heights } = this;
    if (element === null) return;
    element.scrollTop = place === 'start' ? 0 : place === 'end' ? element.scrollHeight : heights.topOf(place) - (element.clientHeight - heights.heightOf(place)) / 2;
  };

  private readonly scrolled = (): void => {
    const { element } = this;
    if (element === null) return;
    if (Math.abs(element.scrollTop - this.top) > this.step) this.whole = 0;
    this.top = element.scrollTop;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.timer = setTimeout(this.quiet, QUIET_MS);
    // In the frame of the scrolling: later would show a gap.
    flushSync(() => this.look());
  };

  private readonly quiet = (): void => {
    if (this.whole === Infinity) return;
    this.whole += AT_ONCE;
    if (this.whole >= this.view.items.length) this.whole = Infinity;
    this.look();
    this.frame = requestAnimationFrame(this.quiet);
  };

  private look(): void {
    const { element, heights, rows, whole, view } = this;
    const scrolled = element?.scrollTop ?? 0;
    const from = heights.rowAt(scrolled);
    const to = element === null ? SUPPOSED : heights.rowAt(scrolled + element.clientHeight) + 1;
    this.anchor = rows.count === 0 ? null : { key: rows.keyAt(from), off: scrolled - heights.topOf(from) };
    const items = this.itemsOf(from, to);
    const isSame = items.length === view.items.length && items.every(({ index, start }, at) => view.items[at]?.index === index && view.items[at]?.start === start);
    if (isSame && view.whole === whole && view.total === heights.total) return;
    this.view = { items: isSame ? view.items : items, total: heights.total, whole };
    for (const listener of this.listeners) listener();
  }

  private itemsOf(from: number, to: number): RowInView[] {
    const beside = this.whole === Infinity ? OVERSCAN : 0;
    const [first, last] = [Math.max(0, from - beside), Math.min(this.rows.count, to + beside)];
    return Array.from({ length: Math.max(0, last - first) }, (_, at) => ({ index: first + at, start: this.heights.topOf(first + at) }));
  }

  private measured(entries: readonly ResizeObserverEntry[]): void {
    const { heights, rows, element } = this;
    let changed = false;
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const [row, height] = [Number(target.dataset.index), target.offsetHeight];
      const by = height - heights.heightOf(row);
      if (height === 0 || by === 0 || row >= rows.count) continue;
      // What grows above the view pushes nothing out of it.
      if (element !== null && heights.topOf(row + 1) <= element.scrollTop) element.scrollTop += by;
      heights.set(row, height);
      if (height === rows.line) this.unusual.delete(rows.keyAt(row));
      else this.unusual.set(rows.keyAt(row), height);
      changed = true;
    }
    if (changed) flushSync(() => this.look());
  }
}
