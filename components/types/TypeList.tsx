'use client';
import { useEffect, useMemo, useState } from 'react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { EmptyState } from '@/components/ui/EmptyState';
import { Button } from '@/components/ui/Button';
import { FilterBox } from '@/components/ui/FilterBox';
import { Select } from '@/components/ui/Select';
import { matchesWords, wordsOf } from '@/components/ui/matchesWords';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { cn } from '@/components/ui/cn';

export interface TypeEntry {
  name: string;
  description: string;
  /** Can be deployed here. */
  runs: boolean;
  /** What the project has no connection to, and the type cannot be deployed without; null where nothing is missing. */
  needs: string | null;
  /** `OS::Nova`. */
  service: string;
  updates: boolean;
  signals: boolean;
  nested: boolean;
  deprecated: boolean;
  /** The version of Heat that brought it; empty where that is not known. */
  since: string;
  /** Names of properties and attributes, to be searched. */
  members: string;
}

const ANY = 'any';
type Facet = 'runs' | 'updates' | 'signals' | 'nested' | 'deprecated';
const FACETS: readonly (readonly [Facet, string])[] = [['runs', 'runs here'], ['updates', 'in place'], ['signals', 'signals'], ['nested', 'nested'], ['deprecated', 'deprecated']];

/** All resource types, searched by name, purpose, property or attribute. */
export function TypeList({ types, base }: { types: readonly TypeEntry[]; base: string }) {
  const pathname = usePathname();
  const functionsHref = base.replace(/types$/, 'functions');
  const [filter, setFilter] = useState('');
  const [facets, setFacets] = useState<ReadonlySet<Facet>>(new Set());
  const [service, setService] = useState(ANY);
  const [since, setSince] = useState(ANY);
  const versions = useMemo(() => versionsOf(types), [types]);
  const services = useMemo(() => [...new Set(types.map((type) => type.service))].toSorted(), [types]);
  const shown = useMemo(() => {
    const words = wordsOf(filter);
    const score = (type: TypeEntry): number => words.reduce((sum, word) => sum + (type.name.toLowerCase().includes(word) ? 4 : type.description.toLowerCase().includes(word) ? 2 : 1), 0);
    const found = types
      .filter((type) => (service === ANY || type.service === service) && (since === ANY || type.since === since) && [...facets].every((facet) => type[facet]))
      .filter((type) => matchesWords(filter, `${type.name} ${type.description} ${type.members}`));
    return words.length === 0 ? found : found.toSorted((a, b) => score(b) - score(a));
  }, [types, filter, facets, service, since]);
  const toggle = (facet: Facet) => {
    const next = new Set(facets);
    if (!next.delete(facet)) next.add(facet);
    setFacets(next);
  };
  const { scroller, box, rows } = useVirtualRows(shown.length, 52);
  const { scrollToIndex } = rows;
  const selected = shown.findIndex(({ name }) => decodeURIComponent(pathname) === `${decodeURIComponent(base)}/${name}`);
  useEffect(() => {
    // Whoever comes from elsewhere finds the type in the list, with its neighbours.
    if (selected >= 0 && box.current !== null && selected * 52 > box.current.clientHeight) scrollToIndex(selected + 2);
  }, [selected, scrollToIndex, box]);
  return (
    <nav aria-label="Resource types" className={cn('flex w-80 shrink-0 flex-col 2xl:w-96 border-e bg-surface max-md:w-full max-md:border-b max-md:border-e-0', decodeURIComponent(pathname) !== decodeURIComponent(base) ? 'max-md:hidden' : 'max-md:flex-1')}>
      <div className="flex shrink-0 flex-col gap-2 border-b px-4 py-3">
        <FilterBox value={filter} onChange={setFilter} placeholder="Search types" className="w-full" />
        <Select aria-label="Service" value={service} onChange={setService} options={[{ value: ANY, label: 'Every service' }, ...services.map((value) => ({ value, label: value }))]} className="h-7 text-xs" />
        {versions.length === 0 ? null : <Select aria-label="Since version" value={since} onChange={setSince} options={[{ value: ANY, label: 'Of every version' }, ...versions.map(({ version, count }) => ({ value: version, label: `Since ${version} (${count})` }))]} className="h-7 text-xs" />}
        <div role="group" aria-label="Only" className="flex flex-wrap gap-1">
          {FACETS.map(([facet, label]) => <button key={facet} type="button" aria-pressed={facets.has(facet)} onClick={() => toggle(facet)} className={cn('h-6 rounded-full border px-2 text-xs hover:bg-hover', facets.has(facet) ? 'border-ink bg-selected' : 'text-muted')}>{label}</button>)}
        </div>
        <div className="flex items-center justify-between">
          <span role="status" className="text-xs tabular-nums text-muted">{shown.length} of {types.length}</span>
          <Link href={functionsHref} className="text-xs text-muted underline hover:text-ink">Functions</Link>
        </div>
      </div>
      <div ref={scroller} tabIndex={0} role="group" aria-label="Types" className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
        {shown.length === 0 ? <EmptyState title="No type matches" action={<Button onClick={() => { setFilter(''); setFacets(new Set()); setService(ANY); setSince(ANY); }}>Clear</Button>} /> : null}
        <ul className="relative" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const type = shown[row.index];
            if (!type) return null;
            const href = `${base}/${encodeURIComponent(type.name)}`;
            const here = decodeURIComponent(pathname) === decodeURIComponent(href);
            return (
              <li key={type.name} className="absolute inset-x-0 h-13 border-b border-border/60" style={{ top: row.start }}>
                <Link href={href} prefetch={false} aria-current={here ? 'page' : undefined} className={cn('flex h-full flex-col justify-center px-4 hover:bg-hover focus-visible:-outline-offset-2', here && 'bg-selected')}>
                  <span className="flex items-center gap-2"><span className="truncate font-mono text-xs font-medium" title={type.name}>{type.name}</span>{type.runs ? null : type.needs === null ? <span title="Templates with it are read and checked, and it cannot be deployed here" className="ms-auto shrink-0 rounded-sm border border-dashed px-1 text-[11px] leading-4 text-muted">not here</span> : <span title={`Needs a connection to ${type.needs}, and this project has none`} className="ms-auto shrink-0 rounded-sm border border-dashed px-1 text-[11px] leading-4 text-muted">needs a connection</span>}</span>
                  <span className="truncate text-xs text-muted">{type.description}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}

/** Versions that brought types, the newest first, and how many each brought. */
function versionsOf(types: readonly TypeEntry[]): { version: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { since } of types) if (since !== '') counts.set(since, (counts.get(since) ?? 0) + 1);
  return [...counts].map(([version, count]) => ({ version, count })).toSorted((a, b) => placeOf(b.version) - placeOf(a.version));
}

/** Until 2015 versions were called by their year; `5.0.0` came after `2015.1`. */
function placeOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major > 1000 ? major - 3000 : major) * 100 + minor;
}
