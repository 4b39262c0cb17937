import { SkeletonRows } from '@/components/ui/Skeleton';
import { FirstText } from './code/FirstText';
import type { FirstLook } from './firstPicture';

/** A draft while its program comes: what is drawn in it, as the server drew it, with the room around it that forms, text and palette will take. */
export function DraftOpening({ look, palette }: { look: FirstLook | null; palette: boolean }) {
  const picture = look?.picture ?? null;
  if (picture === null) return <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col"><SkeletonRows rows={10} /></div>;
  const { view: { x, y, width, height }, cards, lines, dashed, names } = picture;
  return (
    <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col">
      <div className="h-12 shrink-0 border-b bg-surface" />
      <div className="flex min-h-0 flex-1">
        {/* Rooms of a size of their own come first, so that what is drawn before all of the page has come has the room that it will have. */}
        <div className="order-3 w-[340px] shrink-0 border-s bg-surface max-lg:hidden 2xl:w-96" />
        {palette ? <div aria-hidden className="w-60 shrink-0 overflow-hidden border-e max-lg:w-52 max-sm:hidden"><SkeletonRows rows={12} /></div> : null}
        <div className="order-2 flex min-w-0 flex-1 flex-col">
          <div className="order-2 h-36 shrink-0 border-t bg-surface [@media(max-height:879px)]:h-8" />
          <div className="flex min-h-0 flex-1 flex-col">
            {/* The same room as the canvas fits its drawing into: in the middle of it, but for what has to stay free. */}
            <div style={{ gridTemplate: `minmax(40px, 1fr) minmax(0, ${height}px) minmax(76px, 1fr) / minmax(48px, 1fr) minmax(0, ${width}px) minmax(48px, 1fr)` }} className="grid min-h-[120px] flex-[0_1_60%] bg-canvas">
              <svg aria-hidden data-first-picture viewBox={`${x} ${y} ${width} ${height}`} style={{ gridArea: '2 / 2' }} className="size-full fill-none stroke-border-strong max-md:hidden">
                <path d={lines} strokeWidth={1.5} />
                {dashed === '' ? null : <path d={dashed} strokeWidth={1.5} strokeDasharray="6 4" />}
                <path d={cards} className="fill-surface" />
                {names.map((each) => <text key={`${each.x} ${each.y}`} x={each.x} y={each.y} className="fill-ink stroke-none text-sm font-medium">{each.name}</text>)}
              </svg>
            </div>
            <div className="h-px shrink-0 bg-border" />
            <div className="flex min-h-[120px] flex-[0_1_40%] flex-col bg-code">{look?.text ? <FirstText beginning={look.text} /> : null}</div>
          </div>
        </div>
      </div>
    </div>
  );
}
