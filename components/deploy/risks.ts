/** What of a plan loses data, or something that others rely on. */
import type { PlanEntry, PlanView } from '@/lib/wire/types';

/** Types that keep what people put into them. */
const DATA = /^(OS::(Cinder::Volume|Trove::|Manila::Share|Swift::Container|Sahara::|Zaqar::Queue|Barbican::)|AWS::(EC2::Volume|S3::Bucket|RDS::)|Hearth::Docker::Volume)/;

export function dataLosses(plan: PlanView): PlanEntry[] {
  return plan.entries.filter(({ type, decision }) => (decision === 'replace' || decision === 'delete') && DATA.test(type));
}

/** Stacks that their tags call production are destroyed by nobody who has not typed their name. */
export function needsName(plan: PlanView, tags: readonly string[]): boolean {
  return tags.some((tag) => /^prod(uction)?$/i.test(tag)) && plan.counts.replace + plan.counts.delete > 0;
}
