'use client';
import { useCallback, useState } from 'react';
import type { NodeChange } from '@xyflow/react';
import { notesOf, type Position } from '@/lib/graph';
import type { DesignerSession, Snapshot } from '../document/session';
import type { Commands } from '../useCommands';
import type { FlowNode } from './flow';
import { drawnAs } from './geometry';
import { isNodeKey } from './handles';
import type { Scene } from './scene';

const NOTHING: ReadonlyMap<string, Position> = new Map();

/** Where things are while they are dragged. Only when they are let go are they placed, as one step of the history. */
export function useDragged() {
  return useState(NOTHING);
}

export interface Dragging {
  session: DesignerSession;
  snapshot: Snapshot;
  commands: Commands;
  scene: Scene;
  dragged: ReadonlyMap<string, Position>;
  setDragged: ReturnType<typeof useDragged>[1];
}

export function useDragging({ session, snapshot: { analysis: { graph }, layout, places, marked }, commands, scene, dragged, setDragged }: Dragging) {
  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const moves = changes.flatMap((change): [string, Position][] => {
      if (change.type !== 'position' || !change.position || !change.dragging) return [];
      const frame = scene.frames.find(({ key }) => key === change.id);
      const box = scene.boxes.get(frame?.key ?? 'frame:');
      if (!frame || !box) return [[change.id, change.position]];
      // A frame takes its members along.
      const [dx, dy] = [change.position.x - box.x, change.position.y - box.y];
      return frame.members.flatMap((member): [string, Position][] => { const at = scene.boxes.get(drawnAs(graph, member)); return at ? [[at.key, { x: at.x + dx, y: at.y + dy }]] : []; });
    });
    if (moves.length > 0) setDragged((before) => new Map([...before, ...moves]));
  }, [scene, graph, setDragged]);
  const onNodeDragStop = (_event: unknown, node: FlowNode) => {
    setDragged(NOTHING);
    const changes = [...dragged].filter(([key, { x, y }]) => x !== places.get(key)?.x || y !== places.get(key)?.y);
    if (changes.length === 0) return;
    const note = notesOf(layout).find(({ key }) => key === node.id);
    if (note) { commands.changeNote(note, { ...note, at: node.position }, 'Move a note'); return; }
    session.place({ ...Object.fromEntries(places), ...Object.fromEntries(changes) });
    if (isNodeKey(node.id) && !marked.has(node.id)) session.select(node.id);
  };
  return { onNodesChange, onNodeDragStop };
}
