'use client';
import { useRef, useState } from 'react';
import { ArrowDown, ArrowUp, GripVertical, Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { standardKey } from '@/components/shell/keymap';
import { IconButton } from '@/components/ui/IconButton';
import { cn } from '@/components/ui/cn';
import { isMap } from '@/lib/hot/json';
import type { Json, PropertySchema } from '@/lib/hot/types';
import { emptyValue, modeOf } from './value';
import type { ValueEditorProps } from './context';

/** Items of a list, one below the other: each can be changed, moved (dragged, or Alt with an arrow) and removed. Values from a closed list are ticked. */
export function ListEditor({ id, path, schema, label, context, items, allowed }: ValueEditorProps & { items: Json[]; allowed: Json[] | null }) {
  const item: PropertySchema = schema.items ?? { type: 'String' };
  if (allowed !== null) return <Ticks label={label} allowed={allowed} chosen={items.length > 0 || !Array.isArray(schema.default) ? items : schema.default} onChange={(next) => context.set(path, next, `Set ${label}`)} />;
  return <Items id={id} path={path} item={item} label={label} context={context} items={items} />;
}

function Items({ id, path, item, label, context, items }: Pick<ValueEditorProps, 'id' | 'path' | 'label' | 'context'> & { item: PropertySchema; items: Json[] }) {
  const list = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (index: number, to: number) => {
    if (to < 0 || to >= items.length || to === index) return;
    const next = [...items];
    next.splice(to, 0, ...next.splice(index, 1));
    context.set(path, next, `Reorder ${label}`);
    // The keys stay with the item that was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(':scope > [data-item] > [data-grip]')[to]?.focus());
  };
  const drop = () => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <div ref={list} className="flex flex-col gap-1.5">
      {items.map((value, index) => {
        const name = isMap(value) && typeof value.name === 'string' ? value.name : `${label} ${index + 1}`;
        return (
          <div
            key={index}
            data-item
            role="group"
            aria-label={name}
            className={cn('flex items-start gap-1 rounded-md border bg-sunken p-1.5', dragged === index && 'opacity-50', over === index && dragged !== index && 'border-ink')}
            onKeyDown={(event) => {
              const inChoice = event.target instanceof Element && event.target.closest('select, [role="combobox"]') !== null;
              const keys = event.defaultPrevented || inChoice ? null : standardKey('form', event);
              const by = keys === 'Alt+ArrowUp' ? -1 : keys === 'Alt+ArrowDown' ? 1 : 0;
              if (by === 0) return;
              // Of a list within a list only the inner one moves.
              event.preventDefault();
              event.stopPropagation();
              move(index, index + by);
            }}
            onDragOver={(event) => { if (dragged !== null) { event.preventDefault(); event.stopPropagation(); setOver(index); } }}
            onDrop={(event) => { if (dragged !== null) { event.preventDefault(); event.stopPropagation(); drop(); } }}
          >
            {items.length > 1 ? (
              <button
                type="button" data-grip draggable aria-label={`Move ${name}: ${index + 1} of ${items.length}`} title="Drag, or Alt ↑ and Alt ↓" className="mt-1 shrink-0 cursor-grab rounded-sm text-faint hover:text-ink"
                onDragStart={(event) => { event.stopPropagation(); event.dataTransfer.effectAllowed = 'move'; event.dataTransfer.setData('text/plain', name); setDragged(index); }}
                onDragEnd={() => { setDragged(null); setOver(null); }}
              ><GripVertical className="size-4" aria-hidden /></button>
            ) : null}
            <div className="min-w-0 flex-1">
              <context.Value id={`${id}-${index}`} path={[...path, index]} schema={item} value={value} mode={modeOf(value, item)} label={name} context={context} />
            </div>
            <div className="flex flex-col">
              <IconButton label={`Remove ${name}`} icon={<Trash2 />} className="size-6" onClick={() => context.remove([...path, index], `Remove ${name}`)} />
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
