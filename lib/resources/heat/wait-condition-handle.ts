/** OS::Heat::WaitConditionHandle: an address for signals, and the memory of those that came. */
import type { ResourceType, SignalOutcome } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { openSignal } from '@/lib/software/signal-address';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { isMap, textOf } from '../values';

export function waitConditionHandle({ addresses }: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return {
    schema: runnable('OS::Heat::WaitConditionHandle', 'builtin'),
    effects: 'none',
    validate: ({ signal_transport: transport }) =>
      transport === 'ZAQAR_SIGNAL' ? ['Property signal_transport: there are no message queues here. Use TOKEN_SIGNAL, CFN_SIGNAL or HEAT_SIGNAL.'] : [],
    create(ctx, properties) {
      const { id } = ctx.resource;
      const transport = textOf(properties['signal_transport']) ?? 'TOKEN_SIGNAL';
      const none = { token: null, endpoint: null, curl_cli: null };
      const attributes: JsonMap =
        transport === 'TOKEN_SIGNAL' ? tokenAttributes(addresses.endpoint(ctx), addresses.user(ctx).token) : { ...none, signal: signalText(transport, addresses.url(ctx)) };
      return { kind: 'complete', physicalResourceId: uuidFrom('handle', id).replaceAll('-', ''), attributes };
    },
    signal: (ctx, payload) => record(ctx.resource.metadata, openSignal(payload).body),
  };
}

function tokenAttributes(endpoint: string, token: string): JsonMap {
  const headers = [`X-Auth-Token: ${token}`, 'Content-Type: application/json', 'Accept: application/json'].map((header) => `-H '${header}'`);
  return { token, endpoint, curl_cli: `curl -i -X POST ${headers.join(' ')} ${endpoint}`, signal: null };
}

function signalText(transport: string, url: string): string {
  return JSON.stringify(transport === 'NO_SIGNAL' ? {} : { alarm_url: url });
}

const KEYS = ['status', 'reason', 'data', 'id'];

/** A signal in the native form, every key of it optional. One that is not in this form changes nothing. */
function record(metadata: JsonMap, payload: Json): SignalOutcome {
  const given = payload === null || payload === '' ? {} : payload;
  if (!isMap(given) || Object.keys(given).some((key) => !KEYS.includes(key))) return { reason: null };
  const status = given['status'] ?? 'SUCCESS';
  if (status !== 'SUCCESS' && status !== 'FAILURE') return { reason: null };
  const id = String(given['id'] ?? Object.keys(metadata).length + 1);
  const reason = String(given['reason'] ?? `Signal ${id} received`);
  return {
    metadata: { ...metadata, [id]: { data: given['data'] ?? null, reason, status } },
    reason: `status:${status} reason:${reason}`,
  };
}
