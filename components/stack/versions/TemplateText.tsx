'use client';
import { useMemo } from 'react';
import type { ResourceView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';
import { useVirtualRows } from '@/components/ui/useVirtualRows';

export interface TemplateTextProps {
  text: string;
  label: string;
  /** States by the name of the resource, shown in the margin; null where the text is not what is deployed. */
  statuses: ReadonlyMap<string, ResourceView> | null;
}

const LINE = 18;

/** A template to read, with the state of each resource beside the line that declares it. */
export function TemplateText({ text, label, statuses }: TemplateTextProps) {
  const lines = useMemo(() => text.split('\n'), [text]);
  const declared = useMemo(() => declaredAt(lines), [lines]);
  const { scroller, rows } = useVirtualRows(lines.length, LINE);
  return (
    <div ref={scroller} dir="ltr" tabIndex={0} role="group" aria-label={label} className="min-h-0 flex-1 overflow-auto bg-code py-3 font-mono text-xs leading-4.5 focus-visible:-outline-offset-2">
      <div className="relative min-w-max" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const resource = statuses?.get(declared.get(row.index) ?? '');
          return (
            <div key={row.index} className="absolute start-0 flex min-w-full whitespace-pre pe-4" style={{ top: row.start, height: LINE }}>
              <span aria-hidden className="w-12 shrink-0 select-none pe-3 text-end text-faint">{row.index + 1}</span>
              <span className="flex w-6 shrink-0 select-none items-center">{resource ? <Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} show="icon" /> : null}</span>
              <span>{lines[row.index]}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Lines that declare a resource: the keys one step below `resources:`. Enough for the margin, of a text in whatever state. */
function declaredAt(lines: readonly string[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let inside = false;
  let indent: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (/^\S/.test(line) && !line.startsWith('#')) {
      inside = /^(resources|Resources)\s*:/.test(line);
      indent = null;
      continue;
    }
    const key = inside ? /^(\s+)(?:"([^"]+)"|'([^']+)'|([^\s:#][^:]*)):/.exec(line) : null;
    if (!key) continue;
    const depth = key[1]?.length ?? 0;
    indent ??= depth;
    if (depth === indent) found.set(index, key[2] ?? key[3] ?? key[4] ?? '');
  }
  return found;
}
