import { wavesOf } from '@/lib/graph/waves';
import type { PlanEntry, PlanView } from '@/lib/wire/types';

export interface RollbackGroups {
  /** Changed back where they are. */
  restored: PlanEntry[];
  /** Made anew, because they cannot be changed back, failed, or are not there any more. */
  recreated: PlanEntry[];
  deleted: PlanEntry[];
  unchanged: number;
}

export function rollbackGroups(plan: PlanView): RollbackGroups {
  const of = (...decisions: PlanEntry['decision'][]) => plan.entries.filter((entry) => decisions.includes(entry.decision));
  return { restored: of('update'), recreated: of('replace', 'create'), deleted: of('delete'), unchanged: plan.counts.keep };
}

const LASTING: readonly { type: RegExp; when: readonly PlanEntry['decision'][]; words: (name: string) => string }[] = [
  { type: /SoftwareDeployment(Group)?$|SoftwareComponent/, when: ['delete', 'update', 'replace'], words: (name) => `What the script of ${name} did on its server stays, unless a script for its deletion takes it back.` },
  { type: /FloatingIP$|::EIP$/, when: ['delete', 'replace'], words: (name) => `The address of ${name} is given back; a new one will be another.` },
  { type: /Workflow|Mistral/, when: ['delete', 'update', 'replace'], words: (name) => `What the workflow of ${name} did elsewhere stays.` },
  { type: /Nova::Server$|EC2::Instance$/, when: ['replace', 'delete'], words: (name) => `${name} gets another id, and what was changed on it by hand is gone.` },
];

/** What no plan can take back, in sentences. */
export function lasting(plan: PlanView): string[] {
  return plan.entries.flatMap((entry) => LASTING.filter(({ type, when }) => type.test(entry.type) && when.includes(entry.decision)).map(({ words }) => words(entry.name)));
}

/**
 * The order of a deletion: what nothing that stays needs goes first, each wave after the one before. A nested resource is in the wave of its
 * place at the top. O(entries + requirements).
 */
export function deletionWaves(plan: PlanView): PlanEntry[][] {
  return wavesOf(plan.entries.filter((entry) => entry.decision === 'delete' && !entry.name.includes('/')), 'back');
}
