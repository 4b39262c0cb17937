'use client';
import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { LookView, ResourceDetail } from '@/lib/wire/types';
import { CopyButton } from '@/components/ui/CopyButton';
import { formatClock } from '@/components/ui/time';
import { plain } from '../Values';
import { threeWays } from './threeWays';

/** What the template says, what was sent, and what is there, now if it was asked, else as it was recorded; where the last two differ it says so. */
export function PropertyTable({ detail, now }: { detail: ResourceDetail; now: LookView | undefined }) {
  const answered = now !== undefined && now.attributes !== null;
  const rows = threeWays(detail, now?.attributes).filter(({ template, sent, live }) => template !== undefined || live !== undefined || (sent !== undefined && sent !== null));
  const drifted = rows.filter((row) => row.drifted).length;
  // What nobody stated has its default, and is mostly in the way.
  const [all, setAll] = useState(false);
  const stated = rows.filter(({ template, drifted: differs }) => template !== undefined || differs);
  const shown = all || stated.length === 0 ? rows : stated;
  return (
    <section aria-label="Properties" className="break-inside-avoid border-b px-4 py-2.5">
      <h3 className="flex flex-wrap items-center gap-x-2 pb-1 text-xs font-medium text-muted">
        Properties
        {drifted > 0 ? <span className="flex items-center gap-1 text-ink"><TriangleAlert aria-hidden className="size-3.5 text-status-held" />{drifted} {drifted === 1 ? 'differs' : 'differ'} from what was sent</span> : null}
      </h3>
      {rows.length > 0 ? <p className="pb-1 text-xs text-muted">{sourceOf(detail, now)}</p> : null}
      {rows.length === 0 ? <p className="text-sm text-faint">No properties.</p> : (
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Properties as stated, sent and found">
          <table className="w-full min-w-[26rem] table-fixed text-start text-xs">
            <thead><tr className="border-b text-muted"><th scope="col" className="w-[24%] py-1 pe-2 font-medium">Name</th><th scope="col" className="pe-2 font-medium">In the template</th><th scope="col" className="pe-2 font-medium">As sent</th><th scope="col" className="font-medium">{answered ? `Now, ${formatClock(now.askedAt)}` : 'As recorded'}</th></tr></thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.name} data-drifted={row.drifted} className="group border-b border-border/60 align-top last:border-0">
                  <th scope="row" className="break-words py-1 pe-2 font-normal text-muted">{row.name}</th>
                  <Value value={row.template} />
                  <Value value={row.sent} copy={row.name} />
                  <Value value={row.live} drifted={row.drifted} />
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length < rows.length ? <button type="button" onClick={() => setAll(true)} className="mt-1 rounded-sm py-1 text-xs text-muted underline decoration-border-strong underline-offset-4 hover:text-ink hover:decoration-ink">Show {rows.length - shown.length} that the template does not state</button> : null}
        </div>
      )}
    </section>
  );
}

/** Where the last column has its values from. */
function sourceOf({ canBeAsked, physicalResourceId }: ResourceDetail, now: LookView | undefined): string {
  if (now !== undefined && now.attributes !== null) return 'The last column is what it answered just now.';
  if (now !== undefined) return 'It was asked, and its type tells only whether it is there: the last column is what was recorded.';
  if (physicalResourceId === null) return 'It does not exist yet.';
  return canBeAsked ? 'The last column is what it said when it was made, changed or checked last. Ask now shows what it is at this moment.' : 'The last column is what was recorded: nothing outside of Hearth could be asked.';
}

function Value({ value, drifted = false, copy }: { value: Json | undefined; drifted?: boolean; copy?: string }) {
  if (value === undefined || value === null) return <td className="py-1 pe-2 text-faint">not said</td>;
  return (
    <td className="py-1 pe-2">
      <span className="flex items-start gap-1">
        {drifted ? <TriangleAlert aria-label="differs" className="mt-0.5 size-3 shrink-0 text-status-held" /> : null}
        <span className="line-clamp-6 min-w-0 flex-1 whitespace-pre-wrap break-words font-mono" title={plain(value)}>{plain(value)}</span>
        {copy ? <CopyButton text={plain(value)} label={`Copy ${copy}`} className="-my-1 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" /> : null}
      </span>
    </td>
  );
}
