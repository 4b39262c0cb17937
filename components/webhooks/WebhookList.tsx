'use client';
import { useState } from 'react';
import { KeyRound, ListChecks, MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import type { ShownSecret } from '@/components/access/SecretDialog';
import { roleRefusal } from '@/components/shell/role';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { lazily } from '@/components/ui/lazily';
import { Menu } from '@/components/ui/Menu';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { toast } from '@/components/ui/Toast';
import type { Role } from '@/lib/wire/types';
import { OUTCOME_WORDS, type WebhookView } from '@/lib/wire/webhooks';
import { useWebhooks } from './useWebhooks';

const DeliveriesDialog = lazily(async () => (await import('./DeliveriesDialog')).DeliveriesDialog);
const SecretDialog = lazily(async () => (await import('@/components/access/SecretDialog')).SecretDialog);
const WebhookDialog = lazily(async () => (await import('./WebhookDialog')).WebhookDialog);

type Doing = { what: 'edit'; webhook: WebhookView | null } | { what: 'deliveries'; webhook: WebhookView };

const LAST = { DELIVERED: 'last one taken', FAILED: 'last one given up', WAITING: 'one on its way' } as const;

/** Addresses that are told how operations end: of one stack, or of every stack of the project. The project's are shown with a stack's, and changed in the settings. */
export function WebhookList({ project, role, stackId }: { project: string; role: Role; stackId: string | null }) {
  const { list, save, renew, remove } = useWebhooks(project, stackId);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [secret, setSecret] = useState<ShownSecret | null>(null);
  const needed: Role = stackId === null ? 'admin' : 'member';
  const refusal = roleRefusal(role, needed);
  const show = ({ url, secret: value }: { url: string; secret: string | null }) => { if (value !== null) setSecret({ title: `Secret of ${hostOf(url)}`, files: [], lines: [{ label: 'Messages are signed with', value }] }); };
  const webhooks = list.data ?? [];
  return (
    <div>
      {list.isPending ? <SkeletonRows rows={2} label="Loading the webhooks" /> : null}
      {list.error ? <p role="alert" className="px-4 py-3 text-sm">{list.error.message}</p> : null}
      {list.data && webhooks.length === 0 ? <p className="px-4 pt-3 text-sm text-muted">An address of yours is told how operations end, as signed JSON: a chat, a ticket, the next step of a pipeline.</p> : null}
      <ul aria-label="Webhooks">
        {webhooks.map((webhook) => {
          const mine = refusal === null && webhook.stackId === stackId;
          return (
            <li key={webhook.id} className="flex items-start gap-3 border-b px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="flex items-center gap-2"><code className="min-w-0 truncate font-mono text-sm" title={webhook.url}>{webhook.url}</code>{webhook.enabled ? null : <Badge>off</Badge>}{webhook.stackId === null && stackId !== null ? <Badge title="Changed in the settings of the project">project</Badge> : null}</p>
                <p className="text-xs text-muted">{webhook.outcomes.map((outcome) => OUTCOME_WORDS[outcome][0]).join(', ')}{webhook.last ? <> · {LAST[webhook.last.status]}, <Ago at={webhook.last.at} /></> : ' · nothing was sent yet'}</p>
              </div>
              <Menu
                label={hostOf(webhook.url)}
                trigger={<IconButton label={`Actions for ${hostOf(webhook.url)}`} icon={<MoreHorizontal />} disabled={role === 'reader'} />}
                items={[
                  { id: 'deliveries', label: 'Messages and test...', icon: <ListChecks />, onSelect: () => setDoing({ what: 'deliveries', webhook }) },
                  ...(mine ? [
                    { id: 'edit', label: 'Edit...', icon: <Pencil />, onSelect: () => setDoing({ what: 'edit', webhook }) },
                    { id: 'renew', label: 'New secret', icon: <KeyRound />, onSelect: () => renew.mutate(webhook.id, { onSuccess: show, onError: (error) => toast.error(error.message) }) },
                    { id: 'remove', label: 'Remove', icon: <Trash2 />, danger: true, onSelect: () => remove.mutate(webhook.id, { onSuccess: () => toast('The webhook was removed', { description: hostOf(webhook.url) }), onError: (error) => toast.error(error.message) }) },
                  ] : []),
                ]}
              />
            </li>
          );
        })}
      </ul>
      <div className="px-4 py-3"><Button disabled={refusal !== null} title={refusal ?? undefined} onClick={() => setDoing({ what: 'edit', webhook: null })}><Plus aria-hidden />Add a webhook</Button></div>
      {doing?.what === 'edit' ? <WebhookDialog webhook={doing.webhook} stackId={stackId} save={save} onClose={() => setDoing(null)} onSaved={show} /> : null}
      {doing?.what === 'deliveries' ? <DeliveriesDialog project={project} webhook={doing.webhook} mayTest={refusal === null && doing.webhook.stackId === stackId} onClose={() => { setDoing(null); void list.refetch(); }} /> : null}
      {secret === null ? null : <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
