/** A cloud for tests without OpenStack: Keystone, Mistral and Murano over HTTP, in one server. */
import { json, MistralStandIn } from './mistral';
import { KeystoneStandIn } from './keystone';
import { MuranoStandIn } from './murano';
import { webServer } from '../web-server';

export interface StandIn {
  url: string;
  keystone: KeystoneStandIn;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const mistral = new MistralStandIn();
  const murano = new MuranoStandIn();
  let keystone: KeystoneStandIn | null = null;
  const server = await webServer(async (request) => {
    const { pathname } = new URL(request.url);
    const [, service = '', path = ''] = /^\/(identity\/v3|workflow\/v2|catalog\/v1)(.*)$/.exec(pathname) ?? [];
    if (keystone === null || service === '') return json(404, { error: 'not found' });
    if (service === 'identity/v3') return keystone.handle(request.method, path, request);
    if (!keystone.knows(request.headers.get('x-auth-token'))) return new Response('<html><head><title>401 Unauthorized</title></head><body><h1>401 Unauthorized</h1>Failed to validate access token</body></html>', { status: 401 });
    return service === 'workflow/v2' ? mistral.handle(request.method, path, request) : murano.handle(request.method, path, request);
  });
  keystone = new KeystoneStandIn([
    { type: 'identity', name: 'keystone', url: `${server.url}/identity/v3` },
    { type: 'workflowv2', name: 'mistral', url: `${server.url}/workflow/v2` },
    { type: 'application-catalog', name: 'murano', url: `${server.url}/catalog` },
  ]);
  return { url: `${server.url}/identity/v3`, keystone, stop: () => server.stop(), start: () => server.start() };
}
