'use client';
import { useState } from 'react';
import { ChevronDown, PencilRuler, Rocket } from 'lucide-react';
import { useRefusal } from '@/components/shell/role';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { lazily } from '@/components/ui/lazily';
import type { Example } from './examples';
import { GraphPicture } from './GraphPicture';

const Details = lazily(async () => (await import('./ExampleDetails')).ExampleDetails);

export interface ExampleGalleryProps {
  examples: readonly Example[];
  busy: boolean;
  onDeploy: (example: Example) => void;
  onOpen: (example: Example) => void;
  /** Show so many until somebody wants all of them. */
  first?: number;
}

/** Templates that ship with the product, those that need nothing but the sandbox first. Each opens to what it says, asks for and gives back. */
export function ExampleGallery({ examples, busy, onDeploy, onOpen, first = Infinity }: ExampleGalleryProps) {
  const refusal = useRefusal();
  const off = busy || refusal !== undefined;
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const shown = all ? examples : examples.slice(0, first);
  return (
    <div className="flex flex-col gap-4">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-4">
        {shown.map((example, index) => {
          const isOpen = open === example.id;
          return (
            <li key={example.id} data-example={example.id} className={cn('flex flex-col overflow-hidden rounded-lg border bg-surface', isOpen && 'col-span-full')}>
              <div className={cn('border-b bg-canvas p-2', isOpen ? 'h-52' : 'h-28')}><GraphPicture graph={example.graph} /></div>
              <div className="flex flex-1 flex-col gap-1 p-3">
                <h3 className="text-sm font-semibold">{example.title}</h3>
                <p className="text-sm text-muted">{example.description}</p>
                {example.needs === null ? null : <p><Badge className="max-w-full">Needs {example.needs}</Badge></p>}
                {isOpen ? <Details about={example.about} /> : <span className="flex-1" />}
                <div className="mt-2 flex flex-wrap gap-2">
                  <Button size="sm" variant="primary" disabled={off} title={refusal} data-step-target={targetOf(example, index)} onClick={() => onDeploy(example)} aria-label={`Deploy ${example.title}`}><Rocket aria-hidden />Deploy</Button>
                  <Button size="sm" disabled={off} title={refusal} data-step-target={index === 0 ? 'design' : undefined} onClick={() => onOpen(example)} aria-label={`Open ${example.title} in the designer`}><PencilRuler aria-hidden />Design</Button>
                  <Button size="sm" variant="quiet" aria-expanded={isOpen} aria-label={`More of ${example.title}`} onClick={() => setOpen(isOpen ? null : example.id)}>{isOpen ? 'Less' : 'More'}<ChevronDown aria-hidden className={cn('transition-transform', isOpen && 'rotate-180')} /></Button>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {shown.length === examples.length ? null : <Button className="self-center" onClick={() => setAll(true)}>Show all {examples.length} examples</Button>}
    </div>
  );
}

/** Which of the first steps lead to it. */
function targetOf({ id }: Example, index: number): string | undefined {
  if (id === 'failure-and-rollback') return 'fail roll-back';
  return index === 0 ? 'deploy preview' : undefined;
}
