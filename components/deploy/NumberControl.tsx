'use client';
import { Input } from '@/components/ui/Input';
import type { JsonMap } from '@/lib/hot/types';

export interface NumberControlProps {
  id: string;
  value: string;
  placeholder: string;
  constraints: readonly JsonMap[];
  disabled: boolean;
  'aria-describedby': string;
  'aria-invalid': boolean;
  onChange: (value: string) => void;
}

/** More steps than this are typed. */
const MOST_STEPS = 100;

/** A number, whole or not. Where it has bounds the arrows keep to them, and a slider is there when there are few steps between. */
export function NumberControl({ value, placeholder, constraints, disabled, onChange, ...rest }: NumberControlProps) {
  const { min, max } = constraints.find(({ kind }) => kind === 'range') ?? {};
  const modulo = constraints.find(({ kind }) => kind === 'modulo');
  const step = typeof modulo?.step === 'number' ? modulo.step : 1;
  const bounded = typeof min === 'number' && typeof max === 'number';
  const now = Number(value === '' ? placeholder : value);
  return (
    <span className="flex items-center gap-3">
      <Input
        {...rest}
        inputMode="decimal"
        autoComplete="off"
        disabled={disabled}
        value={value}
        placeholder={placeholder}
        className="max-w-40 tabular-nums"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? step : event.key === 'ArrowDown' ? -step : 0;
          if (by === 0 || !Number.isFinite(now)) return;
          event.preventDefault();
          onChange(String(Math.min(typeof max === 'number' ? max : Infinity, Math.max(typeof min === 'number' ? min : -Infinity, now + by))));
        }}
      />
      {bounded && (max - min) / step <= MOST_STEPS ? <input type="range" aria-label="The same, as a slider" disabled={disabled} min={min} max={max} step={step} value={Number.isFinite(now) ? now : min} onChange={(event) => onChange(event.target.value)} className="h-8 w-40 accent-ink" /> : null}
    </span>
  );
}
