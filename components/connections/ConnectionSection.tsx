'use client';
import { type ReactNode, useState } from 'react';
import { useRouter } from 'next/navigation';
import { MoreHorizontal, Pencil, Plus, Trash2, type LucideIcon } from 'lucide-react';
import { useRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { Confirm } from '@/components/ui/Confirm';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import type { ActionResult } from '@/lib/wire/types';

export interface Connected {
  id: string;
  name: string;
  createdBy: string;
}

export interface ConnectionSectionProps<T extends Connected> {
  title: string;
  icon: LucideIcon;
  /** What the button says that makes a new one. */
  add: string;
  /** What a connection of this kind is for: said while there is none. */
  about: string;
  /** When a removal is refused. */
  removalHint: string;
  connections: readonly T[];
  mayChange: boolean;
  /** What stands between the name and who made it. */
  detail: (connection: T) => ReactNode;
  remove: (id: string) => Promise<ActionResult<null>>;
  /** The form of one, or of a new one for null. */
  dialog: (connection: T | null, onClose: () => void) => ReactNode;
}

/** The connections of one kind: each can be edited and removed, and another one added. */
export function ConnectionSection<T extends Connected>({ title, icon: Icon, add, about, removalHint, connections, mayChange, detail, remove, dialog }: ConnectionSectionProps<T>) {
  const router = useRouter();
  const refusal = useRefusal('admin');
  const [editing, setEditing] = useState<{ connection: T | null } | null>(null);
  const [leaving, setLeaving] = useState<T | null>(null);
  const removeNow = async ({ id, name }: T): Promise<void> => {
    const result = await remove(id);
    if (result.ok) toast('The connection was removed', { description: name });
    else toast.error(result.problem.message);
    router.refresh();
  };
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-base font-semibold">{title}</h2>
        <span className="flex-1 text-sm tabular-nums text-muted">{connections.length}</span>
        <Button size="sm" disabled={!mayChange} title={refusal} onClick={() => setEditing({ connection: null })}><Plus />{add}</Button>
      </div>
      {connections.length === 0 ? <p className="rounded-md border border-dashed px-4 py-3 text-sm text-muted">None yet. {about}{mayChange ? '' : ' An administrator of the project adds one.'}</p> : (
        <ul aria-label={`Connections: ${title}`} className="divide-y rounded-md border">
          {connections.map((connection) => (
            <li key={connection.id} className="flex min-h-12 items-start gap-3 px-4 py-2">
              <Icon aria-hidden className="mt-2 size-4 shrink-0 text-muted" />
              <span className="mt-1.5 w-24 shrink-0 truncate text-sm font-medium lg:w-40" title={connection.name}>{connection.name}</span>
              <div className="mt-1.5 flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1 text-sm">{detail(connection)}</div>
              <span className="mt-1.5 hidden shrink-0 text-sm text-muted lg:block">by {connection.createdBy}</span>
              <Menu
                label={connection.name}
                trigger={<IconButton label={`Actions for ${connection.name}`} icon={<MoreHorizontal />} about={refusal} disabled={!mayChange} />}
                items={[
                  { id: 'edit', label: 'Edit and test...', icon: <Pencil />, onSelect: () => setEditing({ connection }) },
                  { id: 'remove', label: 'Remove...', icon: <Trash2 />, danger: true, hint: removalHint, onSelect: () => setLeaving(connection) },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
      {leaving === null ? null : <Confirm title={`Remove ${leaving.name}?`} verb="Remove" onConfirm={() => void removeNow(leaving)} onClose={() => setLeaving(null)}>Templates that name it cannot be deployed until there is one of that name again. Its keys and passwords are forgotten. {removalHint}</Confirm>}
      {editing === null ? null : dialog(editing.connection, () => setEditing(null))}
    </section>
  );
}
