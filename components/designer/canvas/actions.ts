'use client';
import { createContext, useContext } from 'react';
import type { Frame, FrameColor, Ghost, NodeKey, Note, Position } from '@/lib/graph';
import type { Meaning } from '../connect/meaning';
import type { InsideChoice } from '../inside/useInside';
import type { Mending } from './ghosts';

export type InsideAction = 'form' | 'remove' | 'connect' | 'add' | 'toggle' | 'menu' | 'leave';

/** What nodes can ask of the canvas they are on. */
export interface CanvasActions {
  select: (key: NodeKey) => void;
  /** The focus came to a node: by a key it selects, by the pointer the click decides. */
  focused: (key: NodeKey) => void;
  /** A click; with Shift or Ctrl it adds to what is selected. */
  clicked: (key: NodeKey, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => void;
  open: (key: NodeKey) => void;
  startRename: (key: NodeKey) => void;
  /** Null: left as it was. */
  finishRename: (key: NodeKey, name: string | null) => void;
  collapse: (frame: Frame) => void;
  titleFrame: (frame: Frame, title: string) => void;
  colorFrame: (frame: Frame, color: FrameColor | null) => void;
  /** Null takes it away. */
  changeNote: (note: Note, next: Note | null, label: string) => void;
  /** Goes down into a nested template, to one of its resources if one is named. */
  descend: (key: NodeKey, name?: string) => void;
  /** Chooses what is inside of an open card. */
  enter: (choice: InsideChoice) => void;
  /** Something is done with a resource inside of an open card. */
  inside: (choice: InsideChoice, action: InsideAction) => void;
  /** Puts what is inside of an open card elsewhere in it. */
  moveInside: (choice: InsideChoice, by: Position) => void;
  /** Asks for a type that is put into the open card at that place of the screen. */
  addInside: (at: Position) => void;
  /** Opens a nested template or group in place, or closes it. */
  toggleInner: (key: NodeKey) => void;
  /** Asks for a type that uses this one, at a place of the screen. */
  addAfter: (key: NodeKey, at: Position) => void;
  mend: (ghost: Ghost, how: Mending) => void;
  /** What a line from one node to another would mean. */
  meaning: (from: NodeKey, to: NodeKey) => Meaning;
  readOnly: boolean;
}

const nothing = (): void => undefined;
export const CanvasActionsContext = createContext<CanvasActions>({
  select: nothing, focused: nothing, clicked: nothing, open: nothing, startRename: nothing, finishRename: nothing, collapse: nothing, titleFrame: nothing, colorFrame: nothing, changeNote: nothing, descend: nothing, enter: nothing, inside: nothing, moveInside: nothing, addInside: nothing, toggleInner: nothing, addAfter: nothing, mend: nothing, meaning: () => ({ words: '', refused: true, circle: [] }), readOnly: true,
});

export const useCanvasActions = (): CanvasActions => useContext(CanvasActionsContext);
