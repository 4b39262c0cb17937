'use client';
import { useState, type ReactNode } from 'react';
import { Keyboard } from 'lucide-react';
import { resetChecklist } from '@/components/home/checklist';
import { type Preferences, usePreferences } from '@/components/shell/preferences';
import { Button } from '@/components/ui/Button';
import { toast } from '@/components/ui/Toast';
import { cn } from '@/components/ui/cn';
import { lazily } from '@/components/ui/lazily';

const HelpOverlay = lazily(async () => (await import('@/components/shell/HelpOverlay')).HelpOverlay);

/** How the product looks and behaves for the person at this browser. */
export function ProfilePage({ userName, role, project }: { userName: string; role: string; project: string }) {
  const { preferences, change } = usePreferences();
  const [keys, setKeys] = useState(false);
  const choice = <K extends 'theme' | 'density' | 'motion' | 'rail' | 'singleKeys'>(field: K, label: string, options: readonly { value: Preferences[K]; label: string; hint?: string }[]) => (
    <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-2">
      {options.map(({ value, label: word, hint }) => (
        <button
          key={value} type="button" role="radio" aria-checked={preferences[field] === value} onClick={() => change({ [field]: value })}
          className={cn('flex min-h-9 flex-col items-start justify-center rounded-md border px-3 py-1.5 text-start text-sm hover:bg-hover', preferences[field] === value ? 'border-ink bg-selected font-medium' : 'border-border')}
        >
          {word}{hint ? <span className="text-xs font-normal text-muted">{hint}</span> : null}
        </button>
      ))}
    </div>
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-7 px-6 py-6">
        <header>
          <h1 className="text-xl font-semibold tracking-tight">Profile</h1>
          <p className="mt-1 text-sm text-muted">Signed in as <b className="font-medium text-ink">{userName}</b>, {role} of {project}. What is chosen here is kept in this browser.</p>
        </header>
        <Part title="Theme">{choice('theme', 'Theme', [{ value: 'system', label: 'As the system' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'contrast', label: 'High contrast' }])}</Part>
        <Part title="Density">{choice('density', 'Density', [{ value: 'comfortable', label: 'Comfortable' }, { value: 'compact', label: 'Compact', hint: 'An eighth smaller, more rows' }])}</Part>
        <Part title="Motion">{choice('motion', 'Motion', [{ value: 'system', label: 'As the system' }, { value: 'reduced', label: 'Still', hint: 'No turning, no pulses, no flying camera' }])}</Part>
        <Part title="Rail">{choice('rail', 'Rail', [{ value: 'narrow', label: 'Icons' }, { value: 'wide', label: 'Icons and words' }])}</Part>
        <Part title="Keys">
          {choice('singleKeys', 'Single letters', [{ value: 'on', label: 'Single letters do something' }, { value: 'off', label: 'Only with Ctrl, and function keys' }])}
          <Button className="mt-2" onClick={() => setKeys(true)}><Keyboard aria-hidden />See and change the keys</Button>
        </Part>
        <Part title="First steps"><Button onClick={() => { resetChecklist(); toast('The first steps are on the page Stacks again'); }}>Show the first steps again</Button></Part>
      </div>
      {keys ? <HelpOverlay project={project} onClose={() => setKeys(false)} /> : null}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section aria-label={title} className="flex flex-col items-start gap-2"><h2 className="text-sm font-semibold">{title}</h2>{children}</section>;
}
