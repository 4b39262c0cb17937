import type { Constraint, PropertySchema, TypeSchema } from '@/lib/hot/types';
import { Badge } from '@/components/ui/Badge';

/** What is known of a resource type: its properties, what a change of each does, its attributes. */
export function TypeReference({ type }: { type: TypeSchema }) {
  const properties = Object.entries(type.properties);
  const attributes = Object.entries(type.attributes);
  return (
    <article className="mx-auto flex max-w-4xl flex-col gap-7 px-8 py-7">
      <header>
        <h1 className="font-mono text-lg font-semibold">{type.name}</h1>
        {type.description ? <p className="mt-1.5 max-w-2xl text-base text-muted">{type.description}</p> : null}
        <div className="mt-3 flex flex-wrap gap-1.5">
          {type.connections.map((connection) => <Badge key={connection}>{connection === 'builtin' ? 'built in' : connection}</Badge>)}
          {type.connections.length === 0 ? <Badge>cannot be deployed here</Badge> : null}
          {type.support !== 'SUPPORTED' ? <Badge>{type.support.toLowerCase()}</Badge> : null}
          {type.since ? <Badge>since {type.since}</Badge> : null}
          {type.can.signal ? <Badge>takes signals</Badge> : null}
          {type.can.update ? <Badge>updates in place</Badge> : null}
        </div>
      </header>
      <section aria-labelledby="properties">
        <h2 id="properties" className="pb-2 text-base font-semibold">Properties</h2>
        {properties.length === 0 ? <p className="text-sm text-muted">None.</p> : <PropertyList properties={properties} />}
      </section>
      <section aria-labelledby="attributes">
        <h2 id="attributes" className="pb-2 text-base font-semibold">Attributes</h2>
        {attributes.length === 0 ? <p className="text-sm text-muted">None.</p> : (
          <dl className="overflow-hidden rounded-lg border bg-surface">
            {attributes.map(([name, attribute]) => (
              <div key={name} id={`attribute-${name}`} className="flex gap-4 border-b px-4 py-2 last:border-0">
                <dt className="w-56 shrink-0 break-words font-mono text-xs leading-5">{name}</dt>
                <dd className="text-sm text-muted">{attribute.description ?? ''} {attribute.type ? <span className="text-xs text-faint">{attribute.type}</span> : null}</dd>
              </div>
            ))}
          </dl>
        )}
      </section>
    </article>
  );
}

function PropertyList({ properties }: { properties: readonly [string, PropertySchema][] }) {
  return (
    <dl className="overflow-hidden rounded-lg border bg-surface">
      {properties.map(([name, property]) => {
        const inner = Object.entries(property.schema ?? property.items?.schema ?? {});
        return (
          <div key={name} id={`property-${name}`} className="border-b px-4 py-2.5 last:border-0">
            <dt className="flex flex-wrap items-center gap-2">
              <span className="font-mono text-xs font-medium">{name}</span>
              <span className="text-xs text-faint">{property.type}{property.items ? ` of ${property.items.type}` : ''}</span>
              {property.required ? <Badge>required</Badge> : null}
              <span className="text-xs text-muted">{property.immutable ? 'cannot change' : property.updateAllowed ? 'changes in place' : 'a change replaces the resource'}</span>
            </dt>
            <dd className="mt-0.5 flex flex-col gap-1 text-sm text-muted">
              {property.description ? <p>{property.description}</p> : null}
              {property.default !== undefined ? <p className="text-xs">Default: <code className="font-mono text-ink">{JSON.stringify(property.default)}</code></p> : null}
              {property.constraints?.map((constraint, index) => <p key={index} className="text-xs">{constraintText(constraint)}</p>)}
              {inner.length > 0 ? <details className="mt-1"><summary className="text-xs text-ink">{inner.length} members</summary><div className="mt-2"><PropertyList properties={inner} /></div></details> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
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
