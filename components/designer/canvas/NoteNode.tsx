'use client';
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { NodeResizer, type NodeProps } from '@xyflow/react';
import { StickyNote } from 'lucide-react';
import { arrowOf, standardKey } from '@/components/shell/keymap';
import { Markdown } from '@/components/ui/Markdown';
import { cn } from '@/components/ui/cn';
import { useCanvasActions } from './actions';
import type { NoteFlowNode } from './flow';

/** A note of people, for people: Enter or a double click writes, Ctrl with arrows moves, Delete takes it away. */
export const NoteNode = memo(function NoteNode({ data: { note }, width, height }: NodeProps<NoteFlowNode>) {
  const { changeNote, readOnly } = useCanvasActions();
  const [writing, setWriting] = useState(note.text === '');
  const card = useRef<HTMLDivElement>(null);
  const done = (text: string) => {
    setWriting(false);
    changeNote(note, text === '' && note.text === '' ? null : { ...note, text }, 'Write a note');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (readOnly || event.target !== event.currentTarget) return;
    const keys = standardKey('designer', event);
    const arrow = keys === null ? null : arrowOf(keys);
    const step = arrow?.shift ? 40 : 8;
    if (keys === 'Enter' || keys === 'F2') setWriting(true);
    else if (keys === 'Delete' || keys === 'Backspace') changeNote(note, null, 'Remove a note');
    else if (arrow?.ctrl) changeNote(note, { ...note, at: { x: note.at.x + (arrow.direction === 'left' ? -step : arrow.direction === 'right' ? step : 0), y: note.at.y + (arrow.direction === 'up' ? -step : arrow.direction === 'down' ? step : 0) } }, 'Move a note');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={card}
      data-note={note.key}
      role="group"
      aria-label={`Note: ${note.text.slice(0, 80) || 'empty'}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => { if (!readOnly) setWriting(true); }}
      style={{ width, height }}
      className={cn('group/note flex flex-col overflow-hidden rounded-md border border-border-strong/60 bg-frame-sand text-xs leading-4.5 text-ink outline-none focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ink focus-visible:outline-solid')}
    >
      {readOnly ? null : <NodeResizer minWidth={120} minHeight={56} lineClassName="border-transparent!" handleClassName="size-2! rounded-none! border-border-strong! bg-surface! opacity-0 group-hover/note:opacity-100" onResizeEnd={(_, at) => changeNote(note, { ...note, at: { x: at.x, y: at.y }, width: at.width, height: at.height }, 'Resize a note')} />}
      <StickyNote aria-hidden className="pointer-events-none absolute top-1.5 end-1.5 size-3.5 text-faint" />
      {writing ? <NoteText text={note.text} onDone={(text) => { done(text); card.current?.focus({ preventScroll: true }); }} /> : (
        <div className="nowheel flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-2.5 py-2 pe-6">
          {note.text === '' ? <span className="text-muted">Empty note</span> : <Markdown text={note.text} />}
        </div>
      )}
    </div>
  );
});

function NoteText({ text, onDone }: { text: string; onDone: (text: string) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => { field.current?.focus({ preventScroll: true }); }, []);
  return (
    <textarea
      ref={field}
      aria-label="Text of the note, in Markdown"
      placeholder="Markdown: **bold**, - lists, `code`"
      defaultValue={text}
      className="nodrag nowheel min-h-0 flex-1 resize-none bg-transparent px-2.5 py-2 font-mono outline-none"
      onKeyDown={(event) => {
        event.stopPropagation();
        // Of a new note there is nothing to go back to: what was written stays.
        if (event.key === 'Escape') { if (text !== '') event.currentTarget.value = text; event.currentTarget.blur(); }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur();
      }}
      onBlur={(event) => onDone(event.currentTarget.value.trim())}
    />
  );
}
