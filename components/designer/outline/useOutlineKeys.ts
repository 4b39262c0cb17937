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
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key === 'a') { done(); commands.markAll(); }
      if (key === 'd' && !readOnly) { done(); commands.duplicate(); }
      return;
    }
    if (event.altKey) return;
    const standard = standardKey('designer', event.key);
    if (key === 'Enter' && selected !== null) { done(); onOpen(); return; }
    if (key === ' ' && selected !== null) { done(); session.toggle(selected); return; }
    if (readOnly) return;
    switch (standard) {
      case 'a': done(); commands.askTypes(null); return;
      case 'e': if (selected !== null && !selected.startsWith('output:')) { done(); commands.startConnect(selected); } return;
      case 'g': done(); if (event.shiftKey) commands.unframe(); else commands.frame(); return;
      case 'F2': if (selected !== null) { done(); commands.startRename(selected); } return;
      case 'Delete': case 'Backspace': if (marked.size > 0) { done(); commands.remove(...marked); } return;
      case 'ContextMenu': if (marked.size > 0) { done(); commands.askActions(null); } return;
      case 'F10': if (event.shiftKey && marked.size > 0) { done(); commands.askActions(null); }
    }
  };
}
