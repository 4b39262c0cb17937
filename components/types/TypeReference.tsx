import { ArrowLeftRight, Lock, PencilLine } from 'lucide-react';
import Link from 'next/link';
import type { Constraint, PropertySchema, TypeSchema } from '@/lib/hot/types';
import type { TypeConnection } from '@/lib/graph/type-text';
import { Badge } from '@/components/ui/Badge';
import { TypeYaml } from './TypeYaml';

const RUNS_ON: Readonly<Record<TypeSchema['connections'][number], string>> = {
  builtin: 'built in', sandbox: 'runs on the sandbox', openstack: 'runs on a connected OpenStack cloud', docker: 'runs on a connected Docker Engine', ssh: 'runs on hosts over SSH',
};

export interface TypeReferenceProps {
  project: string;
  type: TypeSchema;
  minimal: string;
  full: string;
  connections: readonly TypeConnection[];
  /** Limits and peculiarities, in sentences. */
  quirks: readonly string[];
  /** Examples that use it. */
  examples: readonly { id: string; title: string }[];
  base: string;
  /** What the project has no connection to, and the type cannot be deployed without. */
  needs: string | null;
}

/** What is known of a resource type: its properties, what a change of each does, its attributes, what it goes together with, and its text. */
export function TypeReference({ project, type, minimal, full, connections, quirks, examples, base, needs }: TypeReferenceProps) {
  const properties = sorted(type.properties);
  const attributes = Object.entries(type.attributes);
  const policies = Object.entries(type.updatePolicy);
  return (
    <article className="mx-auto flex max-w-5xl flex-col gap-8 px-8 py-7 max-md:px-4">
      <header>
        <h1 className="break-words font-mono text-lg font-semibold">{type.name}</h1>
        {type.description ? <p className="mt-1.5 max-w-3xl text-base text-muted">{type.description}</p> : null}
        <div className="mt-3 flex flex-wrap gap-1.5">
          {type.connections.map((connection) => <Badge key={connection}>{RUNS_ON[connection]}</Badge>)}
          {type.connections.length === 0 ? <Badge title="It can be drawn and checked; nothing here runs it">cannot be deployed here</Badge> : null}
          {type.support !== 'SUPPORTED' ? <Badge>{type.support.toLowerCase()}</Badge> : null}
          {type.since ? <Badge>since {type.since}</Badge> : null}
          {type.can.signal ? <Badge>takes signals</Badge> : null}
          {type.can.update ? <Badge>updates in place</Badge> : <Badge>every change replaces it</Badge>}
          {type.can.suspend ? <Badge>can be suspended</Badge> : null}
          {type.can.snapshot ? <Badge>snapshots</Badge> : null}
          {type.can.nested ? <Badge>has a stack of its own inside</Badge> : null}
        </div>
        {needs === null ? null : <p className="mt-3 text-sm">This project has no connection to {needs}, so it can draw and check this type, and not deploy it. <Link href={base.replace(/types$/, 'connections')} className="underline decoration-border-strong underline-offset-2">Connections</Link></p>}
        <nav aria-label="On this page" className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
          {[['text', 'Text'], ['properties', `Properties (${properties.length})`], ['attributes', `Attributes (${attributes.length})`], ...(policies.length > 0 ? [['policy', 'Update policy']] : []), ...(quirks.length > 0 ? [['quirks', 'Good to know']] : []), ['connected', 'Goes together with'], ...(examples.length > 0 ? [['examples', 'Examples']] : [])].map(([id, label]) => <a key={id} href={`#${id}`} className="hover:text-ink hover:underline">{label}</a>)}
        </nav>
      </header>
      <section aria-labelledby="text" className="order-none"><h2 id="text" className="pb-2 text-base font-semibold">Text</h2><TypeYaml project={project} name={type.name} minimal={minimal} full={full} /></section>
      <section aria-labelledby="properties">
        <h2 id="properties" className="pb-2 text-base font-semibold">Properties</h2>
        {properties.length === 0 ? <p className="text-sm text-muted">None.</p> : <PropertyTable properties={properties} prefix="property" />}
      </section>
      <section aria-labelledby="attributes">
        <h2 id="attributes" className="pb-2 text-base font-semibold">Attributes</h2>
        {attributes.length === 0 ? <p className="text-sm text-muted">None.</p> : (
          <dl className="overflow-hidden rounded-lg border bg-surface">
            {attributes.map(([name, attribute]) => (
              <div key={name} id={`attribute-${name}`} className="grid grid-cols-[minmax(140px,220px)_minmax(0,1fr)] gap-4 border-b px-4 py-2 last:border-0 target:bg-selected">
                <dt className="break-words font-mono text-xs leading-5"><a href={`#attribute-${name}`} className="hover:underline">{name}</a></dt>
                <dd className="text-sm text-muted">{attribute.description ?? ''} {attribute.type ? <span className="text-xs text-faint">{attribute.type}</span> : null} {attribute.cache === 'none' ? <Badge title="Read from the resource each time, never remembered">live</Badge> : null}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
      {policies.length === 0 ? null : <section aria-labelledby="policy"><h2 id="policy" className="pb-2 text-base font-semibold">Update policy</h2><PropertyTable properties={policies} prefix="policy" /></section>}
      {quirks.length === 0 ? null : (
        <section aria-labelledby="quirks">
          <h2 id="quirks" className="pb-2 text-base font-semibold">Good to know</h2>
          <ul className="flex max-w-3xl list-disc flex-col gap-1 ps-5 text-sm text-muted">{quirks.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </section>
      )}
      <section aria-labelledby="connected">
        <h2 id="connected" className="pb-2 text-base font-semibold">Goes together with</h2>
        {connections.length === 0 ? <p className="text-sm text-muted">Nothing in particular.</p> : (
          <ul className="grid gap-x-6 md:grid-cols-2">
            {connections.map(({ type: other, direction, property }) => (
              <li key={`${direction} ${other} ${property}`} className="flex min-w-0 items-baseline gap-2 border-b py-1.5 text-sm">
                <Link href={`${base}/${encodeURIComponent(other)}`} prefetch={false} className="truncate font-mono text-xs font-medium hover:underline">{other}</Link>
                <span className="min-w-0 truncate text-xs text-muted">{direction === 'in' ? <>is taken by <code className="font-mono">{property}</code> here</> : <>takes this as <code className="font-mono">{property}</code></>}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {examples.length === 0 ? null : (
        <section aria-labelledby="examples"><h2 id="examples" className="pb-2 text-base font-semibold">Examples</h2><ul className="flex flex-wrap gap-2">{examples.map(({ id, title }) => <li key={id}><Badge className="h-6">{title}</Badge></li>)}</ul><p className="pt-2 text-xs text-muted">Under New stack, From an example.</p></section>
      )}
    </article>
  );
}

/** Required ones first, as one has to give them. */
function sorted(schemas: Readonly<Record<string, PropertySchema>>): [string, PropertySchema][] {
  return Object.entries(schemas).toSorted(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false));
}

function PropertyTable({ properties, prefix }: { properties: readonly [string, PropertySchema][]; prefix: string }) {
  return (
    <dl className="@container overflow-hidden rounded-lg border bg-surface">
      {properties.map(([name, property]) => {
        const inner = sorted(property.schema ?? property.items?.schema ?? {});
        return (
          <div key={name} id={`${prefix}-${name}`} className="grid gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-0 target:bg-selected @xl:grid-cols-[minmax(140px,220px)_minmax(0,1fr)_auto]">
            <dt className="min-w-0">
              <a href={`#${prefix}-${name}`} className="break-words font-mono text-xs font-medium hover:underline">{name}</a>
              <span className="block text-xs text-faint">{property.type}{property.items ? ` of ${property.items.type}` : ''}</span>
              {property.required ? <Badge className="mt-1">required</Badge> : null}
            </dt>
            <dd className="flex min-w-0 flex-col gap-1 text-sm text-muted">
              {property.description ? <p>{property.description}</p> : null}
              {property.default !== undefined && property.default !== null ? <p className="text-xs">Default: <code className="break-words font-mono text-ink">{JSON.stringify(property.default)}</code></p> : null}
              {property.constraints?.map((constraint, index) => <p key={index} className="break-words text-xs">{constraintText(constraint)}</p>)}
              {property.support === 'DEPRECATED' ? <p className="text-xs">Deprecated.</p> : null}
              {property.implemented === false ? <p className="text-xs">Known, but a value for it is refused.</p> : null}
              {inner.length > 0 ? <details className="mt-1"><summary className="text-xs text-ink">{inner.length} members</summary><div className="mt-2"><PropertyTable properties={inner} prefix={`${prefix}-${name}`} /></div></details> : null}
            </dd>
            <dd className="text-xs"><Update property={property} /></dd>
          </div>
        );
      })}
    </dl>
  );
}

function Update({ property }: { property: PropertySchema }) {
  const [Icon, words] = property.immutable ? [Lock, 'cannot change'] as const : property.updateAllowed ? [PencilLine, 'changes in place'] as const : [ArrowLeftRight, 'replaces it'] as const;
  return <span className="flex items-center gap-1.5 whitespace-nowrap text-muted"><Icon aria-hidden className="size-3.5" />{words}</span>;
}

function constraintText(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'length':
    case 'range':
      return `${constraint.kind === 'length' ? 'Length' : 'Value'}: ${constraint.min ?? 'any'} to ${constraint.max ?? 'any'}`;
    case 'modulo':
      return `Multiples of ${constraint.step}, plus ${constraint.offset}`;
    case 'allowed_values':
      return `One of: ${constraint.values.map(String).join(', ')}`;
    case 'allowed_pattern':
      return `Pattern: ${constraint.pattern}`;
    case 'custom_constraint':
      return `Checked as ${constraint.name}`;
  }
}
