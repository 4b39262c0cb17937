'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listDeliveries, listWebhooks, removeWebhook, renewWebhookSecret, saveWebhook, sendAgain, sendTest } from '@/app/actions/webhooks';
import { unwrap } from '@/components/live/unwrap';
import type { DeliveryView, WebhookInput } from '@/lib/wire/webhooks';

/** The worker looks once a second. */
const LOOK_AGAIN_MS = 1_000;

/** The webhooks of a stack, or of the project for null, and what can be done with them. */
export function useWebhooks(project: string, stackId: string | null) {
  const client = useQueryClient();
  const onSuccess = () => void client.invalidateQueries({ queryKey: ['webhooks', project] });
  return {
    list: useQuery({ queryKey: ['webhooks', project, stackId], queryFn: async () => unwrap(await listWebhooks(project, stackId)) }),
    save: useMutation({ mutationFn: async (input: WebhookInput) => unwrap(await saveWebhook(project, input)), onSuccess }),
    renew: useMutation({ mutationFn: async (id: string) => unwrap(await renewWebhookSecret(project, id)) }),
    remove: useMutation({ mutationFn: async (id: string) => unwrap(await removeWebhook(project, id)), onSuccess }),
  };
}

/** The last messages to one, looked for again while some are on their way. */
export function useDeliveries(project: string, webhookId: string) {
  const client = useQueryClient();
  const queryKey = ['webhook-deliveries', project, webhookId];
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey });
    void client.invalidateQueries({ queryKey: ['webhooks', project] });
  };
  return {
    list: useQuery({
      queryKey, queryFn: async () => unwrap(await listDeliveries(project, webhookId)),
      refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_AGAIN_MS : false),
    }),
    test: useMutation({ mutationFn: async () => unwrap(await sendTest(project, webhookId)), onSuccess }),
    again: useMutation({ mutationFn: async (id: string) => unwrap(await sendAgain(project, webhookId, id)), onSuccess }),
  };
}

/** Soon there will be an answer: it was not tried yet, or is to be tried again within seconds. */
function isUnderWay({ status, nextAttempt }: DeliveryView): boolean {
  return status === 'WAITING' && nextAttempt !== null && Date.parse(nextAttempt) - Date.now() < 60_000;
}
