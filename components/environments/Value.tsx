import { KeyRound } from 'lucide-react';
import type { Json } from '@/lib/hot/types';
import { secretHandle } from '@/lib/wire/environments';

/** A value of a parameter on one line; a secret by its name. */
export function Value({ value }: { value: Json }) {
  const secret = secretHandle(value);
  if (secret !== null) return <span className="flex items-center gap-1 text-xs"><KeyRound aria-hidden className="size-3.5 text-muted" /><span className="sr-only">secret </span><span className="font-mono">{secret}</span></span>;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return <code className="min-w-0 break-words font-mono text-xs" title={text}>{text}</code>;
}
