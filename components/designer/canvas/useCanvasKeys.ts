'use client';
import type { KeyboardEvent, RefObject } from 'react';
import { useReactFlow } from '@xyflow/react';
import { type NodeKey, NODE_HEIGHT, type Position } from '@/lib/graph';
import type { DesignerSession } from '../document/session';
import type { Commands } from '../useCommands';
import { FIT } from './FitWhileUntouched';
import { isNodeKey } from './flow';
import { cards, CHIP_HEIGHT, dockPlaces, neighbour, PILL_HEIGHT } from './geometry';

export interface CanvasKeys {
  session: DesignerSession;
  commands: Commands;
  places: ReadonlyMap<string, Position>;
  region: RefObject<HTMLElement | null>;
  readOnly: boolean;
  docks: boolean;
  onDocks: () => void;
  onOpen: () => void;
}

const ARROWS: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** What keys do while the canvas has the focus. */
export function useCanvasKeys({ session, commands, places, region, readOnly, docks, onDocks, onOpen }: CanvasKeys): (event: KeyboardEvent) => void {
  const { fitView, setCenter, getZoom, screenToFlowPosition } = useReactFlow();

  const goTo = (key: NodeKey) => {
    session.select(key);
    const at = centres(session, places, docks).find((each) => each.key === key);
    const shown = region.current?.querySelector(`[data-node="${CSS.escape(key)}"]`)?.getBoundingClientRect();
    const room = region.current?.getBoundingClientRect();
    if (at && room && (!shown || shown.left < room.left || shown.right > room.right || shown.top < room.top || shown.bottom > room.bottom)) void setCenter(at.x + 104, at.y, { zoom: getZoom(), duration: 120 });
    commands.focus(key);
  };

  const move = (key: NodeKey, direction: 'left' | 'right' | 'up' | 'down', far: boolean) => {
    const card = session.read().graph.byKey.get(key)?.inside ?? key;
    const at = places.get(card);
    if (!at) return;
    const step = (far ? 40 : 8) * (direction === 'left' || direction === 'up' ? -1 : 1);
    const across = direction === 'left' || direction === 'right';
    session.place({ [card]: { x: at.x + (across ? step : 0), y: at.y + (across ? 0 : step) } });
  };

  return (event) => {
    if (event.target instanceof HTMLInputElement) return;
    const { selected, selectedEdge } = session.getSnapshot();
    const modified = event.ctrlKey || event.metaKey;
    const arrow = ARROWS[event.key];
    const done = () => event.preventDefault();
    if (arrow) {
      done();
      if (modified && selected !== null) { if (!readOnly) move(selected, arrow, event.shiftKey); return; }
      const all = centres(session, places, docks);
      const from = all.find(({ key }) => key === selected);
      const next = from ? neighbour(from, all, arrow) : (all[0]?.key ?? null);
      if (next !== null) goTo(next);
      return;
    }
    if (modified) {
      if (event.key.toLowerCase() === 'd' && selected !== null && !readOnly) {
        done();
        const fragment = commands.copied(selected);
        if (fragment !== null && selected.startsWith('resource:')) commands.paste(fragment);
      }
      return;
    }
    if (event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    switch (key) {
      case '0': done(); void fitView({ ...FIT, duration: 150 }); return;
      case '/': done(); document.querySelector<HTMLElement>('input[aria-label="Search types"]')?.focus(); return;
      case '+': case '=': done(); void setZoom(1.2); return;
      case '-': done(); void setZoom(1 / 1.2); return;
      case 'p': if (event.shiftKey) { done(); onDocks(); } return;
      case 'Escape': session.select(null); region.current?.focus({ preventScroll: true }); return;
      case 'Enter': if (selected !== null) { done(); onOpen(); } return;
    }
    if (readOnly) return;
    switch (key) {
      case 'a': done(); commands.askTypes(null); return;
      case 'e': if (selected !== null && !selected.startsWith('output:')) { done(); commands.startConnect(selected); } return;
      case 'l': done(); commands.layOutAll(); requestAnimationFrame(() => void fitView({ ...FIT, duration: 150 })); return;
      case 'F2': if (selected !== null) { done(); commands.startRename(selected); } return;
      case 'Delete': case 'Backspace':
        done();
        if (selected !== null) commands.remove(selected);
        else if (selectedEdge !== null) commands.removeEdge(selectedEdge);
    }
  };

  function setZoom(factor: number): Promise<boolean> {
    const room = region.current?.getBoundingClientRect();
    if (!room) return Promise.resolve(false);
    const middle = screenToFlowPosition({ x: room.left + room.width / 2, y: room.top + room.height / 2 });
    return setCenter(middle.x, middle.y, { zoom: Math.max(0.05, Math.min(2, getZoom() * factor)), duration: 100 });
  }
}

/** Places of everything that can have the focus, chips below the head of their server. */
function centres(session: DesignerSession, places: ReadonlyMap<string, Position>, docks: boolean): (Position & { key: NodeKey })[] {
  const { graph } = session.read();
  const docked = docks ? [...dockPlaces(graph, places)].flatMap(([key, at]) => (isNodeKey(key) ? [{ key, x: at.x, y: at.y + PILL_HEIGHT / 2 }] : [])) : [];
  const drawn = cards(graph).flatMap((node) => {
    const at = places.get(node.key);
    if (!at) return [];
    const head = NODE_HEIGHT + (node.details.length > 0 ? 18 : 0);
    return [{ key: node.key, x: at.x, y: at.y + head / 2 }, ...node.holds.map((key, index) => ({ key, x: at.x, y: at.y + head + 8 + index * (CHIP_HEIGHT + 4) + CHIP_HEIGHT / 2 }))];
  });
  return [...drawn, ...docked];
}
