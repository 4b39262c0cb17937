import type { ComponentProps } from 'react';
import { ListFilter } from 'lucide-react';
import { Tooltip } from '@/components/ui/Tooltip';
import { LINES } from './shownLines';
import type { CanvasView } from './useCanvasView';

/** How many kinds of lines are not shown at all. */
export const hiddenIn = (shown: CanvasView['shown']): number => LINES.filter(({ id }) => shown[id] === 'none').length;

/** Opens the legend. `less`: how many kinds of lines are hidden. */
export function LinesButton({ less, ...rest }: ComponentProps<'button'> & { less: number }) {
  return (
    <Tooltip label="Legend: which lines are shown" side="top">
      <button type="button" aria-haspopup="menu" aria-label={less > 0 ? `Lines, ${less} ${less === 1 ? 'kind' : 'kinds'} hidden` : 'Lines'} className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink" {...rest}>
        <ListFilter className="size-4" aria-hidden />{less > 0 ? <span aria-hidden className="absolute top-1 end-1 size-1.5 rounded-full bg-ink" /> : null}
      </button>
    </Tooltip>
  );
}
