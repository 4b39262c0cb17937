/** The `deployments` part of a server's metadata, as agents that poll read it. Pure. */
import type { JsonMap } from '@/lib/hot/types';
import type { DerivedConfig } from './types';

/** Marks what Hearth runs for a server itself (its user data): no deployment of the template, so other agents must not see it. */
export const BOOT_OPTION = 'hearth:boot';
/** Marks the self-test of a host, and says who asked for it. */
export const TEST_OPTION = 'hearth:test';

/** Ordered by name, as Heat has it; equal names by id, so that the order never flickers. */
export function deploymentsMetadata(configs: readonly (DerivedConfig & { createdAt: Date })[]): JsonMap[] {
  return configs
    .filter((config) => config.options[BOOT_OPTION] !== true && !(TEST_OPTION in config.options))
    .toSorted((left, right) => compare(left.name, right.name) || compare(left.id, right.id))
    .map((config) => ({
      id: config.id,
      name: config.name,
      group: config.group,
      creation_time: config.createdAt.toISOString().replace(/\.\d+Z$/, 'Z'),
      options: config.options,
      config: config.config,
      inputs: config.inputs.map((input) => ({ ...input })),
      outputs: config.outputs.map((output) => ({ ...output })),
    }));
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
