'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ArrowDownToLine, ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { LogChunk } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { LogText } from './LogText';
import { logLines } from './logLines';

const LINE = 18;

export interface LogViewProps {
  chunks: readonly LogChunk[];
  /** Said while there is no output. */
  empty: string;
  label: string;
}

/** Output of one run, as long as it may be. It stays at the end while lines arrive, until one scrolls up. */
export function LogView({ chunks, empty, label }: LogViewProps) {
  const [onlyErrors, setOnlyErrors] = useState(false);
  const [find, setFind] = useState('');
  const [hit, setHit] = useState(0);
  const [following, setFollowing] = useState(true);
  const scroller = useRef<HTMLDivElement>(null);
  const all = useMemo(() => logLines(chunks), [chunks]);
  const lines = useMemo(() => (onlyErrors ? all.filter((line) => line.stream === 'stderr') : all), [all, onlyErrors]);
  const hits = useMemo(() => {
    const wanted = find.trim().toLowerCase();
    return wanted ? lines.flatMap((line, index) => (line.text.toLowerCase().includes(wanted) ? [index] : [])) : [];
  }, [lines, find]);
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE, overscan: 20 });

  useEffect(() => {
    if (following && lines.length > 0) rows.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [following, lines.length, rows]);

  const onScroll = () => {
    const element = scroller.current;
    if (element) setFollowing(element.scrollTop + element.clientHeight >= element.scrollHeight - LINE * 2);
  };
  const go = (step: number) => {
    if (hits.length === 0) return;
    const next = (hit + step + hits.length) % hits.length;
    setHit(next);
    setFollowing(false);
    rows.scrollToIndex(hits[next] ?? 0, { align: 'center' });
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-b px-3">
        <div className="relative w-56 min-w-24">
          <Search className="absolute left-2 top-1.5 size-3.5 text-faint" aria-hidden />
          <Input
            value={find}
            onChange={(event) => { setFind(event.target.value); setHit(0); }}
            onKeyDown={(event) => { if (event.key === 'Enter') go(event.shiftKey ? -1 : 1); }}
            placeholder="Find in output"
            aria-label="Find in output"
            className="h-7 pl-7 text-xs"
          />
        </div>
        {find ? <span role="status" className="text-xs tabular-nums text-muted">{hits.length === 0 ? 'none' : `${hit + 1} of ${hits.length}`}</span> : null}
        {hits.length > 0 ? <><IconButton label="Previous" icon={<ChevronUp />} onClick={() => go(-1)} className="size-7" /><IconButton label="Next" icon={<ChevronDown />} onClick={() => go(1)} className="size-7" /></> : null}
        <Button size="sm" variant="quiet" aria-pressed={onlyErrors} onClick={() => setOnlyErrors(!onlyErrors)} className="aria-pressed:bg-selected aria-pressed:text-ink">Only errors</Button>
        <div className="flex-1" />
        <span className="shrink-0 whitespace-nowrap text-xs tabular-nums text-muted">{lines.length} {lines.length === 1 ? 'line' : 'lines'}</span>
        <Button size="sm" variant="quiet" aria-pressed={following} onClick={() => setFollowing(!following)} className="aria-pressed:bg-selected aria-pressed:text-ink"><ArrowDownToLine aria-hidden />Follow</Button>
      </div>
      <div ref={scroller} onScroll={onScroll} tabIndex={0} role="log" aria-label={label} aria-live="off" className="min-h-0 flex-1 overflow-auto bg-code py-1.5 focus-visible:-outline-offset-2">
        {lines.length === 0 ? <p className="px-4 py-2 text-sm text-muted">{onlyErrors && all.length > 0 ? 'Nothing was written to standard error.' : empty}</p> : null}
        <div className="relative min-w-max" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index];
            return line ? <div key={row.key} className="absolute left-0 min-w-full pr-4" style={{ top: row.start, height: LINE }}><LogText line={line} numbered find={find.trim()} /></div> : null;
          })}
        </div>
      </div>
    </div>
  );
}
