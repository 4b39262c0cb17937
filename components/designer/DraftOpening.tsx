import { SkeletonRows } from '@/components/ui/Skeleton';
import type { FirstPicture } from './firstPicture';

/** A draft while its program comes: what is drawn in it, as the server drew it, with the room around it that forms, text and palette will take. */
export function DraftOpening({ picture, palette }: { picture: FirstPicture | null; palette: boolean }) {
  if (picture === null) return <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col"><SkeletonRows rows={10} /></div>;
  const { view: { x, y, width, height }, cards, lines, dashed, names } = picture;
  return (
    <div role="status" aria-label="Opening the draft" className="flex min-h-0 flex-1 flex-col">
      <div className="h-12 shrink-0 border-b bg-surface" />
      <div className="flex min-h-0 flex-1">
        {palette ? <div aria-hidden className="w-60 shrink-0 overflow-hidden border-e max-lg:w-52 max-sm:hidden"><SkeletonRows rows={12} /></div> : null}
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1 flex-col">
            {/* The same room as the canvas fits its drawing into. */}
            <div className="flex min-h-0 shrink-0 basis-3/5 items-center justify-center bg-canvas px-12 pt-10 pb-[76px]">
              <svg aria-hidden data-first-picture viewBox={`${x} ${y} ${width} ${height}`} style={{ maxWidth: width, maxHeight: height }} className="size-full fill-none stroke-border-strong max-md:hidden">
                <path d={lines} strokeWidth={1.5} />
                {dashed === '' ? null : <path d={dashed} strokeWidth={1.5} strokeDasharray="6 4" />}
                <path d={cards} className="fill-surface" />
                {names.map((each) => <text key={`${each.x} ${each.y}`} x={each.x} y={each.y} className="fill-ink stroke-none text-sm font-medium">{each.name}</text>)}
              </svg>
            </div>
            <div className="min-h-0 flex-1 border-t bg-code" />
          </div>
          <div className="h-36 shrink-0 border-t bg-surface [@media(max-height:879px)]:h-8" />
        </div>
        <div className="w-[340px] shrink-0 border-s bg-surface max-lg:hidden 2xl:w-96" />
      </div>
    </div>
  );
}
