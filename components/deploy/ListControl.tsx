'use client';
import { useState } from 'react';
import { TriangleAlert, X } from 'lucide-react';
import { Input } from '@/components/ui/Input';

export interface ListControlProps {
  id: string;
  /** As it is sent: items with commas between them. */
  value: string;
  placeholder: string;
  disabled: boolean;
  'aria-describedby': string;
  'aria-invalid': boolean;
  onChange: (value: string) => void;
}

/** A list of texts: Enter or a comma ends an item, Backspace takes the last one back. Spaces are kept, for Heat keeps them, and said. */
export function ListControl({ id, value, placeholder, disabled, onChange, ...aria }: ListControlProps) {
  const [typed, setTyped] = useState('');
  const items = value === '' ? [] : value.split(',');
  const spaced = items.filter((item) => item !== item.trim());
  const add = (text: string) => {
    setTyped('');
    if (text !== '') onChange([...items, ...text.split(',')].join(','));
  };
  return (
    <div className="flex flex-col gap-1.5">
      {items.length > 0 ? (
        <ul aria-label="Items" className="flex flex-wrap gap-1">
          {items.map((item, index) => (
            <li key={`${index}-${item}`} className="flex max-w-full items-center gap-1 rounded-sm border bg-sunken py-0.5 pe-0.5 ps-2 font-mono text-xs">
              <span className="truncate whitespace-pre">{item || '(empty)'}</span>
              {disabled ? null : <button type="button" aria-label={`Remove ${item || 'the empty item'}`} className="rounded-sm p-0.5 hover:bg-hover" onClick={() => onChange(items.filter((_, at) => at !== index).join(','))}><X className="size-3" aria-hidden /></button>}
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        {...aria}
        id={id}
        disabled={disabled}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        placeholder={items.length > 0 ? 'Another item' : placeholder || 'one,two,three'}
        onChange={(event) => (event.target.value.includes(',') ? add(event.target.value.replace(/,$/, '')) : setTyped(event.target.value))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) { event.preventDefault(); add(typed); }
          if (event.key === 'Backspace' && typed === '' && items.length > 0) onChange(items.slice(0, -1).join(','));
        }}
        onBlur={() => add(typed)}
      />
      {spaced.length > 0 ? <p className="flex items-center gap-1.5 text-xs text-muted"><TriangleAlert className="size-3 shrink-0 text-status-held" aria-hidden />The spaces around {spaced.map((item) => `"${item.trim()}"`).join(', ')} belong to the values.<button type="button" className="underline" onClick={() => onChange(items.map((item) => item.trim()).join(','))}>Take them away</button></p> : null}
    </div>
  );
}
