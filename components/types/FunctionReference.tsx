'use client';
import { useState } from 'react';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { FilterBox } from '@/components/ui/FilterBox';
import { Select } from '@/components/ui/Select';
import { lazily } from '@/components/ui/lazily';
import { EXAMPLES } from './functionExamples';

const Playground = lazily(async () => (await import('./Playground')).Playground);

export interface FunctionEntry {
  name: string;
  /** Versions that have it, and those that have it in conditions only. */
  versions: readonly string[];
  conditionVersions: readonly string[];
  /** Of the CFN dialect. */
  cfnVersions: readonly string[];
}

/** The functions of the language, version by version; each can be tried. */
export function FunctionReference({ versions, cfnVersions, functions }: { versions: readonly string[]; cfnVersions: readonly string[]; functions: readonly FunctionEntry[] }) {
  useBreadcrumb([{ label: 'Functions' }]);
  const [version, setVersion] = useState(versions.at(-1) ?? '');
  const [filter, setFilter] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const wanted = filter.trim().toLowerCase();
  const usable = ({ versions: having, conditionVersions, cfnVersions: cfn }: FunctionEntry): boolean => having.includes(version) || cfn.includes(version) || (having.length === 0 && conditionVersions.includes(version));
  const shown = functions.filter((each) => (each.versions.includes(version) || each.conditionVersions.includes(version) || each.cfnVersions.includes(version)) && `${each.name} ${EXAMPLES[each.name]?.about ?? ''}`.toLowerCase().includes(wanted)).toSorted((a, b) => Number(usable(b)) - Number(usable(a)));
  return (
    <article className="mx-auto flex max-w-4xl flex-col gap-5 px-8 py-7 max-md:px-4">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="flex-1 text-xl font-semibold tracking-tight">Functions</h1>
        <FilterBox value={filter} onChange={setFilter} placeholder="Find a function" className="w-56" />
        <Select aria-label="Version of the language" value={version} onChange={setVersion} options={[...versions.map((value) => ({ value, label: value })).toReversed(), ...cfnVersions.map((value) => ({ value, label: `CFN ${value}` })).toReversed()]} className="w-44" />
      </header>
      <p className="text-sm text-muted" role="status">{shown.length} {shown.length === 1 ? 'function' : 'functions'} in {cfnVersions.includes(version) ? `the CFN dialect of ${version}` : version}. What a template says it is written in decides which it may use.</p>
      <ul className="flex flex-col gap-3">
        {shown.map((each) => {
          const { name, versions: having, conditionVersions } = each;
          /** What conditions alone still take is tried as it was. */
          const tried = usable(each) ? version : having.at(-1) ?? version;
          const example = EXAMPLES[name];
          return (
            <li key={name} id={`function-${name}`} className="rounded-lg border bg-surface p-4">
              <div className="flex flex-wrap items-center gap-2">
                <h2 className="font-mono text-sm font-semibold"><a href={`#function-${name}`} className="hover:underline">{name}</a></h2>
                {having.length > 0 ? <Badge>since {having[0]}</Badge> : null}
                {having.length === 0 && each.cfnVersions.length > 0 ? <Badge>CFN only</Badge> : null}
                {conditionVersions.includes(version) ? <Badge>{having.includes(version) ? 'in conditions, too' : 'in conditions only'}</Badge> : null}
                {having.at(-1) !== undefined && !having.includes(versions.at(-1) ?? '') ? <Badge>elsewhere until {having.at(-1)}</Badge> : null}
                <span className="flex-1" />
                {example && example.runs !== false ? <Button size="sm" aria-expanded={open === name} onClick={() => setOpen(open === name ? null : name)}>{open === name ? 'Close' : 'Try it'}</Button> : null}
              </div>
              {example ? <p className="mt-1 text-sm text-muted">{example.about}</p> : null}
              {open === name && example ? <div className="mt-3">{tried === version ? null : <p className="pb-2 text-xs text-muted">Tried in {tried}, the last version that takes it everywhere.</p>}<Playground key={`${name} ${tried}`} version={tried} expression={example.expression} sample={example.sample} /></div> : example ? <pre className="mt-2 overflow-x-auto rounded-md bg-code p-3 font-mono text-xs">{example.expression}</pre> : null}
            </li>
          );
        })}
      </ul>
    </article>
  );
}
