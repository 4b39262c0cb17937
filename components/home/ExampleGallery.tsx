'use client';
import { PencilRuler, Rocket } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import type { Example } from './examples';
import { GraphPicture } from './GraphPicture';

export interface ExampleGalleryProps {
  examples: readonly Example[];
  busy: boolean;
  onDeploy: (example: Example) => void;
  onOpen: (example: Example) => void;
}

/** Templates that ship with the product. Each runs as it is, without any cloud. */
export function ExampleGallery({ examples, busy, onDeploy, onOpen }: ExampleGalleryProps) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-4">
      {examples.map((example, index) => (
        <li key={example.id} data-example={example.id} className="flex flex-col overflow-hidden rounded-lg border bg-surface">
          <div className="h-28 border-b bg-canvas p-2"><GraphPicture graph={example.graph} /></div>
          <div className="flex flex-1 flex-col gap-1 p-3">
            <h3 className="text-sm font-semibold">{example.title}</h3>
            <p className="flex-1 text-sm text-muted">{example.description}</p>
            <div className="mt-2 flex gap-2">
              <Button size="sm" variant="primary" disabled={busy} data-step-target={targetOf(example, index)} onClick={() => onDeploy(example)} aria-label={`Deploy ${example.title}`}><Rocket aria-hidden />Deploy</Button>
              <Button size="sm" disabled={busy} data-step-target={index === 0 ? 'design' : undefined} onClick={() => onOpen(example)} aria-label={`Open ${example.title} in the designer`}><PencilRuler aria-hidden />Open in designer</Button>
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Which of the first steps lead to it. */
function targetOf({ id }: Example, index: number): string | undefined {
  if (id === 'failure-and-rollback') return 'fail roll-back';
  return index === 0 ? 'deploy preview' : undefined;
}
