'use client';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { cn } from './cn';

export interface SplitPaneProps {
  /** Sizes are remembered under this name, a screen each. */
  id: string;
  direction?: 'horizontal' | 'vertical';
  panes: readonly { id: string; content: ReactNode; defaultSize?: string; minSize?: string; maxSize?: string }[];
  className?: string;
}

/** Panes with splitters between them: pulled with the pointer, or focused and moved with the arrows, Home and End. */
export function SplitPane({ id, direction = 'horizontal', panes, className }: SplitPaneProps) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `split-${id}`, panelIds: panes.map((pane) => pane.id), storage: browserStorage });
  return (
    <Group orientation={direction} defaultLayout={defaultLayout} onLayoutChanged={onLayoutChanged} className={cn('min-h-0 flex-1', className)}>
      {panes.flatMap((pane, index) => [
        ...(index > 0 ? [<Splitter key={`${pane.id}-splitter`} direction={direction} label={`Resize ${pane.id}`} />] : []),
        <Panel key={pane.id} id={pane.id} defaultSize={pane.defaultSize} minSize={pane.minSize ?? '120px'} maxSize={pane.maxSize} className="flex min-h-0 min-w-0 flex-col">
          {pane.content}
        </Panel>,
      ])}
    </Group>
  );
}

function Splitter({ direction, label }: { direction: 'horizontal' | 'vertical'; label: string }) {
  return (
    <Separator
      aria-label={label}
      className={cn(
        'relative shrink-0 bg-border outline-none transition-colors hover:bg-border-strong focus-visible:bg-focus data-[separator=active]:bg-focus',
        direction === 'horizontal' ? 'w-px after:absolute after:inset-y-0 after:-left-1 after:w-2.5' : 'h-px after:absolute after:inset-x-0 after:-top-1 after:h-2.5',
      )}
    />
  );
}

/** The page is made on the server too, where there is nothing remembered. */
const browserStorage = {
  getItem: (key: string) => (typeof window === 'undefined' ? null : window.localStorage.getItem(key)),
  setItem: (key: string, value: string) => window.localStorage.setItem(key, value),
};
