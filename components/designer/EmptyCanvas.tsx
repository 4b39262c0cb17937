import { Download, Network, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Keys } from '@/components/shell/Keys';

export interface EmptyCanvasProps {
  readOnly: boolean;
  onAdd: () => void;
  /** The snippet that shows most. */
  onSnippet: () => void;
  onBring: () => void;
}

/** What to do with an empty canvas. */
export function EmptyCanvas({ readOnly, onAdd, onSnippet, onBring }: EmptyCanvasProps) {
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-4 p-6 pb-20 text-center">
      <p className="text-base font-medium">{readOnly ? 'Nothing is drawn here yet' : 'Draw your first resource'}</p>
      {readOnly ? null : (
        <>
          <div className="flex flex-wrap justify-center gap-3">
            <Ghost icon={<Plus />} label="Add a resource" about={<>or drag one from the left <Keys of="designer:a" /></>} onClick={onAdd} />
            <Ghost icon={<Network />} label="Server on a network" about="five resources, connected" onClick={onSnippet} />
            <Ghost icon={<Download />} label="Bring a template" about="text, files or an address" onClick={onBring} />
          </div>
          <p className="max-w-sm text-sm text-muted">Lines are drawn from the dot on the right of a card to the card that uses it, or with <Keys of="designer:e" />.</p>
        </>
      )}
    </div>
  );
}

function Ghost({ icon, label, about, onClick }: { icon: ReactNode; label: string; about: ReactNode; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="pointer-events-auto flex w-56 flex-col items-start gap-0.5 rounded-md border border-dashed border-border-strong bg-surface px-3 py-2.5 text-start hover:border-ink hover:bg-hover [&_svg]:size-4 [&_svg]:text-muted">
      <span className="flex items-center gap-2 text-sm font-medium">{icon}{label}</span>
      <span className="ps-6 text-xs text-muted">{about}</span>
    </button>
  );
}
