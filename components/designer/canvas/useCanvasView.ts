'use client';
import { useCallback, useMemo, useState } from 'react';
import { type NodeKey, reachOf, type StackGraph } from '@/lib/graph';
import { matchesWords, wordsOf } from '@/components/ui/matchesWords';

export type Tool = 'select' | 'hand';

/** Kinds of lines, as the legend names them. */
export const LINES = [
  { id: 'value', label: 'Values', about: 'a property takes a value of the other' },
  { id: 'order', label: 'Order only', about: 'it comes after the other' },
  { id: 'deploy', label: 'Deployed to', about: 'a config, to the server that runs it' },
  { id: 'faint', label: 'Parameters and outputs', about: 'of what is selected, or of everything' },
  { id: 'implied', label: 'Implied order', about: 'kept without being written: a port after its subnets' },
] as const;
export type LineKind = (typeof LINES)[number]['id'];

/** Kinds of which those near what is selected are enough, until somebody asks for all. */
export const NEAR_FIRST: ReadonlySet<LineKind> = new Set(['faint', 'implied']);

/** How lines of a kind are shown; `near`: of what is selected or under the pointer. */
export type Shown = Readonly<Record<LineKind, 'all' | 'near' | 'none'>>;

export interface Focus {
  on: readonly NodeKey[];
  needs: number;
  needed: number;
}

const STORE = 'hearth.designer.view';
const FIRST: Shown = { value: 'all', order: 'all', deploy: 'all', faint: 'near', implied: 'near' };
/** Cards from which on a map of the whole helps. */
export const MAPPED = 15;

function kept(): { shown: Shown; map: boolean } {
  try {
    const read = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    return { map: read.map !== false, shown: { ...FIRST, ...Object.fromEntries(LINES.flatMap(({ id }) => (['all', 'near', 'none'].includes(read[id]) ? [[id, read[id]]] : []))) } };
  } catch {
    return { map: true, shown: FIRST };
  }
}

/** How somebody looks at a drawing; none of it belongs to the drawing. */
export function useCanvasView(graph: StackGraph) {
  const [tool, setTool] = useState<Tool>('select');
  const [shown, setShown] = useState<Shown>(() => kept().shown);
  const [map, setMap] = useState(() => kept().map);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [finding, setFinding] = useState<string | null>(null);
  const remember = useCallback((next: { shown?: Shown; map?: boolean }) => {
    if (next.shown) setShown(next.shown);
    if (next.map !== undefined) setMap(next.map);
    try {
      localStorage.setItem(STORE, JSON.stringify({ ...JSON.parse(localStorage.getItem(STORE) ?? '{}'), ...next.shown, ...(next.map === undefined ? {} : { map: next.map }) }));
    } catch {
      // Private windows keep nothing.
    }
  }, []);
  const found = useMemo(() => (finding === null ? null : matches(graph, finding)), [graph, finding]);
  const lit = useMemo((): ReadonlySet<NodeKey> | null => {
    if (found !== null) return finding?.trim() === '' ? null : new Set(found);
    return focus === null ? null : reachOf(graph, focus.on, focus);
  }, [graph, focus, found, finding]);
  return { tool, setTool, shown, setLines: (next: Shown) => remember({ shown: next }), map, setMap: (next: boolean) => remember({ map: next }), focus, setFocus, finding, setFinding, found, lit };
}

export type CanvasView = ReturnType<typeof useCanvasView>;

/** Nodes with every word in their name, type or what tells them apart; names first. */
export function matches(graph: StackGraph, search: string): NodeKey[] {
  const [first] = wordsOf(search);
  if (first === undefined) return [];
  return graph.nodes
    .filter(({ kind, name, type, details, condition }) => kind !== 'condition' && matchesWords(search, `${name} ${type} ${condition ?? ''} ${details.map((each) => `${each.name}=${each.value}`).join(' ')}`))
    .toSorted((a, b) => Number(b.name.toLowerCase().includes(first)) - Number(a.name.toLowerCase().includes(first)))
    .map(({ key }) => key);
}
