/** Which resources hold what people would miss. One rule for the deploy sheet, the dialogs of a stack, and the list of stacks. */
import type { PlanEntry } from '@/lib/wire/types';

/** A pattern of types, in the words that JavaScript and PostgreSQL share. Servers are not in it: what is worth keeping belongs on a volume, and every stack has servers. */
export const DATA_BEARING =
  '^(OS::(Cinder::Volume|Swift::Container|Manila::Share|Glance::WebImage|Magnum::Cluster|Sahara::Cluster|Barbican::Secret|Zaqar::Queue)|AWS::(EC2::Volume|S3::Bucket)|Hearth::Docker::Volume)$|^(OS::Trove|AWS::RDS)::';

const pattern = new RegExp(DATA_BEARING);

export function holdsData(type: string): boolean {
  return pattern.test(type);
}

/** Whether data goes with what will be done: the thing goes, its policy does not keep it, and it may hold some. */
export function losesData(entry: PlanEntry): boolean {
  return (entry.decision === 'delete' || entry.decision === 'replace') && entry.whenDeleted === 'deleted' && holdsData(entry.type);
}
