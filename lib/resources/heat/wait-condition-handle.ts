/** OS::Heat::WaitConditionHandle: an address for signals, and the memory of those that came. */
import type { ResourceType, SignalOutcome } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { openSignal } from '@/lib/software/signal-address';
import { signalAttribute } from '@/lib/software/signal-transport';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { isMap, textOf } from '../values';

export function waitConditionHandle({ addresses }: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return {
    schema: runnable('OS::Heat::WaitConditionHandle', 'builtin'),
    effects: 'none',
    create(ctx, properties) {
      const transport = textOf(properties['signal_transport']) ?? 'TOKEN_SIGNAL';
      const signal = signalAttribute(transport, addresses, ctx);
      const attributes: JsonMap =
        transport === 'TOKEN_SIGNAL'
          ? tokenAttributes(addresses.endpoint(ctx), addresses.user(ctx).token)
          : { token: null, endpoint: null, curl_cli: null, signal: JSON.stringify(signal) };
      return { kind: 'complete', physicalResourceId: addresses.user(ctx).id, attributes };
    },
    signal: (ctx, payload) => recordSignal(ctx.resource.metadata, openSignal(payload).body),
  };
}

function tokenAttributes(endpoint: string, token: string): JsonMap {
  const headers = [`X-Auth-Token: ${token}`, 'Content-Type: application/json', 'Accept: application/json'].map((header) => `-H '${header}'`);
  return { token, endpoint, curl_cli: `curl -i -X POST ${headers.join(' ')} ${endpoint}`, signal: null };
}

const KEYS = ['status', 'reason', 'data', 'id'];

/** A signal in the native form, every key of it optional. One that is not in this form changes nothing. */
export function recordSignal(metadata: JsonMap, payload: Json): SignalOutcome {
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
