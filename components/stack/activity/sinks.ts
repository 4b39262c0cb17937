import type { Json, JsonMap } from '@/lib/hot/types';

/** Targets of the event sinks that an environment names, in their order. */
export function sinksIn(environment: JsonMap): string[] {
  return listOf(environment).map((sink) => (typeof sink === 'object' && sink !== null && !Array.isArray(sink) && typeof sink['target'] === 'string' ? sink['target'] : '?'));
}

export function withSink(environment: JsonMap, target: string): JsonMap {
  return { ...environment, event_sinks: [...listOf(environment), { type: 'zaqar-queue', target }] };
}

export function withoutSink(environment: JsonMap, index: number): JsonMap {
  const { event_sinks: _, ...rest } = environment;
  const left = listOf(environment).filter((_sink, at) => at !== index);
  return left.length === 0 ? rest : { ...rest, event_sinks: left };
}

function listOf(environment: JsonMap): Json[] {
  const sinks = environment['event_sinks'];
  return Array.isArray(sinks) ? sinks : [];
}
