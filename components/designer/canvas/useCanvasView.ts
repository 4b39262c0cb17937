'use client';
import { useCallback, useMemo, useState } from 'react';
import { type NodeKey, reachOf, type StackGraph } from '@/lib/graph';
import { matchesWords, wordsOf } from '@/components/ui/matchesWords';
import { readPicture } from './pictureAddress';
import { FIRST_LINES, type Focus, LINES, type Shown } from './shownLines';
import { usePictureAddress } from './usePictureAddress';

export type Tool = 'select' | 'hand';

const STORE = 'hearth.designer.view';
/** Cards from which on a map of the whole helps. */
export const MAPPED = 15;

function kept(): { shown: Shown; map: boolean } {
  try {
    const read = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    return { map: read.map !== false, shown: { ...FIRST_LINES, ...Object.fromEntries(LINES.flatMap(({ id }) => (['all', 'near', 'none'].includes(read[id]) ? [[id, read[id]]] : []))) } };
  } catch {
    return { map: true, shown: FIRST_LINES };
  }
}

/** How somebody looks at a drawing; none of it belongs to the drawing. `addressed`: the address says it, and is heard before what is remembered. */
export function useCanvasView(graph: StackGraph, { docks, addressed }: { docks: boolean; addressed: boolean }) {
  const [said] = useState(() => (addressed ? readPicture(new URLSearchParams(window.location.search)) : {}));
  const [tool, setTool] = useState<Tool>('select');
  const [shown, setShown] = useState<Shown>(() => said.lines ?? kept().shown);
  const [map, setMap] = useState(() => kept().map);
  const [focus, setFocus] = useState<Focus | null>(said.focus ?? null);
  const [finding, setFinding] = useState<string | null>(said.find ?? null);
  usePictureAddress({ lines: shown, docks, find: finding, focus }, addressed);
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
  const setLines = useCallback((next: Shown) => remember({ shown: next }), [remember]);
  const showMap = useCallback((next: boolean) => remember({ map: next }), [remember]);
  return useMemo(() => ({ tool, setTool, shown, setLines, map, setMap: showMap, focus, setFocus, finding, setFinding, found, lit }), [tool, shown, setLines, map, showMap, focus, finding, found, lit]);
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
