'use client';
import { useId } from 'react';
import { RadioGroup } from 'radix-ui';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';

export interface ChoiceControlProps {
  id: string;
  allowed: readonly string[];
  value: string | undefined;
  /** Several of them, with commas between. */
  many: boolean;
  disabled: boolean;
  'aria-describedby': string;
  'aria-invalid': boolean;
  onChange: (value: string) => void;
}

const FEW = 5;
const SEARCHED = 12;

/** One of some values: seen at once where they are few, searched where they are many. Of a list, several. */
export function ChoiceControl({ id, allowed, value, many, disabled, onChange, ...aria }: ChoiceControlProps) {
  const list = useId();
  if (many) {
    const chosen = value === undefined || value === '' ? [] : value.split(',');
    return (
      <div id={id} role="group" {...aria} aria-invalid={undefined} aria-labelledby={`${id}-label`} className="flex flex-wrap gap-x-4 gap-y-1.5">
        {allowed.map((each) => <label key={each} className="flex items-center gap-1.5 text-sm"><input type="checkbox" disabled={disabled} checked={chosen.includes(each)} onChange={(event) => onChange((event.target.checked ? allowed.filter((one) => one === each || chosen.includes(one)) : chosen.filter((one) => one !== each)).join(','))} />{each}</label>)}
      </div>
    );
  }
  if (allowed.length <= FEW && allowed.every((each) => each.length <= 24)) {
    return (
      <RadioGroup.Root id={id} {...aria} aria-labelledby={`${id}-label`} disabled={disabled} value={value ?? ''} onValueChange={onChange} className="flex flex-wrap gap-1.5">
        {allowed.map((each) => (
          <RadioGroup.Item key={each} value={each} aria-label={each} className="flex h-8 items-center gap-2 rounded-md border bg-surface px-3 text-sm hover:bg-hover data-[state=checked]:border-ink data-[state=checked]:bg-selected disabled:opacity-50">
            <span aria-hidden className="flex size-3.5 items-center justify-center rounded-full border border-border-strong"><RadioGroup.Indicator className="size-1.5 rounded-full bg-ink" /></span>{each}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    );
  }
  if (allowed.length <= SEARCHED) return <Select id={id} {...aria} disabled={disabled} value={value} onChange={onChange} options={allowed.map((each) => ({ value: each, label: each }))} />;
  return (
    <>
      <Input id={id} {...aria} disabled={disabled} list={list} autoComplete="off" spellCheck={false} value={value ?? ''} placeholder={`One of ${allowed.length}; type to search`} onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>{allowed.map((each) => <option key={each} value={each}>{each}</option>)}</datalist>
    </>
  );
}
