'use client';
import { useRef } from 'react';
import { Search, X } from 'lucide-react';
import { usePageKeys } from '@/components/shell/pageKeys';
import { Input } from './Input';
import { cn } from './cn';
import { useTyped } from './useTyped';

export interface FilterBoxProps {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  className?: string;
}

/** Filters what is below it. `/` goes there from anywhere on the page, Escape empties it. */
export function FilterBox({ value: told, onChange: tell, placeholder, className }: FilterBoxProps) {
  const [value, onChange] = useTyped(told, tell);
  const input = useRef<HTMLInputElement>(null);
  usePageKeys('all', (keys) => {
    if (keys === '/') input.current?.focus();
    return keys === '/';
  });
  return (
    <div className={cn('relative w-64', className)}>
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <Input
        ref={input}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Escape') onChange(''); }}
        placeholder={placeholder}
        aria-label={placeholder}
        className="px-8"
      />
      {value ? (
        <button type="button" aria-label="Clear the filter" onClick={() => onChange('')} className="absolute end-1 top-1 flex size-6 items-center justify-center rounded-sm text-faint hover:text-ink"><X className="size-3.5" /></button>
      ) : null}
    </div>
  );
}
