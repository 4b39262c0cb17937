'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import { hiddenIn, LinesButton } from './LinesButton';
import { DASHES } from './ReferenceEdge';
import { LINES, NEAR_FIRST } from './shownLines';
import type { CanvasView } from './useCanvasView';

/** The legend of lines, in which they are shown and hidden. It is there once somebody has asked for it, and then open. */
export function LinesMenu({ shown, onLines }: { shown: CanvasView['shown']; onLines: CanvasView['setLines'] }) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild><LinesButton less={hiddenIn(shown)} /></Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side="top" align="end" sideOffset={8} collisionPadding={8} className="z-50 w-80 animate-appear rounded-md bg-raised p-1 shadow-raised">
          <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">Lines go from what is needed to what needs it</Radix.Label>
          {LINES.map(({ id, label, about }) => (
            <Radix.CheckboxItem key={id} checked={shown[id] === 'near' ? 'indeterminate' : shown[id] === 'all'} onSelect={(event) => event.preventDefault()} onCheckedChange={() => onLines({ ...shown, [id]: shown[id] === 'all' ? 'none' : shown[id] === 'none' && NEAR_FIRST.has(id) ? 'near' : 'all' })} className="flex cursor-pointer items-center gap-3 rounded-sm px-2 py-1.5 text-sm outline-none data-highlighted:bg-hover">
              <svg width="36" height="10" aria-hidden className="shrink-0 text-muted">
                {id === 'deploy' ? <><path d="M0 3h36M0 7h36" stroke="currentColor" strokeWidth="1.25" /></> : <path d="M0 5h30" stroke="currentColor" strokeWidth={id === 'faint' || id === 'implied' ? 1 : 1.75} strokeDasharray={DASHES[id]} />}
                {id === 'value' ? <path d="m29 1 7 4-7 4z" fill="currentColor" /> : id === 'order' || id === 'implied' ? <path d="m30 1 6 4-6 4" stroke="currentColor" fill="none" /> : id === 'faint' ? <circle cx="33" cy="5" r="2" fill="currentColor" /> : null}
              </svg>
              <span className="min-w-0 flex-1"><span className="block">{label}</span><span className="block text-xs text-muted">{about}</span></span>
              <span className="text-xs text-muted">{shown[id] === 'all' ? 'shown' : shown[id] === 'near' ? 'near' : 'hidden'}</span>
            </Radix.CheckboxItem>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
