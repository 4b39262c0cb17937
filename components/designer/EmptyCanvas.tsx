import { PencilRuler } from 'lucide-react';
import { Kbd } from '@/components/ui/Kbd';

/** What to do with an empty canvas. */
export function EmptyCanvas() {
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-2 p-6 text-center">
      <PencilRuler className="size-7 text-faint" aria-hidden />
      <p className="text-base font-medium">Draw your first resource</p>
      <p className="max-w-sm text-sm text-muted">Choose a type on the left, drag it here, or press <Kbd>A</Kbd>. Lines are drawn from the dot on the right of a node to the node that uses it.</p>
    </div>
  );
}
