'use client';
import { type KeyboardEvent, useState } from 'react';
import Link from 'next/link';
import { RotateCcw } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Input } from '@/components/ui/Input';
import { Kbd } from '@/components/ui/Kbd';
import { Switch } from '@/components/ui/Switch';
import { bindingsWith, chordOf, isSingle, type KeyBinding, type KeyScope, takenBy } from './keymap';
import { KEYS } from './keymapTable';
import { placeHref } from './navigation';
import { usePreferences } from './preferences';
import { written } from './shownKeys';

/** Every key, searched by what it does or how it is written. Those that are buttons can be changed; single characters that work everywhere can be turned off. */
export function HelpOverlay({ project, onClose }: { project: string; onClose: () => void }) {
  const [filter, setFilter] = useState('');
  const { preferences, change } = usePreferences();
  const bindings = bindingsWith(preferences.keys);
  const wanted = filter.trim().toLowerCase();
  const matches = (group: string, keys: string, label: string): boolean => !wanted || `${label} ${keys} ${group}`.toLowerCase().includes(wanted);
  const groups = SCOPES.map((scope) => ({
    scope,
    own: bindings.filter((binding) => binding.scope === scope && matches(KEYS[scope].label, written(binding.keys), binding.label)),
    fixed: KEYS[scope].fixed.filter(([keys, label]) => matches(KEYS[scope].label, keys, label)),
  })).filter(({ own, fixed }) => own.length + fixed.length > 0);
  return (
    <Dialog open onClose={onClose} width="lg" title="Keys" description="Press a key below to choose another. Keys of a canvas, a table or a timeline work while it has the focus.">
      <div className="sticky top-0 z-10 -mt-1 flex flex-wrap items-center gap-4 bg-raised pb-3 pt-1">
        <Input autoFocus aria-label="Search the keys" placeholder="Search the keys" value={filter} onChange={(event) => setFilter(event.target.value)} className="w-60" />
        <span className="flex items-center gap-2 text-sm"><Switch id="single-keys" checked={preferences.singleKeys === 'on'} onChange={(on) => change({ singleKeys: on ? 'on' : 'off' })} /><label htmlFor="single-keys">Single letters do something</label></span>
        {Object.keys(preferences.keys).length > 0 ? <Button size="sm" onClick={() => change({ keys: {} })}><RotateCcw aria-hidden />All as they were</Button> : null}
      </div>
      <div className="columns-2 gap-8 max-md:columns-1">
        {groups.map(({ scope, own, fixed }) => (
          <section key={scope} aria-label={KEYS[scope].label} className="mb-5">
            <h3 className="break-after-avoid pb-1 text-sm font-semibold">{KEYS[scope].label}</h3>
            <ul>
              {own.map((binding) => <Row key={binding.id} binding={binding} off={preferences.singleKeys === 'off' && isSingle(binding.keys) && WHOLE_PAGE.has(scope)} />)}
              {fixed.map(([keys, label]) => <li key={keys} title="Cannot be changed" className={ROW}><span className="min-w-0 flex-1">{label}</span><span className="px-0.5"><Kbd>{keys}</Kbd></span></li>)}
            </ul>
          </section>
        ))}
      </div>
      {groups.length === 0 ? <p className="text-sm text-muted">No key does that. <Link className="underline" href={placeHref(project, 'types')}>The catalogue</Link> explains resource types and functions.</p> : null}
    </Dialog>
  );
}

const SCOPES: readonly KeyScope[] = ['all', 'list', 'designer', 'stack', 'timeline', 'form'];
/** Their characters work wherever the focus is. */
const WHOLE_PAGE: ReadonlySet<KeyScope> = new Set(['all', 'list', 'stack']);
const ROW = 'flex min-h-8 break-inside-avoid items-center gap-2 border-b py-1 text-sm last:border-0';

function Row({ binding, off }: { binding: KeyBinding; off: boolean }) {
  const { preferences, change } = usePreferences();
  const [listening, setListening] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const standard = binding.id.slice(binding.scope.length + 1);
  const take = (event: KeyboardEvent) => {
    const pressed = chordOf(event);
    if (listening === null || pressed === '' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (pressed === 'Escape') return setListening(null);
    // Places are two keys, the others one.
    if (listening === '' && standard.includes(' ')) return setListening(pressed);
    const keys = `${listening} ${pressed}`.trim();
    setListening(null);
    if (/^(Enter|Space)$/.test(keys) && keys !== standard) return setProblem(`${keys} presses buttons. Choose another key.`);
    const taken = takenBy(bindingsWith(preferences.keys), binding.id, keys);
    if (taken) return setProblem(`${written(keys)} is taken, by "${taken.label}" (${KEYS[taken.scope].label}).`);
    setProblem(null);
    const { [binding.id]: _, ...others } = preferences.keys;
    change({ keys: keys === standard ? others : { ...others, [binding.id]: keys } });
  };
  return (
    <li className={ROW}>
      <span className={off ? 'min-w-0 flex-1 text-faint line-through' : 'min-w-0 flex-1'}>{binding.label}{problem ? <span role="alert" className="block text-xs">{problem}</span> : null}</span>
      <button
        type="button" aria-label={`Another key for: ${binding.label}`} title={binding.keys === standard ? 'Choose another key' : `Choose another key. Ours is ${written(standard)}.`}
        onClick={() => setListening('')} onKeyDown={take} onBlur={() => setListening(null)} className="flex min-h-6 min-w-6 shrink-0 items-center gap-1 rounded-sm px-0.5 hover:bg-hover"
      >
        {listening === null ? written(binding.keys).split(' ').map((key, index) => <Kbd key={index}>{key}</Kbd>) : <span className="px-1 text-xs">{listening === '' ? 'press a key' : `${written(listening)} and...`}</span>}
      </button>
    </li>
  );
}
