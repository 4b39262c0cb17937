'use client';
import { type KeyboardEvent, useState } from 'react';
import Link from 'next/link';
import { RotateCcw } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Input } from '@/components/ui/Input';
import { Kbd } from '@/components/ui/Kbd';
import { Switch } from '@/components/ui/Switch';
import { allBindingsWith } from './keyList';
import { type KeyBinding, takenBy } from './keymap';
import { placeHref } from './navigation';
import { usePreferences } from './preferences';

/** Every key, searched by what it does. Single keys can be changed; those that work everywhere can be turned off. */
export function HelpOverlay({ project, onClose }: { project: string; onClose: () => void }) {
  const [filter, setFilter] = useState('');
  const { preferences, change } = usePreferences();
  const bindings = allBindingsWith(preferences.keys);
  const wanted = filter.trim().toLowerCase();
  const shown = bindings.filter(({ label, keys, group }) => !wanted || `${label} ${keys} ${group}`.toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <Dialog open onClose={onClose} width="lg" title="Keys" description="Keys of a canvas or a table work while it has the focus.">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-4 bg-raised pb-3">
        <Input autoFocus aria-label="Search the keys" placeholder="Search the keys" value={filter} onChange={(event) => setFilter(event.target.value)} className="w-60" />
        <span className="flex items-center gap-2 text-sm"><Switch id="single-keys" checked={preferences.singleKeys === 'on'} onChange={(on) => change({ singleKeys: on ? 'on' : 'off' })} /><label htmlFor="single-keys">Single letters do something</label></span>
        {Object.keys(preferences.keys).length > 0 ? <Button size="sm" onClick={() => change({ keys: {} })}><RotateCcw aria-hidden />All as they were</Button> : null}
      </div>
      <div className="columns-2 gap-8 max-md:columns-1">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="mb-5 break-inside-avoid">
            <h3 className="pb-1 text-sm font-semibold">{group}</h3>
            <ul>{shown.filter((binding) => binding.group === group).map((binding) => <Row key={binding.id} binding={binding} off={preferences.singleKeys === 'off' && binding.changeable && group === 'Everywhere'} />)}</ul>
          </section>
        ))}
      </div>
      {shown.length === 0 ? <p className="text-sm text-muted">No key does that. <Link className="underline" href={placeHref(project, 'types')}>The catalogue</Link> explains resource types and functions.</p> : null}
    </Dialog>
  );
}

function Row({ binding, off }: { binding: KeyBinding; off: boolean }) {
  const { preferences, change } = usePreferences();
  const [listening, setListening] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const standard = allBindingsWith({}).find(({ id }) => id === binding.id);
  const take = (event: KeyboardEvent) => {
    if (listening === null || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListening(null);
    const pressed = binding.group === 'Everywhere' || event.key.length > 1 ? event.key : event.key.toLowerCase();
    const keys = listening === '' && standard?.keys.includes(' ') ? null : `${listening} ${pressed}`.trim();
    // Places are two keys, the others one.
    if (keys === null) return setListening(event.key);
    const taken = takenBy(allBindingsWith(preferences.keys), binding.id, keys);
    setListening(null);
    if (taken) return setProblem(`${keys} is taken: ${taken.label.toLowerCase()}.`);
    setProblem(null);
    const { [binding.id]: _, ...others } = preferences.keys;
    change({ keys: keys === standard?.keys ? others : { ...others, [binding.id]: keys } });
  };
  return (
    <li className="flex min-h-8 items-center gap-2 border-b py-1 text-sm last:border-0">
      <span className={off ? 'min-w-0 flex-1 text-faint line-through' : 'min-w-0 flex-1'}>{binding.label}{problem ? <span role="alert" className="block text-xs">{problem}</span> : null}</span>
      {binding.changeable ? (
        <button type="button" aria-label={`Another key for: ${binding.label}`} title="Press to choose another key" onClick={() => setListening('')} onKeyDown={take} onBlur={() => setListening(null)} className="flex min-h-6 min-w-6 items-center gap-1 rounded-sm hover:bg-hover">
          {listening === null ? binding.keys.split(' ').map((key, index) => <Kbd key={index}>{key}</Kbd>) : <span className="px-1 text-xs">{listening === '' ? 'press a key' : `${listening} and...`}</span>}
        </button>
      ) : <span className="flex gap-1"><Kbd>{binding.keys}</Kbd></span>}
    </li>
  );
}
