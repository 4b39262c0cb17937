'use client';
import { type FormEvent, useState } from 'react';
import { Plus, X } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { type Sink, sinksOf } from './entries';

export interface SinkTableProps {
  document: JsonMap;
  readOnly: boolean;
  onAdd: (sink: Sink) => void;
  onRemove: (index: number) => void;
}

/** Queues that are told of every event of stacks deployed with the environment. */
export function SinkTable({ document, readOnly, onAdd, onRemove }: SinkTableProps) {
  const [target, setTarget] = useState('');
  const [ttl, setTtl] = useState('');
  const sinks = sinksOf(document);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (target.trim() === '') return;
    onAdd({ target: target.trim(), ...(ttl === '' ? {} : { ttl: Number(ttl) }) });
    setTarget('');
    setTtl('');
  };
  return (
    <section aria-labelledby="section-sinks">
      <h2 id="section-sinks" className="text-sm font-semibold">Event sinks</h2>
      <p className="pb-2 text-xs text-muted">Queues of this project that get every event of the stacks deployed with it; programs read them at <code className="font-mono">/queues/v2</code>. A message stays an hour, or as many seconds as you say.</p>
      <ul aria-label="Event sinks" className="flex flex-col">
        {sinks.map((sink, index) => (
          <li key={index} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_76px] items-center gap-x-2 py-1 text-sm">
            {sink === null ? <span className="col-span-2 text-muted">One that the form cannot show: change it under YAML.</span> : <><span className="truncate font-mono text-xs">{sink.target}</span><span className="text-xs text-muted">{sink.ttl === undefined ? 'an hour' : `${sink.ttl} s`}</span></>}
            {readOnly ? null : <IconButton className="justify-self-end" label={`Remove event sink ${sink?.target ?? index + 1}`} icon={<X />} onClick={() => onRemove(index)} />}
          </li>
        ))}
      </ul>
      {readOnly ? null : (
        <form onSubmit={add} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_76px] items-center gap-2 pt-1">
          <Input aria-label="Queue" placeholder="queue" value={target} onChange={(event) => setTarget(event.target.value)} className="font-mono text-xs" />
          <Input aria-label="Seconds that a message stays" placeholder="seconds that a message stays" type="number" min={60} max={1209600} value={ttl} onChange={(event) => setTtl(event.target.value)} className="font-mono text-xs" />
          <Button type="submit" disabled={target.trim() === ''}><Plus aria-hidden />Add</Button>
        </form>
      )}
    </section>
  );
}
