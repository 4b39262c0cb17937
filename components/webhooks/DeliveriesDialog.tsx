'use client';
import { CircleCheck, CircleDashed, OctagonX, RotateCw, Send } from 'lucide-react';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { formatClock } from '@/components/ui/time';
import { type DeliveryView, OUTCOME_WORDS, type WebhookView } from '@/lib/wire/webhooks';
import { useDeliveries } from './useWebhooks';

/** The last messages to one address, each with what came back. */
export function DeliveriesDialog({ project, webhook, mayTest, onClose }: { project: string; webhook: WebhookView; mayTest: boolean; onClose: () => void }) {
  const { list, test, again } = useDeliveries(project, webhook.id);
  const problem = list.error ?? test.error ?? again.error;
  return (
    <Dialog
      open onClose={onClose} width="lg" title="Messages" description={<code className="break-all font-mono text-xs">{webhook.url}</code>}
      footer={<><Button disabled={!mayTest || test.isPending} onClick={() => test.mutate()}><Send aria-hidden />Send a test</Button><Button variant="primary" onClick={onClose}>Done</Button></>}
    >
      {problem ? <p role="alert" className="pb-2 text-sm">{problem.message}</p> : null}
      {list.isPending ? <SkeletonRows rows={4} label="Loading the messages" /> : null}
      {list.data?.length === 0 ? <p className="text-sm text-muted">Nothing was sent yet. A test shows whether the address answers.</p> : null}
      <ul aria-label="Messages" className="divide-y">
        {list.data?.map((delivery) => (
          <li key={delivery.id} className="flex items-start gap-3 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
                <span className="flex items-center gap-1.5 font-medium">{ICONS[delivery.status]}{WORDS[delivery.status]}</span>
                <Badge>{delivery.outcome === 'test' ? 'Test' : OUTCOME_WORDS[delivery.outcome][0]}</Badge>
                {delivery.stackName ? <span className="truncate text-muted">{delivery.stackName}</span> : null}
                <span className="text-xs text-muted"><Ago at={delivery.createdAt} /></span>
              </p>
              <p className="text-xs text-muted">{aboutAttempts(delivery)}</p>
              {delivery.answer ? <p className="line-clamp-3 whitespace-pre-wrap break-words font-mono text-xs text-muted">{delivery.answer}</p> : null}
            </div>
            {mayTest && delivery.status !== 'WAITING' ? <Button size="sm" disabled={again.isPending} onClick={() => again.mutate(delivery.id)}><RotateCw aria-hidden />Send again</Button> : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const ICONS = {
  DELIVERED: <CircleCheck aria-hidden className="size-3.5 text-status-done" />, FAILED: <OctagonX aria-hidden className="size-3.5 text-status-failed" />, WAITING: <CircleDashed aria-hidden className="size-3.5 text-status-waiting" />,
} as const;
const WORDS = { DELIVERED: 'Taken', FAILED: 'Given up', WAITING: 'On its way' } as const;

function aboutAttempts({ attempts, answerStatus, tookMs, nextAttempt, status }: DeliveryView): string {
  const parts = [
    attempts === 0 ? 'not tried yet' : attempts === 1 ? 'one attempt' : `${attempts} attempts`,
    ...(answerStatus === null ? [] : [`answered ${answerStatus}`]),
    ...(tookMs === null ? [] : [`after ${tookMs.toLocaleString('en')} ms`]),
    ...(status === 'WAITING' && attempts > 0 && nextAttempt !== null ? [`next attempt at ${formatClock(nextAttempt)}`] : []),
  ];
  return parts.join(', ');
}
