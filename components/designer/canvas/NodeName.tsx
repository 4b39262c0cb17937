'use client';
import { useEffect, useRef } from 'react';
import type { GraphNode } from '@/lib/graph';
import { cn } from '@/components/ui/cn';
import { useCanvasActions } from './actions';

/** A name that can be changed in its place: Enter keeps, Escape does not. */
export function NodeName({ node, renaming, className }: { node: GraphNode; renaming: boolean; className?: string }) {
  const { startRename, finishRename, readOnly } = useCanvasActions();
  if (!renaming) return <div className={cn('truncate font-medium', className)} onDoubleClick={() => { if (!readOnly) startRename(node.key); }}>{node.name}</div>;
  return <NameInput name={node.name} onDone={(name) => finishRename(node.key, name)} className={className} />;
}

function NameInput({ name, onDone, className }: { name: string; onDone: (name: string | null) => void; className?: string }) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (next: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(next);
  };
  return (
    <input
      ref={input}
      aria-label="Name"
      defaultValue={name}
      spellCheck={false}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value.trim());
        if (event.key === 'Escape') finish(null);
      }}
      onBlur={(event) => finish(event.currentTarget.value.trim())}
      className={cn('nodrag nopan -mx-1 w-full rounded-sm border border-border-strong bg-surface px-1 font-medium text-ink', className)}
    />
  );
}
