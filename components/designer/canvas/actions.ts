'use client';
import { createContext, useContext } from 'react';
import type { NodeKey } from '@/lib/graph';

/** What nodes can ask of the canvas they are on. */
export interface CanvasActions {
  select: (key: NodeKey) => void;
  open: (key: NodeKey) => void;
  startRename: (key: NodeKey) => void;
  /** Null: left as it was. */
  finishRename: (key: NodeKey, name: string | null) => void;
  readOnly: boolean;
}

const nothing = (): void => undefined;
export const CanvasActionsContext = createContext<CanvasActions>({ select: nothing, open: nothing, startRename: nothing, finishRename: nothing, readOnly: true });

export const useCanvasActions = (): CanvasActions => useContext(CanvasActionsContext);
