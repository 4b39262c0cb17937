'use client';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import type { NodeKey } from '@/lib/graph';
import { IconButton } from '@/components/ui/IconButton';

/** Finds on the drawing: what does not match is dimmed, Enter goes from one match to the next. */
export function FindBar({ search, found, onSearch, onGo, onClose }: { search: string; found: readonly NodeKey[]; onSearch: (search: string) => void; onGo: (key: NodeKey) => void; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(-1);
  useEffect(() => { field.current?.focus(); field.current?.select(); }, []);
  const step = (by: number) => {
    if (found.length === 0) return;
    const next = (Math.max(at, by > 0 ? -1 : 0) + by + found.length) % found.length;
    setAt(next);
    const key = found[next];
    if (key !== undefined) onGo(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') { event.preventDefault(); onClose(); }
    if (event.key === 'Enter') { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  };
  return (
    <div role="search" aria-label="Find on the canvas" onKeyDown={onKeyDown} className="absolute top-2 left-1/2 z-10 flex h-10 max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-1 rounded-md border bg-raised px-2 shadow-raised">
      <Search aria-hidden className="size-4 shrink-0 text-faint" />
      <input ref={field} aria-label="Find on the canvas" value={search} placeholder="Name, type, value" spellCheck={false} onChange={(event) => { setAt(-1); onSearch(event.target.value); }} className="h-8 w-52 min-w-20 bg-transparent px-1 text-sm outline-none" />
      <span role="status" className="min-w-16 shrink-0 text-end text-xs tabular-nums text-muted">{search.trim() === '' ? '' : found.length === 0 ? 'no match' : `${at < 0 ? found.length : `${at + 1} of ${found.length}`}`}</span>
      <IconButton label="Previous" icon={<ChevronUp />} disabled={found.length === 0} onClick={() => step(-1)} />
      <IconButton label="Next" icon={<ChevronDown />} disabled={found.length === 0} onClick={() => step(1)} />
      <IconButton label="Close" icon={<X />} onClick={onClose} />
    </div>
  );
}
