'use client';
import { TriangleAlert } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { ResourceDetail } from '@/lib/wire/types';
import { CopyButton } from '@/components/ui/CopyButton';
import { plain } from '../Values';
import { threeWays } from './threeWays';

/** What the template says, what was sent, and what is there; where the last two differ it says so. */
export function PropertyTable({ detail }: { detail: ResourceDetail }) {
  const rows = threeWays(detail).filter(({ template, sent, live }) => template !== undefined || live !== undefined || (sent !== undefined && sent !== null));
  const drifted = rows.filter((row) => row.drifted).length;
  return (
    <section aria-label="Properties" className="break-inside-avoid border-b px-4 py-2.5">
      <h3 className="flex flex-wrap items-center gap-x-2 pb-1 text-xs font-medium text-muted">
        Properties
        {drifted > 0 ? <span className="flex items-center gap-1 text-ink"><TriangleAlert aria-hidden className="size-3.5 text-status-held" />{drifted} {drifted === 1 ? 'differs' : 'differ'} from what was sent</span> : null}
      </h3>
      {rows.length === 0 ? <p className="text-sm text-faint">No properties.</p> : (
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Properties as stated, sent and found">
          <table className="w-full min-w-[26rem] table-fixed text-left text-xs">
            <thead><tr className="border-b text-muted"><th scope="col" className="w-[24%] py-1 pr-2 font-medium">Name</th><th scope="col" className="pr-2 font-medium">In the template</th><th scope="col" className="pr-2 font-medium">As sent</th><th scope="col" className="font-medium" title="What it said of itself when it was made, changed or checked last">As it is</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name} data-drifted={row.drifted} className="group border-b border-border/60 align-top last:border-0">
                  <th scope="row" className="break-words py-1 pr-2 font-normal text-muted">{row.name}</th>
                  <Value value={row.template} />
                  <Value value={row.sent} copy={row.name} />
                  <Value value={row.live} drifted={row.drifted} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Value({ value, drifted = false, copy }: { value: Json | undefined; drifted?: boolean; copy?: string }) {
  if (value === undefined || value === null) return <td className="py-1 pr-2 text-faint">not said</td>;
  return (
    <td className="py-1 pr-2">
      <span className="flex items-start gap-1">
        {drifted ? <TriangleAlert aria-label="differs" className="mt-0.5 size-3 shrink-0 text-status-held" /> : null}
        <span className="line-clamp-6 min-w-0 flex-1 whitespace-pre-wrap break-words font-mono" title={plain(value)}>{plain(value)}</span>
        {copy ? <CopyButton text={plain(value)} label={`Copy ${copy}`} className="-my-1 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100" /> : null}
      </span>
    </td>
  );
}
