'use client';
import type { KeyboardEvent, RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { arrowOf, standardKey } from '@/components/shell/keymap';
import { type GraphNode, nameOf, type NodeKey, NODE_HEIGHT, type Position } from '@/lib/graph';
import type { DesignerSession } from '../document/session';
import type { Commands } from '../useCommands';
import { isNodeKey } from './handles';
import { CHIP_HEIGHT, dockPlaces, neighbour, PILL_HEIGHT } from './geometry';
import type { Scene } from './scene';
import type { useCamera } from './useCamera';
import type { CanvasView } from './useCanvasView';
import { useFit } from './useFit';

type Camera = ReturnType<typeof useCamera>;

export interface CanvasKeys {
  session: DesignerSession;
  commands: Commands;
  places: ReadonlyMap<string, Position>;
  scene: Scene;
  region: RefObject<HTMLElement | null>;
  readOnly: boolean;
  docks: boolean;
  onDocks: () => void;
  onOpen: () => void;
  /** Whether there is something in it that can be shown in its place. */
  opens: (node: GraphNode) => boolean;
  onToggle: (key: NodeKey) => void;
  view: CanvasView;
  camera: Camera;
  onDescend: (key: NodeKey) => void;
  onAscend: () => void;
}

/** What keys do while the canvas has the focus. */
export function useCanvasKeys({ session, commands, places, scene, region, readOnly, docks, onDocks, onOpen, opens, onToggle, view, camera, onDescend, onAscend }: CanvasKeys): { onKeyDown: (event: KeyboardEvent) => void; goTo: (key: NodeKey, focused?: boolean) => void; setZoom: (factor: number) => Promise<boolean>; focusMode: () => void } {
  const fit = useFit(scene);
  const { setCenter, getZoom, screenToFlowPosition } = useReactFlow();

  const goTo = (key: NodeKey, focused = true) => {
    session.select(key);
    const at = centres(scene, places, docks).find((each) => each.key === key);
    const shown = region.current?.querySelector(`[data-node="${CSS.escape(key)}"]`)?.getBoundingClientRect();
    const room = region.current?.getBoundingClientRect();
    if (at && room && (!shown || shown.left < room.left || shown.right > room.right || shown.top < room.top || shown.bottom > room.bottom)) void setCenter(at.x + 104, at.y, { zoom: getZoom(), duration: 120 });
    if (focused) commands.focus(key);
  };

  const move = (direction: 'left' | 'right' | 'up' | 'down', far: boolean) => {
    const step = (far ? 40 : 8) * (direction === 'left' || direction === 'up' ? -1 : 1);
    const across = direction === 'left' || direction === 'right';
    commands.moveBy(across ? step : 0, across ? 0 : step);
  };

  /** The next one along a line; again and again it goes through all of them. */
  const follow = (from: NodeKey, direction: 'out' | 'in') => {
    const { edges } = scene.graph;
    const ends = [...new Set(edges.flatMap((edge) => (direction === 'out' ? (edge.from === from ? [edge.to] : []) : edge.to === from ? [edge.from] : [])))].filter((key) => !key.startsWith('condition:'));
    const next = ends[0];
    if (next !== undefined) goTo(next);
  };

  const focusMode = () => {
    const { marked } = session.getSnapshot();
    view.setFocus(view.focus !== null || marked.size === 0 ? null : { on: [...marked], needs: 1, needed: 1 });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    const { selected, marked, selectedEdge } = session.getSnapshot();
    const keys = standardKey('designer', event);
    const arrow = keys === null ? null : arrowOf(keys);
    const done = () => event.preventDefault();
    if (arrow) {
      const { direction, ctrl, alt, shift } = arrow;
      done();
      if (alt && !ctrl) {
        if (direction === 'left' || direction === 'right') camera.go(direction === 'left' ? -1 : 1);
        else if (direction === 'up') onAscend();
        else if (selected !== null) onDescend(selected);
        return;
      }
      if (view.focus !== null && !ctrl && !shift && (direction === 'left' || direction === 'right')) {
        // In focus the arrows widen it: left towards what is needed, right towards what needs it.
        view.setFocus(direction === 'left' ? { ...view.focus, needs: view.focus.needs + 1 } : { ...view.focus, needed: view.focus.needed + 1 });
        return;
      }
      if (ctrl && selected !== null) { if (!readOnly) move(direction, shift); return; }
      const all = centres(scene, places, docks);
      const from = all.find(({ key }) => key === selected);
      const next = from ? neighbour(from, all, direction) : (all[0]?.key ?? null);
      if (next === null) return;
      if (shift) session.mark([...marked, next], next);
      if (shift) commands.focus(next);
      else goTo(next);
      return;
    }
    switch (keys) {
      case 'Ctrl+a': done(); commands.markAll(); return;
      case 'Ctrl+f': done(); view.setFinding(''); return;
      case 'Alt+]': if (selected !== null) { done(); commands.askLines(selected); } return;
      case '0': done(); void fit({ duration: 150 }); return;
      case '/': done(); document.querySelector<HTMLElement>('input[aria-label="Search types"]')?.focus(); return;
      case '+': case '=': done(); void setZoom(1.2); return;
      case '-': done(); void setZoom(1 / 1.2); return;
      case 'Shift+p': done(); onDocks(); return;
      case 'f': done(); focusMode(); return;
      case 'v': done(); view.setTool('select'); return;
      case 'h': done(); view.setTool('hand'); return;
      case 'm': done(); view.setMap(!view.map); return;
      case 'Escape':
        if (view.finding !== null || view.focus !== null) { view.setFinding(null); view.setFocus(null); return; }
        session.select(null); region.current?.focus({ preventScroll: true }); return;
      // Not even with nothing selected are these the rail's.
      case ']': done(); if (selected !== null) follow(selected, 'out'); return;
      case '[': done(); if (selected !== null) follow(selected, 'in'); return;
      case '.': done(); void fit({ only: [...marked], duration: 150 }); return;
      case 'Enter': if (selected !== null) { done(); onOpen(); } return;
    }
    if (readOnly) return;
    switch (keys) {
      case 'Ctrl+d': if (marked.size > 0) { done(); commands.duplicate(); } return;
      case 'a': done(); commands.askTypes(null); return;
      case 'e': if (selectedEdge !== null) { done(); commands.askEnd(selectedEdge); } else if (selected !== null && !selected.startsWith('output:')) { done(); commands.startConnect(selected); } return;
      case 'n': done(); commands.note(null); return;
      case 'b': {
        done();
        const names = [...marked].flatMap((key) => (key.startsWith('resource:') ? [nameOf(key)] : []));
        if (names.length > 0) commands.toggleBreakpoints(names);
        return;
      }
      case 'l': done(); void commands.layOutAll().then(() => requestAnimationFrame(() => void fit({ duration: 150 }))); return;
      case 'g': done(); commands.frame(); return;
      case 'Shift+g': done(); commands.unframe(); return;
      case 'c': {
        done();
        const node = selected === null ? undefined : scene.graph.byKey.get(selected);
        if (node && marked.size === 1 && opens(node)) onToggle(node.key);
        else commands.collapseMarked();
        return;
      }
      case 'ContextMenu': case 'Shift+F10': if (marked.size > 0) { done(); commands.askActions(null); } return;
      case 'F2': if (selected !== null) { done(); commands.startRename(selected); } return;
      case 'Delete': case 'Backspace':
        done();
        if (marked.size > 0) commands.remove(...marked);
        else if (selectedEdge !== null) commands.removeEdge(selectedEdge);
    }
  };

  return { onKeyDown, goTo, setZoom, focusMode };

  function setZoom(factor: number): Promise<boolean> {
    const room = region.current?.getBoundingClientRect();
    if (!room) return Promise.resolve(false);
    const middle = screenToFlowPosition({ x: room.left + room.width / 2, y: room.top + room.height / 2 });
    return setCenter(middle.x, middle.y, { zoom: Math.max(0.05, Math.min(2, getZoom() * factor)), duration: 100 });
  }
}

/** Places of everything that can have the focus, chips below the head of their server; a collapsed frame is its first member. */
function centres({ graph, cards, frames, boxes }: Scene, places: ReadonlyMap<string, Position>, docks: boolean): (Position & { key: NodeKey })[] {
  const docked = docks ? [...dockPlaces(graph, places)].flatMap(([key, at]) => (isNodeKey(key) ? [{ key, x: at.x, y: at.y + PILL_HEIGHT / 2 }] : [])) : [];
  const drawn = cards.flatMap((node) => {
    const at = boxes.get(node.key);
    if (!at) return [];
    const head = NODE_HEIGHT + (node.details.length > 0 ? 18 : 0);
    return [{ key: node.key, x: at.x, y: at.y + head / 2 }, ...node.holds.map((key, index) => ({ key, x: at.x, y: at.y + head + 8 + index * (CHIP_HEIGHT + 4) + CHIP_HEIGHT / 2 }))];
  });
  const folded = frames.flatMap(({ key, collapsed, members }) => { const at = boxes.get(key); return collapsed && at && members[0] !== undefined ? [{ key: members[0], x: at.x, y: at.y + NODE_HEIGHT / 2 }] : []; });
  return [...drawn, ...folded, ...docked];
}
