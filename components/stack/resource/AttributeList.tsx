'use client';
import { useState } from 'react';
import { ChevronRight, SquareFunction } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import type { LookView, ResourceDetail } from '@/lib/wire/types';
import { CopyButton } from '@/components/ui/CopyButton';
import { formatClock } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { plain } from '../Values';

/** What it says of itself, as it was recorded or, when asked, as it is; each value, however deep, gives the `get_attr` that reads it. */
export function AttributeList({ detail, now }: { detail: ResourceDetail; now: LookView | undefined }) {
  const entries = Object.entries({ ...detail.attributes, ...now?.attributes });
  return (
    <section aria-label="Attributes" className="break-inside-avoid border-b px-4 py-2.5">
      <div className="flex min-h-7 items-center gap-3 pb-1">
        <h3 className="text-xs font-medium text-muted">Attributes</h3>
        <span className="flex-1 text-xs text-muted">{now && now.attributes !== null ? `asked at ${formatClock(now.askedAt)}` : 'as recorded'}</span>
      </div>
      {entries.length === 0 ? <p className="text-sm text-faint">No attributes yet.</p> : null}
      <ul>{entries.map(([name, value]) => <Entry key={name} resource={detail.name} path={[name]} value={value} isNew={now?.changed.includes(name) ?? false} />)}</ul>
    </section>
  );
}

function Entry({ resource, path, value, isNew = false }: { resource: string; path: readonly (string | number)[]; value: Json; isNew?: boolean }) {
  const [open, setOpen] = useState(false);
  const inside: readonly (readonly [string | number, Json])[] = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const name = String(path.at(-1));
  const reference = `{ get_attr: [${[resource, ...path].join(', ')}] }`;
  return (
    <li>
      <div className="group flex min-w-0 items-start gap-2 border-b border-border/60 py-1" style={{ paddingInlineStart: (path.length - 1) * 14 }}>
        {inside.length > 0 ? (
          <button type="button" aria-expanded={open} aria-label={`${open ? 'Fold' : 'Unfold'} ${name}`} onClick={() => setOpen(!open)} className="flex size-5 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover"><ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} /></button>
        ) : <span className="w-5 shrink-0" />}
        <span className="w-28 shrink-0 truncate text-sm text-muted" title={name}>{isNew ? <span aria-label="changed" title="Not what was recorded" className="me-1 inline-block size-1.5 rounded-full bg-status-held align-middle" role="img" /> : null}{name}</span>
        <span className="line-clamp-3 min-w-0 flex-1 whitespace-pre-wrap break-words font-mono text-xs leading-4.5">{inside.length > 0 ? (open ? '' : JSON.stringify(value)) : plain(value)}</span>
        <span className="flex shrink-0 opacity-0 focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
          <CopyButton text={plain(value)} label={`Copy ${name}`} className="-my-0.5 size-6" />
          <CopyButton text={reference} label={`Copy ${reference}`} icon={<SquareFunction />} className="-my-0.5 size-6" />
        </span>
      </div>
      {open ? <ul>{inside.map(([key, each]) => <Entry key={key} resource={resource} path={[...path, key]} value={each} />)}</ul> : null}
    </li>
  );
}
