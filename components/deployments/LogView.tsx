'use client';
import { useDeferredValue, useMemo, useState } from 'react';
import { ArrowDownToLine, ChevronDown, ChevronUp, Clock, Columns2, Download, Search, WrapText } from 'lucide-react';
import type { Log } from '@/components/live/useLog';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { LogPane } from './LogPane';
import { linesWith, visibleLines } from './visibleLines';

export interface LogViewProps {
  log: Log;
  label: string;
  /** Said while there is no output. */
  empty: string;
  /** Under this name the place in the log is kept over a reload; null: it is not. */
  memory?: string | null;
  /** Address of the whole output as a file; null: it cannot be saved from here. */
  download?: string | null;
}

const NONE: ReadonlySet<number> = new Set();
const PRESSED = 'aria-pressed:bg-selected aria-pressed:text-ink';

/** Output of one run, as long as it may be. It stays at the end while lines arrive, until one scrolls up. */
export function LogView({ log, label, empty, memory = null, download = null }: LogViewProps) {
  const { lines, state } = log;
  const [onlyErrors, setOnlyErrors] = useState(false);
  const [split, setSplit] = useState(false);
  const [wrap, setWrap] = useState(false);
  const [times, setTimes] = useState(false);
  const [folded, setFolded] = useState(NONE);
  const [find, setFind] = useState('');
  const [hit, setHit] = useState<number | null>(null);
  const [following, setFollowing] = useState(true);
  const wanted = useDeferredValue(find);

  const both = useMemo(() => visibleLines(lines, { stream: onlyErrors || split ? (onlyErrors ? 'stderr' : 'stdout') : 'both', folded }), [lines, onlyErrors, split, folded]);
  const errors = useMemo(() => visibleLines(lines, { stream: 'stderr', folded: NONE }), [lines]);
  const hits = useMemo(() => linesWith(lines, wanted), [lines, wanted]);
  const at = hit === null ? -1 : hits.indexOf(hit);
  const go = (step: number) => {
    if (hits.length === 0) return;
    const next = at < 0 ? (step > 0 ? 0 : hits.length - 1) : (at + step + hits.length) % hits.length;
    setFollowing(false);
    setHit(hits[next] ?? null);
  };
  const toggleFold = (line: number) => {
    const next = new Set(folded);
    if (!next.delete(line)) next.add(line);
    setFolded(next);
  };
  const pane = { log: lines, find: wanted.trim(), hit, wrap, times, following, onFollowing: setFollowing, folded, onFold: toggleFold };
  const nothing = state === 'failed' ? 'The output could not be read. It is tried again when the connection is back.' : state === 'loading' ? 'Reading the output...' : onlyErrors && lines.length > 0 ? 'Nothing was written to standard error.' : empty;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-1.5 gap-y-1 border-b px-3 py-1">
        <div className="relative flex min-w-24 max-w-52 flex-[1_1_7rem] items-center">
          <Search className="absolute start-2 size-3.5 text-faint" aria-hidden />
          <Input
            value={find}
            onChange={(event) => { setFind(event.target.value); setHit(null); }}
            onKeyDown={(event) => { if (event.key === 'Enter') go(event.shiftKey ? -1 : 1); }}
            placeholder="Find in output"
            aria-label="Find in output"
            className="h-7 ps-7 text-xs"
          />
        </div>
        {find.trim() ? <span role="status" className="text-xs tabular-nums text-muted">{hits.length === 0 ? 'none' : at < 0 ? `${hits.length} lines` : `${at + 1} of ${hits.length}`}</span> : null}
        {hits.length > 0 ? <><IconButton label="Previous" icon={<ChevronUp />} onClick={() => go(-1)} className="size-7" /><IconButton label="Next" icon={<ChevronDown />} onClick={() => go(1)} className="size-7" /></> : null}
        <Button size="sm" variant="quiet" aria-pressed={onlyErrors} onClick={() => { setOnlyErrors(!onlyErrors); setSplit(false); }} className={PRESSED}>Only errors{lines.errorCount > 0 ? <span className="tabular-nums text-muted">{lines.errorCount}</span> : null}</Button>
        <div className="ms-auto flex items-center gap-x-1.5">
          <span className="shrink-0 whitespace-nowrap text-xs tabular-nums text-muted">{(lines.before + lines.length).toLocaleString('en')} {lines.before + lines.length === 1 ? 'line' : 'lines'}{state === 'tail' ? ', reading the rest' : ''}</span>
          <IconButton label="Times" icon={<Clock />} active={times} onClick={() => setTimes(!times)} className="size-7" />
          <IconButton label="Wrap long lines" icon={<WrapText />} active={wrap} onClick={() => setWrap(!wrap)} className="size-7" />
          <IconButton label="Output and errors side by side" icon={<Columns2 />} active={split} onClick={() => { setSplit(!split); setOnlyErrors(false); }} className="size-7" />
          {download ? <a href={download} download aria-label="Save the output as a file" title="Save the output as a file" className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"><Download aria-hidden className="size-4" /></a> : null}
          <Button size="sm" variant="quiet" aria-pressed={following} onClick={() => setFollowing(!following)} className={PRESSED}><ArrowDownToLine aria-hidden />Follow</Button>
        </div>
      </div>
      <div className="flex min-h-0 flex-1">
        <LogPane {...pane} lines={both} label={split ? `${label}: standard output` : label} memory={split || onlyErrors ? null : memory} empty={nothing} />
        {split ? <div className="flex min-h-0 min-w-0 flex-1 border-s"><LogPane {...pane} lines={errors} label={`${label}: standard error`} memory={null} folded={NONE} empty="Nothing was written to standard error." /></div> : null}
      </div>
    </div>
  );
}
