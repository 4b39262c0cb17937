import { TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { lineOf } from './problems/Problems';

/** While the text cannot be read: what is wrong, and that the drawing is an earlier one. */
export function SyntaxBar({ diagnostics, text, onGo, onUndo }: { diagnostics: readonly Diagnostic[]; text: string; onGo: (diagnostic: Diagnostic) => void; /** Null: it was opened like this. */ onUndo: (() => void) | null }) {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return (
    <div role="status" className="absolute inset-x-0 top-0 z-10 flex items-center gap-2.5 border-b border-status-held bg-raised px-3 py-1.5 text-sm">
      <TriangleAlert className="size-4 shrink-0 text-status-held" aria-hidden />
      <p className="min-w-0 flex-1 truncate" title={first?.message}>
        {first?.range ? `Line ${lineOf(text, first.range.start)}: ` : ''}{first?.message ?? 'The text cannot be read.'}{onUndo === null ? '' : ' The graph shows your last valid version.'}
      </p>
      {first?.range ? <Button size="sm" onClick={() => onGo(first)}>Go to line</Button> : null}
      {onUndo === null ? null : <Button size="sm" onClick={onUndo}>Undo</Button>}
    </div>
  );
}
