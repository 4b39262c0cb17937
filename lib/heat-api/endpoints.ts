/** The services of this server, as the catalogue of the identity service names them. */
import { createHash } from 'node:crypto';

export const REGION = 'RegionOne';

export interface Service {
  id: string;
  type: string;
  name: string;
  /** Public URL; of an unscoped catalogue without the project. */
  url: string;
}

/** `base` is where the server is reached, without a slash at its end. */
export function servicesAt(base: string, projectId: string | null): Service[] {
  const service = (type: string, name: string, url: string): Service => ({ id: idOf(`service-${type}`), type, name, url });
  const identity = service('identity', 'keystone', `${base}/identity/v3`);
  if (projectId === null) return [identity];
  return [
    service('orchestration', 'heat', `${base}/orchestration/v1/${projectId}`),
    service('cloudformation', 'heat-cfn', `${base}/cfn/v1`),
    identity,
    service('object-store', 'swift', `${base}/objects/v1/AUTH_${projectId}`),
    service('messaging', 'zaqar', `${base}/queues`),
  ];
}

export const INTERFACES = ['public', 'internal', 'admin'] as const;

export function catalogueAt(base: string, projectId: string | null) {
  return servicesAt(base, projectId).map(({ id, type, name, url }) => ({
    id, type, name,
    endpoints: INTERFACES.map((one) => ({ id: idOf(`${type}-${one}`), interface: one, region: REGION, region_id: REGION, url })),
  }));
}

/** 32 hexadecimal digits that are the same for the same text at every server. */
function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
