'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import type { Json, PropertySchema } from '@/lib/hot/types';
import { emptyValue, isMap, modeOf } from './value';
import type { ValueEditorProps } from './context';

/** Items of a list, one below the other: each can be changed, moved and removed. Values from a closed list are ticked. */
export function ListEditor({ id, path, schema, label, context, items, allowed }: ValueEditorProps & { items: Json[]; allowed: Json[] | null }) {
  const item: PropertySchema = schema.items ?? { type: 'String' };
  if (allowed !== null) return <Ticks label={label} allowed={allowed} chosen={items.length > 0 || !Array.isArray(schema.default) ? items : schema.default} onChange={(next) => context.set(path, next, `Set ${label}`)} />;
  const move = (index: number, to: number) => {
    const next = [...items];
    next.splice(to, 0, ...next.splice(index, 1));
    context.set(path, next, `Reorder ${label}`);
  };
  return (
    <div className="flex flex-col gap-1.5">
      {items.map((value, index) => {
        const name = isMap(value) && typeof value.name === 'string' ? value.name : `${label} ${index + 1}`;
        return (
          <div key={index} className="flex items-start gap-1 rounded-md border bg-sunken p-1.5">
            <div className="min-w-0 flex-1">
              <context.Value id={`${id}-${index}`} path={[...path, index]} schema={item} value={value} mode={modeOf(value, item)} label={name} context={context} />
            </div>
            <div className="flex flex-col">
              <IconButton label={`Remove ${name}`} icon={<X />} className="size-6" onClick={() => context.remove([...path, index], `Remove ${name}`)} />
              {items.length > 1 ? <IconButton label={`Move ${name} up`} icon={<ArrowUp />} className="size-6" disabled={index === 0} onClick={() => move(index, index - 1)} /> : null}
              {items.length > 1 ? <IconButton label={`Move ${name} down`} icon={<ArrowDown />} className="size-6" disabled={index === items.length - 1} onClick={() => move(index, index + 1)} /> : null}
            </div>
          </div>
        );
      })}
      <Button id={id} size="sm" variant="quiet" className="self-start" aria-label={`Add to ${label}`} onClick={() => context.append(path, newItem(item, items.length), `Add to ${label}`)}><Plus aria-hidden />Add</Button>
    </div>
  );
}

/** A new item has what its type requires, so that there is something to fill in. */
function newItem(item: PropertySchema, count: number): Json {
  if (item.type !== 'Map' || !item.schema) return emptyValue(item);
  const required = Object.entries(item.schema).filter(([, member]) => member.required);
  return Object.fromEntries(required.map(([name, member]) => [name, name === 'name' ? `name_${count + 1}` : emptyValue(member)]));
}

function Ticks({ label, allowed, chosen, onChange }: { label: string; allowed: Json[]; chosen: Json[]; onChange: (next: Json[]) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-x-3 gap-y-1">
      <legend className="sr-only">{label}</legend>
      {allowed.map((value) => (
        <label key={String(value)} className="flex items-center gap-1.5 text-xs">
          <input type="checkbox" checked={chosen.includes(value)} onChange={(event) => onChange(event.target.checked ? allowed.filter((each) => each === value || chosen.includes(each)) : chosen.filter((each) => each !== value))} />
          {String(value)}
        </label>
      ))}
    </fieldset>
  );
}
