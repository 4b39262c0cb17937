'use client';
import { Download } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';

export interface ShownSecret {
  title: string;
  lines: readonly { label: string; value: string }[];
  files: readonly { name: string; save: () => void }[];
}

/** A secret, the one time it can be seen. */
export function SecretDialog({ secret, onClose }: { secret: ShownSecret | null; onClose: () => void }) {
  return (
    <Dialog stays open={secret !== null} onClose={onClose} title={secret?.title ?? ''} description="This is shown once. Keep it where only you can read it." footer={<Button variant="primary" onClick={onClose}>Done</Button>}>
      <dl className="flex flex-col gap-3">
        {secret?.lines.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-xs font-medium text-muted">{label}</dt>
            <dd className="flex items-center gap-1"><code className="min-w-0 flex-1 select-all break-all font-mono text-sm">{value}</code><CopyButton text={value} label={`Copy ${label}`} /></dd>
          </div>
        ))}
      </dl>
      {secret && secret.files.length > 0 ? (
        <div className="mt-4 flex gap-2">{secret.files.map(({ name, save }) => <Button key={name} onClick={save}><Download aria-hidden />{name}</Button>)}</div>
      ) : null}
    </Dialog>
  );
}
