'use client';
import type { ClipboardEvent } from 'react';
import type { NodeKey } from '@/lib/graph';
import { readCopied, writeCopied } from '../clipboard';
import type { Commands } from '../useCommands';

/** Resources go to the clipboard as YAML, with where they stand, and come from it as YAML; in a field it is the text of the field. */
export function useClipboard(commands: Commands, marked: ReadonlySet<NodeKey>, readOnly: boolean) {
  const copy = (event: ClipboardEvent): boolean => {
    const copied = isField(event.target) ? null : commands.copied();
    if (copied === null) return false;
    event.preventDefault();
    writeCopied(event.clipboardData, copied);
    return true;
  };
  return {
    onCopy: (event: ClipboardEvent) => void copy(event),
    onCut: (event: ClipboardEvent) => { if (!readOnly && copy(event)) commands.remove(...marked); },
    onPaste: (event: ClipboardEvent) => {
      if (readOnly || isField(event.target)) return;
      event.preventDefault();
      commands.pasteCopied(readCopied(event.clipboardData));
    },
  };
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
