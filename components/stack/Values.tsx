import type { Json, JsonMap } from '@/lib/hot/types';
import { CopyButton } from '@/components/ui/CopyButton';

export interface ValuesProps {
  title: string;
  values: JsonMap;
  empty: string;
}

/** Names and values, each to be copied. */
export function Values({ title, values, empty }: ValuesProps) {
  const entries = Object.entries(values);
  return (
    <section aria-label={title} className="min-w-0 px-4 py-2.5">
      <h3 className="pb-1 text-xs font-medium text-muted">{title}</h3>
      {entries.length === 0 ? <p className="text-sm text-faint">{empty}</p> : null}
      <dl className="flex flex-col">
        {entries.map(([name, value]) => (
          <div key={name} className="group flex min-w-0 items-start gap-3 border-b border-border/60 py-1 last:border-0">
            <dt className="w-36 shrink-0 truncate text-sm text-muted" title={name}>{name}</dt>
            <dd className="flex min-w-0 flex-1 items-start gap-2">
              <span className="min-w-0 flex-1 whitespace-pre-wrap break-words font-mono text-xs leading-4.5">{plain(value)}</span>
              <CopyButton text={plain(value)} label={`Copy ${name}`} className="-my-0.5 size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100" />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Text as it is; everything else as JSON. */
export function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
