'use client';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { ChevronDown, CircleCheck } from 'lucide-react';
import { shownKeys } from '@/components/shell/shownKeys';
import { cn } from '@/components/ui/cn';
import { Edge, usePanelSize } from '@/components/ui/Edge';
import type { ProblemGroup } from '../problems/groups';
import type { ServerCheck } from '../problems/Problems';

const PANELS = ['problems', 'parameters', 'outputs', 'files', 'history'] as const;
export type DockPanel = (typeof PANELS)[number];
const LABELS: Readonly<Record<DockPanel, string>> = { problems: 'Problems', parameters: 'Parameters', outputs: 'Outputs', files: 'Files', history: 'History' };
const [LEAST, MOST] = [96, 640];

export interface DockProps {
  /** Closed, there is only its bar. Null: the height of the window decides, as in `useRoomForDock`. */
  open: boolean | null;
  shown: DockPanel;
  onToggle: () => void;
  onShow: (panel: DockPanel) => void;
  onNear: (panel: DockPanel) => void;
  groups: readonly ProblemGroup[];
  counts: Readonly<Record<DockPanel, number>>;
  /** Files that the template refers to and that are not there. */
  missing: number;
  /** How the check of the server stands; null where there is nothing to check. */
  server: ServerCheck | null;
  children: ReactNode;
}

/** What stands below the drawing: a bar of tabs, and the panel of one. */
export function Dock({ open, shown, onToggle, onShow, onNear, groups, counts, missing, server, children }: DockProps) {
  const id = useId();
  const height = usePanelSize('designer-dock');
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const here = PANELS.indexOf(shown);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: PANELS.length - 1 }[event.key];
    const next = to === undefined ? undefined : PANELS[(to + PANELS.length) % PANELS.length];
    if (next === undefined) return;
    event.preventDefault();
    onShow(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-panel="${next}"]`)?.focus();
  };
  return (
    // Of one height, whatever is found: a canvas that shrinks takes what is drawn from under the pointer.
    <div className={cn('@container relative flex shrink-0 flex-col border-t bg-surface', open !== false && (shown === 'problems' ? 'h-36' : 'h-52'), open === null && '[@media(max-height:879px)]:h-auto')} style={open === true && height.size !== null ? { height: height.size } : undefined}>
      <h2 className="sr-only">Below the drawing</h2>
      {open === false ? null : <Edge panel={height} label="Resize the panel below" side="top" least={LEAST} most={MOST} />}
      <div className="flex h-8 shrink-0 items-center gap-2 border-b px-1 pe-3 text-xs max-sm:overflow-x-auto">
        <button type="button" aria-expanded={open !== false} aria-label={open !== false ? 'Close the panel below' : 'Open the panel below'} title={shownKeys('designer:Ctrl+j')} onClick={onToggle} className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-hover"><ChevronDown aria-hidden className={cn('size-3.5 text-muted', open === false && '-rotate-90')} /></button>
        <div role="tablist" aria-label="Below the drawing" tabIndex={-1} onKeyDown={onKeyDown} className="flex max-w-full shrink-0 gap-1 overflow-x-auto outline-none">
          {PANELS.map((panel) => (
            <button
              key={panel} type="button" role="tab" id={`${id}-${panel}`} data-panel={panel} aria-selected={panel === shown} aria-controls={open !== false ? `${id}-panel` : undefined} tabIndex={panel === shown ? 0 : -1}
              onClick={() => onShow(panel)} onPointerEnter={() => onNear(panel)} onFocus={() => onNear(panel)}
              className="flex h-6 shrink-0 items-center gap-1.5 rounded-sm px-1.5 font-medium text-muted hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-selected:bg-selected aria-selected:text-ink"
            >
              {LABELS[panel]} <span className="font-normal tabular-nums text-muted">{counts[panel]}</span>{panel === 'files' && missing > 0 ? <span className="font-normal text-ink">{missing} missing</span> : null}
            </button>
          ))}
        </div>
        {open !== false || shown !== 'problems' || groups[0] === undefined ? null : <span className="min-w-0 truncate text-muted">{groups[0].problems[0]?.message}</span>}
        <span role="status" className="ms-auto flex shrink-0 items-center gap-1.5 text-muted">{server === null ? null : server.kind === 'pending' ? <span title="The server is checking">Checking…</span> : server.kind === 'failed' ? <span title={server.message}>The server could not check it</span> : <><CircleCheck className="size-3.5 shrink-0" aria-hidden /><span className="whitespace-nowrap" title="Checked by the server">Checked<span className="@max-2xl:hidden"> by the server</span></span></>}</span>
      </div>
      {open === false ? null : <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${shown}`} className={cn('flex min-h-0 flex-1 flex-col', open === null && '[@media(max-height:879px)]:hidden')}>{children}</div>}
    </div>
  );
}
