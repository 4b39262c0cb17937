import type { PropertySchema, TypeSchema } from '@/lib/hot/types';
import { needsConnection, runsHere } from './typeSearch';

/** More names than these are counted. */
const MOST = 8;

/** What a type is, before it is drawn: what it must have, what can be read of it, where it runs. */
export function TypeCard({ type, missing }: { type: TypeSchema; missing: string | null }) {
  const properties = Object.entries(type.properties).filter(([, { support }]) => support !== 'HIDDEN' && support !== 'UNSUPPORTED');
  const required = properties.filter(([, schema]) => schema.required);
  const attributes = Object.keys(type.attributes).filter((name) => name !== 'show');
  const connection = needsConnection(type);
  return (
    <>
      <p className="font-mono text-xs font-semibold break-words">{type.name}</p>
      {type.description ? <p className="text-sm">{type.description}</p> : null}
      <dl className="flex flex-col gap-1.5 text-xs">
        <Line term="Must have">{required.length === 0 ? 'nothing' : required.slice(0, MOST).map(([name, schema]) => <Property key={name} name={name} schema={schema} />)}</Line>
        <Line term="Can have">{`${properties.length - required.length} more ${properties.length - required.length === 1 ? 'property' : 'properties'}`}</Line>
        <Line term="Gives">{attributes.length === 0 ? 'nothing but its id' : `${attributes.slice(0, MOST).join(', ')}${attributes.length > MOST ? ` and ${attributes.length - MOST} more` : ''}`}</Line>
        <Line term="Runs">{missing !== null ? `on ${missing}, to which this project has no connection: until then it can be drawn and checked` : connection !== null ? `on a connected ${connection}` : runsHere(type) ? 'here' : 'nowhere here yet: it can be drawn and checked'}</Line>
        {type.since ? <Line term="Since">{type.since}</Line> : null}
        {type.support === 'DEPRECATED' ? <Line term="Deprecated">Templates that have it go on working; new ones do better without it.</Line> : null}
      </dl>
    </>
  );
}

function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return <div className="grid grid-cols-[76px_minmax(0,1fr)] gap-2"><dt className="text-muted">{term}</dt><dd className="min-w-0 break-words">{children}</dd></div>;
}

function Property({ name, schema }: { name: string; schema: PropertySchema }) {
  return <span className="block"><span className="font-mono">{name}</span> <span className="text-muted">{schema.type.toLowerCase()}</span></span>;
}
