'use client';
import { useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, X } from 'lucide-react';
import type { JsonMap } from '@/lib/hot/types';
import type { Role, StackView } from '@/lib/wire/types';
import { getStackSource } from '@/app/actions/stacks';
import { unwrap } from '@/components/live/unwrap';
import { useStackValues } from '@/components/live/useStackValues';
import { roleRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';
import { Skeleton } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import { HOOK_WORDS, policiesIn, RESTRICTION_WORDS, withPolicy, type Policy } from './policies';
import { sinksIn, withoutSink, withSink } from './sinks';

export interface PolicySwitchesProps {
  stack: StackView;
  project: string;
  role: Role;
  /** Shows the plan of an update with this environment. */
  onUpdate: (environment: JsonMap) => void;
}

/** Where a run stops, what may not be done to a resource, and who is told of events. They stand in the environment of the stack, so they change with an update, whose plan is shown first. */
export function PolicySwitches({ stack, project, role, onUpdate }: PolicySwitchesProps) {
  const gone = stack.deletedAt !== null || stack.revision === null;
  const values = useStackValues(project, stack.id, stack.eventSeq);
  const source = useQuery({ queryKey: ['source', stack.id, stack.revision?.id], queryFn: async () => unwrap(await getStackSource(project, stack.id)), enabled: !gone });
  const [edited, setEdited] = useState<JsonMap | null>(null);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [name, setName] = useState('');
  const own = edited ?? source.data?.environment ?? {};
  const names = useMemo(() => [...new Set(stack.resources.filter(({ stackId, replacedBy }) => stackId === stack.id && replacedBy === null).map((resource) => resource.name))].toSorted(), [stack.resources, stack.id]);
  if (gone) return <p className="px-4 py-3 text-sm text-muted">Nothing is deployed.</p>;
  if (source.error) return <p role="alert" className="px-4 py-3 text-sm">{source.error.message}</p>;
  if (!source.data) return <div role="status" aria-label="Loading the environment" className="px-4 py-3"><Skeleton className="h-3 w-48" /></div>;
  const refusal = roleRefusal(role);
  const mine = policiesIn(own);
  // Those of environments of the library are changed there.
  const shared = policiesIn(values.data?.environment ?? {}).filter(({ path }) => !policiesIn(source.data.environment).some((each) => each.path.join('/') === path.join('/')));
  const rows = [...mine, ...added.filter((each) => !mine.some(({ path }) => path.join(' / ') === each)).map((each): Policy => ({ path: each.split(' / '), hooks: [], restricted: [] }))];
  const changed = edited !== null && JSON.stringify(edited) !== JSON.stringify(source.data.environment);
  const add = () => {
    const wanted = name.trim();
    if (wanted === '') return;
    setAdded([...added.filter((each) => each !== wanted), wanted]);
    setName('');
  };
  return (
    <div className="flex flex-col gap-3 px-4 py-3 text-sm">
      {rows.length + shared.length === 0 ? <p className="text-muted">Nothing is held, and nothing is restricted.</p> : null}
      <ul aria-label="Breakpoints and restrictions" className="flex flex-col gap-3">
        {rows.map((policy) => <Row key={policy.path.join(' / ')} policy={policy} disabled={refusal !== null} onChange={(next) => { setAdded([...new Set([...added, next.path.join(' / ')])]); setEdited(withPolicy(own, next)); }} />)}
        {shared.map((policy) => <Row key={`shared ${policy.path.join(' / ')}`} policy={policy} disabled note="From an environment of the library: change it there." onChange={() => undefined} />)}
      </ul>
      {refusal ? <p className="text-xs text-muted">{refusal}</p> : (
        <form className="flex items-center gap-2" onSubmit={(event) => { event.preventDefault(); add(); }}>
          <Input aria-label="Resource to hold or restrict" placeholder="Resource, * for any letters" list="policy-names" value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} className="font-mono text-xs" />
          <datalist id="policy-names">{names.slice(0, 500).map((each) => <option key={each} value={each}>{each}</option>)}</datalist>
          <Button type="submit" disabled={name.trim() === ''}>Add</Button>
        </form>
      )}
      <Sinks environment={own} mayChange={refusal === null} onChange={setEdited} />
      <div className="flex flex-wrap items-center gap-3">
        <Button variant={changed ? 'primary' : 'secondary'} disabled={!changed} title={changed ? undefined : 'Nothing has changed.'} onClick={() => (edited ? onUpdate(edited) : undefined)}>See the plan<ArrowRight aria-hidden /></Button>
        {changed ? <Button variant="quiet" onClick={() => { setEdited(null); setAdded([]); }}>Take back</Button> : null}
        <span className="text-xs text-muted">They stand in the environment, and come with an update.</span>
      </div>
    </div>
  );
}

/** Queues that get every event of the stack. */
function Sinks({ environment, mayChange, onChange }: { environment: JsonMap; mayChange: boolean; onChange: (environment: JsonMap) => void }) {
  const [queue, setQueue] = useState('');
  const sinks = sinksIn(environment);
  return (
    <section aria-labelledby="told" className="flex flex-col gap-2 border-t pt-3">
      <h3 id="told" className="text-sm font-medium">Told of every event</h3>
      {sinks.length === 0 ? <p className="text-muted">No queue.</p> : null}
      <ul aria-label="Event sinks" className="flex flex-col gap-1">
        {sinks.map((target, index) => <li key={index} className="flex items-center gap-2"><span className="min-w-0 flex-1 truncate font-mono text-xs">{target}</span>{mayChange ? <IconButton label={`Tell ${target} no more`} icon={<X />} className="size-6" onClick={() => onChange(withoutSink(environment, index))} /> : null}</li>)}
      </ul>
      {mayChange ? (
        <form className="flex items-center gap-2" onSubmit={(event) => { event.preventDefault(); if (queue.trim() === '') return; onChange(withSink(environment, queue.trim())); setQueue(''); }}>
          <Input aria-label="Queue to tell" placeholder="Queue of this project" value={queue} autoComplete="off" onChange={(event) => setQueue(event.target.value)} className="font-mono text-xs" />
          <Button type="submit" disabled={queue.trim() === ''}>Add</Button>
        </form>
      ) : null}
    </section>
  );
}

function Row({ policy, disabled, note, onChange }: { policy: Policy; disabled: boolean; note?: string; onChange: (policy: Policy) => void }) {
  const { path, hooks, restricted } = policy;
  // What is not offered here, a hook behind an action say, is kept, and can be taken off.
  const offered = [...new Set([...Object.keys(HOOK_WORDS), ...hooks])];
  return (
    <li className="flex flex-col gap-1">
      <span className="truncate font-mono text-xs font-medium">{path.join(' / ')}</span>
      <div className="grid grid-cols-[3.5rem_1fr] items-start gap-x-1 text-xs text-muted">
        <span className="leading-6">stops</span>
        <span className="flex flex-wrap gap-1">{offered.map((hook) => <Toggle key={hook} on={hooks.includes(hook)} disabled={disabled} label={wordOf(HOOK_WORDS, hook)} about={`${path.join(' / ')} stops ${wordOf(HOOK_WORDS, hook)}`} onToggle={() => onChange({ ...policy, hooks: toggled(hooks, hook) })} />)}</span>
      </div>
      <div className="grid grid-cols-[3.5rem_1fr] items-start gap-x-1 text-xs text-muted">
        <span className="leading-6">may not</span>
        <span className="flex flex-wrap gap-1">{Object.keys(RESTRICTION_WORDS).map((word) => <Toggle key={word} on={restricted.includes(word)} disabled={disabled} label={wordOf(RESTRICTION_WORDS, word)} about={`${path.join(' / ')} may not ${wordOf(RESTRICTION_WORDS, word)}`} onToggle={() => onChange({ ...policy, restricted: toggled(restricted, word) })} />)}</span>
      </div>
      {note ? <span className="text-xs text-muted">{note}</span> : null}
    </li>
  );
}

function Toggle({ on, label, about, disabled, onToggle }: { on: boolean; label: string; about: string; disabled: boolean; onToggle: () => void }) {
  return <button type="button" role="switch" aria-checked={on} aria-label={about} disabled={disabled} onClick={onToggle} className={cn('h-6 rounded-full border px-2 text-xs hover:bg-hover disabled:opacity-60', on ? 'border-ink bg-selected font-medium text-ink' : 'text-muted')}>{label}</button>;
}

function wordOf(words: Readonly<Record<string, string>>, key: string): string {
  return words[key] ?? key.replace('-', ' ');
}

function toggled(list: readonly string[], word: string): string[] {
  return list.includes(word) ? list.filter((each) => each !== word) : [...list, word];
}
