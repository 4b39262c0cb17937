/** The metadata of a resource as agents read it, over whichever API: of a server with what is to be deployed on it. */
import type { Pool } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { JsonMap } from '@/lib/hot/types';
import { deploymentsFor } from '@/lib/store/deployment-listing';

/** `vault` null: secrets stay masked, for people who look; whoever runs the deployments needs them. */
export async function resourceMetadata(
  pool: Pool, vault: Vault | null, projectId: string, { metadata, physicalResourceId }: { metadata: JsonMap; physicalResourceId: string | null },
): Promise<JsonMap> {
  const deployments = physicalResourceId === null ? [] : await deploymentsFor(pool, vault, projectId, physicalResourceId);
  return deployments.length === 0 ? metadata : { ...metadata, deployments };
}
