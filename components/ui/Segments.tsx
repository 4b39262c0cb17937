'use client';
import { ToggleGroup as Radix } from 'radix-ui';
import { cn } from './cn';

export interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string; disabled?: boolean; title?: string }[];
  onChange: (value: T) => void;
  className?: string;
}

/** One of a few, all in view. */
export function Segments<T extends string>({ label, value, options, onChange, className }: SegmentsProps<T>) {
  return (
    <Radix.Root
      type="single"
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next);
        if (option) onChange(option.value);
      }}
      className={cn('inline-flex shrink-0 rounded-md border bg-sunken p-0.5', className)}
    >
      {options.map((option) => (
        <Radix.Item key={option.value} value={option.value} disabled={option.disabled} title={option.title} className="h-6 rounded-sm px-2 text-xs font-medium text-muted hover:text-ink disabled:opacity-45 data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--border)]">
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
