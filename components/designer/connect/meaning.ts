/** What a line that is being drawn would mean where the pointer is. */
import { EditRefused, type NodeKey } from '@/lib/graph';
import type { TypeCatalogue } from '@/lib/hot/types';
import type { Analysis } from '../document/analyse';
import { circleThrough, isObvious, offersFor } from './offers';

export interface Meaning {
  words: string;
  refused: boolean;
  /** The nodes of the circle that it would close; none where it would not. */
  circle: readonly NodeKey[];
}

export function meaningOf(analysis: Pick<Analysis, 'template' | 'graph'>, catalogue: TypeCatalogue, from: NodeKey, to: NodeKey): Meaning {
  try {
    const offers = offersFor(analysis, catalogue, from, to);
    const [first] = offers;
    if (first === undefined) return { words: 'Nothing there takes a value', refused: true, circle: [] };
    if (isObvious(offers) || offers.length === 1) return { words: first.preview, refused: false, circle: [] };
    // The last two stand in every list: order alone, and metadata.
    const others = offers.length - 3;
    return { words: others > 0 ? `${first.label}, or ${others} other${others === 1 ? '' : 's'}` : first.label, refused: false, circle: [] };
  } catch (refused) {
    if (!(refused instanceof EditRefused)) throw refused;
    const circle = circleThrough(analysis.graph, from, to);
    const names = [...circle, ...circle.slice(0, 1)].map((key) => analysis.graph.byKey.get(key)?.name ?? key);
    return { words: names.length > 0 ? `A circle: ${names.join(' → ')}` : refused.message, refused: true, circle };
  }
}
