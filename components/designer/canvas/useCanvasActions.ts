'use client';
import { useMemo, type RefObject } from 'react';
import type { NodeKey, Position } from '@/lib/graph';
import { meaningOf } from '../connect/meaning';
import type { DesignerSession } from '../document/session';
import type { Commands } from '../useCommands';
import type { InsideChoice } from '../inside/useInside';
import type { CanvasActions, InsideAction } from './actions';

export interface CanvasActed {
  session: DesignerSession;
  commands: Commands;
  /** A pointer is down: the focus it brings selects nothing, the click does. */
  pressing: RefObject<boolean>;
  toggleInner: (key: NodeKey) => void;
  onOpen: () => void;
  onDescend: (key: NodeKey, name?: string) => void;
  onInside: (choice: InsideChoice | null, action: InsideAction | null) => void;
  onMoveInside: (choice: InsideChoice, by: Position) => void;
  onAddInside: (at: Position) => void;
  readOnly: boolean;
}

/** What nodes can ask of the canvas they are on. */
export function useActionsOf({ session, commands, pressing, toggleInner, onOpen, onDescend, onInside, onMoveInside, onAddInside, readOnly }: CanvasActed): CanvasActions {
  const { startRename, finishRename, collapse, titleFrame, colorFrame, changeNote, mend, askTypes } = commands;
  return useMemo((): CanvasActions => ({
    select: (key) => session.select(key),
    focused: (key) => {
      if (pressing.current) return;
      const { marked } = session.getSnapshot();
      if (marked.has(key)) session.mark(marked, key);
      else session.select(key);
    },
    clicked: (key, event) => {
      onInside(null, null);
      if (event.shiftKey || event.ctrlKey || event.metaKey) session.toggle(key);
      else session.select(key);
    },
    enter: (choice) => onInside(choice, null),
    inside: onInside,
    moveInside: onMoveInside,
    addInside: onAddInside,
    open: onOpen, startRename, finishRename, collapse, titleFrame, colorFrame, changeNote, descend: onDescend, toggleInner, mend, addAfter: (key, at) => askTypes(at, key), readOnly,
    meaning: (from, to) => meaningOf(session.read(), session.catalogue, from, to),
  }), [session, pressing, onOpen, onDescend, onInside, onMoveInside, onAddInside, startRename, finishRename, collapse, titleFrame, colorFrame, changeNote, mend, askTypes, toggleInner, readOnly]);
}
