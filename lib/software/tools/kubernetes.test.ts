/**
 * The hook of Kubernetes with the real kubectl. Its cluster is a small API server of this file: it keeps objects and calls a rollout done, so what is held here is
 * what kubectl takes, asks for and answers, and not what a cluster does with it.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asMap, asText } from '@/lib/software/json';
import { installed, runTool } from '@/lib/software/testing/run-tool';

const there = installed('kubectl');
if (!there) console.warn('NOT TESTED: kubectl is not installed (Debian: kubernetes-client), so its hook was not run with the real tool.');

const RESOURCES = [
  { group: 'v1', name: 'services', kind: 'Service' },
  { group: 'apps/v1', name: 'deployments', kind: 'Deployment' },
];

let server: Server;
let url = '';
const objects = new Map<string, JsonMap>();

function answer(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What the cluster makes of an object: an address, and a rollout that is through. */
function kept(object: JsonMap): JsonMap {
  const metadata = { ...asMap(object['metadata']), generation: 1, resourceVersion: '1', uid: 'u' };
  if (object['kind'] === 'Service') return { ...object, metadata, spec: { ...asMap(object['spec']), clusterIP: '10.0.0.7' } };
  const replicas = asMap(object['spec'])['replicas'] ?? 1;
  return { ...object, metadata, status: { observedGeneration: 1, replicas, updatedReplicas: replicas, availableReplicas: replicas, readyReplicas: replicas } };
}

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const text = Buffer.concat(await request.toArray()).toString();
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://cluster');
      const failure = (code: number, reason: string) => answer(response, code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', reason, message: `${pathname} is ${reason}`, code });
      if (pathname === '/version') return answer(response, 200, { major: '1', minor: '20', gitVersion: 'v1.20.0' });
      if (pathname === '/api') return answer(response, 200, { kind: 'APIVersions', versions: ['v1'] });
      if (pathname === '/apis') return answer(response, 200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [{ name: 'apps', versions: [{ groupVersion: 'apps/v1', version: 'v1' }], preferredVersion: { groupVersion: 'apps/v1', version: 'v1' } }] });
      const listed = pathname.replace(/^\/apis?\//, '');
      if (RESOURCES.some(({ group }) => group === listed)) {
        return answer(response, 200, { kind: 'APIResourceList', groupVersion: listed, resources: RESOURCES.filter(({ group }) => group === listed).map(({ name, kind }) => ({ name, singularName: kind.toLowerCase(), namespaced: true, kind, verbs: ['create', 'delete', 'get', 'list', 'patch', 'watch'] })) });
      }
      if (pathname.startsWith('/openapi')) {
        // A document with its version and nothing in it: kubectl then checks nothing itself.
        response.writeHead(pathname === '/openapi/v2' ? 200 : 404, { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' }).end(Buffer.from('\n\u00032.0'));
        return;
      }
      if (!/\/namespaces\/shop\//.test(pathname)) return failure(404, 'NotFound');
      if (request.method === 'POST') {
        const object = kept(JSON.parse(text));
        objects.set(`${pathname}/${asText(asMap(object['metadata'])['name'])}`, object);
        return answer(response, 201, object);
      }
      const found = objects.get(pathname);
      if (request.method === 'DELETE') {
        if (!objects.delete(pathname)) return failure(404, 'NotFound');
        return answer(response, 200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
      }
      if (request.method === 'PATCH' && found !== undefined) {
        const merged = kept({ ...found, spec: { ...asMap(found['spec']), ...asMap(JSON.parse(text)['spec']) } });
        objects.set(pathname, merged);
        return answer(response, 200, merged);
      }
      // Of a list or a watch, the one that its selector names.
      const name = /metadata\.name=([\w-]+)/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
      const one = found ?? objects.get(`${pathname}/${name}`);
      if (name !== undefined && searchParams.get('watch')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(one === undefined ? '' : `${JSON.stringify({ type: 'MODIFIED', object: one })}\n`);
        return;
      }
      if (name !== undefined) return answer(response, 200, { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: one === undefined ? [] : [one] });
      return one === undefined ? failure(404, 'NotFound') : answer(response, 200, one);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
beforeEach(() => objects.clear());
afterAll(() => void server.close());

const CONFIG = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { replicas: \${count}, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: web }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }
`;

describe.runIf(there)('the real kubectl', { timeout: 60_000 }, () => {
  const run = (action: string, count: number, config = CONFIG) => {
    // It reads the address of its cluster from a file as people have it.
    const kubeconfig = JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters: [{ name: 'c', cluster: { server: url } }], contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }], users: [{ name: 'u', user: {} }], 'current-context': 'c' });
    const options = { namespace: 'shop', context: 'c', timeout: 20, outputs: { ip: { resource: 'service/web', jsonpath: '{.spec.clusterIP}' } } };
    return runTool('kubernetes', { config, options, inputs: { count }, outputs: ['ip'], action, files: { '.kube/config': kubeconfig } });
  };

  it('applies what the inputs make of the manifests, waits for the rollout, and reads the outputs', async () => {
    const made = await run('CREATE', 3);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.outputs).toEqual({ ip: '10.0.0.7' });
    expect(made.stdout).toMatch(/deployment.apps\/web created\nservice\/web created\n[^]*successfully rolled out/);
    expect(objects.get('/apis/apps/v1/namespaces/shop/deployments/web')).toMatchObject({ spec: { replicas: 3 } });
    const changed = await run('UPDATE', 4);
    expect([changed.code, changed.stdout]).toEqual([0, expect.stringContaining('deployment.apps/web configured')]);
    expect(objects.get('/apis/apps/v1/namespaces/shop/deployments/web')).toMatchObject({ spec: { replicas: 4 } });
    expect(await run('DELETE', 4)).toMatchObject({ code: 0 });
    expect([...objects.keys()]).toEqual([]);
    expect(await run('DELETE', 4), 'what is gone already is no failure').toMatchObject({ code: 0 });
  });

  it('fails with its words for a kind that the cluster does not have', async () => {
    const failed = await run('CREATE', 1, 'apiVersion: example.org/v1\nkind: Oven\nmetadata: { name: web }\n');
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('Oven') });
  });
});
