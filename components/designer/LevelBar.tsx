import { ArrowUp, ChevronRight } from 'lucide-react';
import { shownKeys } from '@/components/shell/shownKeys';
import { Button } from '@/components/ui/Button';

/** Where in the draft one is, below its own template, and the way back up. */
export function LevelBar({ name, path, onUp }: { name: string; path: readonly string[]; onUp: (depth: number) => void }) {
  return (
    <nav aria-label="Nested templates" className="flex h-9 shrink-0 items-center gap-1 border-b bg-sunken px-2 text-sm">
      <Button size="sm" variant="quiet" onClick={() => onUp(path.length - 1)} title={`Up (${shownKeys('designer:Alt+ArrowUp')})`}><ArrowUp aria-hidden />Up</Button>
      <ol className="flex min-w-0 items-center gap-1">
        {[name, ...path].map((each, index) => (
          <li key={`${index}-${each}`} className="flex min-w-0 items-center gap-1">
            {index > 0 ? <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" /> : null}
            {index < path.length ? <button type="button" className="truncate rounded-sm px-1 text-muted hover:bg-hover hover:text-ink" onClick={() => onUp(index)}>{each}</button> : <span aria-current="page" className="truncate px-1 font-medium">{each}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
