'use client';
import type { ClipboardEvent } from 'react';
import type { NodeKey } from '@/lib/graph';
import type { Commands } from '../useCommands';

/** Resources go to the clipboard as YAML and come from it as YAML; in a field it is the text of the field. */
export function useClipboard(commands: Commands, marked: ReadonlySet<NodeKey>, readOnly: boolean) {
  const copy = (event: ClipboardEvent): boolean => {
    const text = isField(event.target) ? null : commands.copied();
    if (text === null) return false;
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
    return true;
  };
  return {
    onCopy: (event: ClipboardEvent) => void copy(event),
    onCut: (event: ClipboardEvent) => { if (!readOnly && copy(event)) commands.remove(...marked); },
    onPaste: (event: ClipboardEvent) => {
      if (readOnly || isField(event.target)) return;
      event.preventDefault();
      commands.paste(event.clipboardData.getData('text/plain'));
    },
  };
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
