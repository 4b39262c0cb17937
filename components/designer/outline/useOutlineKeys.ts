'use client';
import type { KeyboardEvent } from 'react';
import { standardKey } from '@/components/shell/keymap';
import type { DesignerSession } from '../document/session';
import type { Commands } from '../useCommands';

interface OutlineKeys {
  session: DesignerSession;
  commands: Commands;
  readOnly: boolean;
  onOpen: () => void;
}

/** The keys of the canvas that mean the same in a tree. */
export function useOutlineKeys({ session, commands, readOnly, onOpen }: OutlineKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const { selected, marked } = session.getSnapshot();
    const done = () => event.preventDefault();
    const keys = standardKey('designer', event);
    if (keys === 'Ctrl+a') { done(); commands.markAll(); return; }
    if (keys === 'Enter' && selected !== null) { done(); onOpen(); return; }
    if (event.key === ' ' && selected !== null) { done(); session.toggle(selected); return; }
    if (readOnly) return;
    switch (keys) {
      case 'Ctrl+d': done(); commands.duplicate(); return;
      case 'a': done(); commands.askTypes(null); return;
      case 'e': if (selected !== null && !selected.startsWith('output:')) { done(); commands.startConnect(selected); } return;
      case 'g': done(); commands.frame(); return;
      case 'Shift+g': done(); commands.unframe(); return;
      case 'F2': if (selected !== null) { done(); commands.startRename(selected); } return;
      case 'Delete': case 'Backspace': if (marked.size > 0) { done(); commands.remove(...marked); } return;
      case 'ContextMenu': case 'Shift+F10': if (marked.size > 0) { done(); commands.askActions(null); }
    }
  };
}
