'use client';
import { type ComponentProps, useId, useState } from 'react';
import { Input } from '@/components/ui/Input';
import { useThings } from './useThings';

/** The name of a thing that a cloud has: what there is is offered, and anything else may be typed. */
export function ThingInput({ constraint, onFocus, ...props }: ComponentProps<typeof Input> & { constraint: string }) {
  const list = useId();
  const [near, setNear] = useState(false);
  const known = useThings(constraint, near);
  const several = known.length > 1;
  const shown = known.flatMap(({ connection, things }) => things.map((thing) => ({ ...thing, detail: [thing.detail, thing.id === thing.name ? '' : thing.id, several ? (connection ?? 'sandbox') : ''].filter(Boolean).join(' · ') })));
  return (
    <div onPointerEnter={() => setNear(true)}>
      <Input {...props} list={list} autoComplete="off" onFocus={(event) => { setNear(true); onFocus?.(event); }} />
      <datalist id={list}>{shown.map(({ id, name, detail }) => <option key={`${name} ${id}`} value={name}>{detail}</option>)}</datalist>
      {known.map(({ connection, things, problem }) => <p key={connection ?? ''} className="pt-1 text-xs text-muted">{problem === null ? `${things.length} known to ${connection ?? 'the sandbox'}; any other name or id can be typed` : `${connection} could not be asked: ${problem}`}</p>)}
    </div>
  );
}

/** The service constraint among constraints, if there is one. */
export function thingConstraint(constraints: readonly { kind?: unknown; name?: unknown }[] | undefined): string | null {
  for (const { kind, name } of constraints ?? []) if (kind === 'custom_constraint' && typeof name === 'string' && name.includes('.')) return name;
  return null;
}
