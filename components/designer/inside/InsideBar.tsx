'use client';
import { Link2, X } from 'lucide-react';
import { nameOf } from '@/lib/graph';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { type Inside, nameOfPlace } from './useInside';

/** Over the form of what is chosen inside of an open card: whose file is changed, and for how many cards. */
export function InsideBar({ inside, others, readOnly, onConnect, onClose }: { inside: Inside; others: number; readOnly: boolean; onConnect: () => void; onClose: () => void }) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-b bg-sunken px-4 py-1.5 text-xs text-muted">
      <p className="min-w-0 flex-1 truncate" title={inside.file}>In {[nameOf(inside.choice.holder), ...inside.choice.steps].join(' / ')}: <span className="font-mono">{inside.file}</span>{others > 0 ? `, which ${others} other ${others === 1 ? 'card has' : 'cards have'} too` : ''}</p>
      {readOnly ? null : <Button size="sm" onClick={onConnect}><Link2 aria-hidden />Connect to…</Button>}
      <IconButton label={`Back to ${nameOfPlace(inside.choice)}`} icon={<X />} className="size-6" onClick={onClose} />
    </div>
  );
}
