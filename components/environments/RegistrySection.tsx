'use client';
import { useDeferredValue, useState } from 'react';
import Link from 'next/link';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { getMappings } from '@/app/actions/environments';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { MappingView, TemplateRef } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { EntryTable } from './EntryTable';
import { TemplateSelect } from './TemplateSelect';

export interface RegistrySectionProps {
  project: string;
  /** Of the environment, as it is written now. */
  text: string;
  values: JsonMap;
  readOnly: boolean;
  onSet: (name: string, value: Json) => void;
  onRename: (before: string, after: string) => void;
  onRemove: (name: string) => void;
}

/** The mappings of an environment, and under each what it comes to: by itself, and in a template that is chosen. */
export function RegistrySection({ project, text, values, readOnly, onSet, onRename, onRemove }: RegistrySectionProps) {
  const [template, setTemplate] = useState<TemplateRef | null>(null);
  const asked = useDeferredValue(text);
  const mappings = useQuery({
    queryKey: ['mappings', project, asked, template],
    queryFn: async () => unwrap(await getMappings(project, asked, template)),
    enabled: Object.keys(values).length > 0,
    placeholderData: (before) => before,
  });
  const about = (key: string) => {
    const those = (mappings.data ?? []).filter(({ pattern, resources }) => (key === 'resources' ? resources !== null : resources === null && pattern === key));
    if (those.length === 0) return key === 'resources' ? 'For single resources, by their names.' : null;
    return <span className="flex flex-col gap-1">{those.map((mapping) => <Mapping key={`${mapping.resources} ${mapping.pattern}`} project={project} mapping={mapping} />)}</span>;
  };
  return (
    <section aria-labelledby="section-registry">
      <h2 id="section-registry" className="text-sm font-semibold">Resource registry</h2>
      <p className="pb-3 text-xs text-muted">Which type stands for which: another type, a nested template among the files, or with a * at the end on both sides a whole family. Under each mapping stands what it comes to.</p>
      {Object.keys(values).length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pb-3">
          <label htmlFor="registry-template" className="text-sm">Try with the template</label>
          <span className="w-72 max-w-full"><TemplateSelect id="registry-template" project={project} value={template} onChange={setTemplate} /></span>
        </div>
      )}
      {mappings.error ? <p role="alert" className="pb-2 text-xs">What the mappings come to could not be found out: {mappings.error.message}</p> : null}
      <EntryTable label="resource_registry" values={values} readOnly={readOnly} nameHint="My::Network*" valueHint="OS::Neutron* or file.yaml" about={about} onSet={onSet} onRename={onRename} onRemove={onRemove} />
    </section>
  );
}

function Mapping({ project, mapping: { pattern, resources, kind, target, matches, fileMissing } }: { project: string; mapping: MappingView }) {
  const wrong = kind === 'unknown' || fileMissing;
  const count = matches?.length ?? 0;
  return (
    <span className="flex gap-1.5">
      {wrong ? <TriangleAlert aria-label="Needs a look" className="mt-0.5 size-3.5 shrink-0 text-status-held" /> : null}
      <span className="block min-w-0 break-words first-letter:uppercase">
        {resources === null ? null : <>Resources named <Name>{resources}</Name>, <Name>{pattern}</Name>: </>}
        {kind === 'family' ? <>every <Name>{pattern}</Name> stands for the <Name>{target}</Name> with the same ending</> : null}
        {kind === 'type' ? <>stands for <Link href={`${placeHref(project, 'types')}/${target}`} className="underline decoration-border-strong underline-offset-2"><Name>{target}</Name></Link></> : null}
        {kind === 'template' ? <>stands for the nested template <Name>{target}</Name>{fileMissing ? ', which is not among the files of this template' : ''}</> : null}
        {kind === 'unknown' ? <>leads to <Name>{target}</Name>, and there is no type of that name</> : null}
        {matches === null ? '.' : count === 0 ? '; nothing in this template has it.' : (
          <>; matches {count} {count === 1 ? 'type' : 'types'} in this template: {matches.map(({ type, to, resources: names }, index) => (
            <span key={`${type} ${to}`}>{index === 0 ? '' : ', '}<Name>{type}</Name>{kind === 'family' ? <> → <Name>{to}</Name></> : null} ({names.join(', ')})</span>
          ))}.</>
        )}
      </span>
    </span>
  );
}

function Name({ children }: { children: string }) {
  return <code className="font-mono text-ink">{children}</code>;
}
