/** Beside the text of a stack that runs: the state of each resource, as a bar along its lines with a mark on the first. */
import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { gutter, GutterMarker } from '@codemirror/view';
import { FAMILY_FILL, type Family } from '@/components/status/families';
import type { TextRange } from '@/lib/hot/types';

/** The lines of a resource, and how it is. */
export interface StatedLines {
  range: TextRange;
  family: Family;
  /** `Creating`, `Update failed`. */
  label: string;
}

const SIGNS: Readonly<Record<Family, string>> = { waiting: '○', progress: '◔', done: '✓', failed: '✕', rollback: '↶', held: '‖' };

export class StateMarker extends GutterMarker {
  readonly family: Family;
  /** Empty for every line but the first. */
  readonly label: string;

  constructor(family: Family, label: string) {
    super();
    this.family = family;
    this.label = label;
  }

  override eq(other: StateMarker): boolean {
    return this.family === other.family && this.label === other.label;
  }

  override toDOM(): HTMLElement {
    const bar = document.createElement('div');
    bar.className = `cm-state ${FAMILY_FILL[this.family]}`;
    if (this.label === '') return bar;
    bar.title = this.label;
    const sign = document.createElement('span');
    sign.className = 'cm-state-sign';
    sign.textContent = SIGNS[this.family];
    sign.setAttribute('role', 'img');
    sign.setAttribute('aria-label', this.label);
    bar.append(sign);
    return bar;
  }
}

export const showStates = StateEffect.define<readonly StatedLines[]>();

/** A marker for each line of a resource; they move with the text that is typed. */
export const stateMarkers = StateField.define<RangeSet<GutterMarker>>({
  create: () => RangeSet.empty,
  update(markers, transaction) {
    let next = markers.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showStates)) continue;
      const { doc } = transaction.state;
      next = RangeSet.of(effect.value.flatMap(({ range, family, label }) => {
        const [first, last] = [doc.lineAt(Math.min(range.start, doc.length)).number, doc.lineAt(Math.min(Math.max(range.start, range.end - 1), doc.length)).number];
        return Array.from({ length: last - first + 1 }, (_, index) => new StateMarker(family, index === 0 ? label : '').range(doc.line(first + index).from));
      }), true);
    }
    return next;
  },
});

export const stateBar: Extension = [stateMarkers, gutter({ class: 'cm-states', markers: (view) => view.state.field(stateMarkers) })];
