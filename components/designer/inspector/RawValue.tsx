'use client';
import { useState } from 'react';
import type { Json } from '@/lib/hot/types';
import { CommitText } from './CommitText';
import { parseYaml, yamlOf } from './value';

export interface RawValueProps {
  id?: string;
  value: Json | undefined;
  label?: string;
  describedBy?: string;
  onChange: (value: Json) => void;
}

/** Any value, as YAML by hand: functions, nested maps, whatever has no form. Text that cannot be read changes nothing and says why. */
export function RawValue({ id, value, label, describedBy, onChange }: RawValueProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const text = yamlOf(value);
  return (
    <div className="flex flex-col gap-1">
      <CommitText
        id={id}
        label={label}
        describedBy={describedBy}
        value={text}
        multiline
        mono
        rows={Math.min(12, Math.max(2, text.split('\n').length))}
        invalid={problem !== null}
        onCommit={(typed) => {
          const parsed = parseYaml(typed);
          setProblem(parsed.ok ? null : parsed.message);
          if (parsed.ok) onChange(parsed.value);
        }}
      />
      {problem ? <p role="alert" className="text-xs text-muted">{problem} Nothing was changed.</p> : null}
    </div>
  );
}
