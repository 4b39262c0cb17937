/**
 * The clouds that tests of workflow services run on: always the stand-in, and a real one where HEARTH_TEST_OPENSTACK_RC names a file with its `export OS_...`
 * lines. The services are reached through a door that can lose an answer, as networks do: the service has done what it was asked, and nobody hears of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Cloud, MISTRAL, MURANO, openCloud } from '@/lib/providers/openstack/cloud';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { type OpenStackSettings, openStackSettings } from '@/lib/providers/openstack/settings';
import { webServer } from '../web-server';
import { USER } from './keystone';
import { zipOf } from './package-zip';
import { type StandIn, startStandIn } from './stand-in';

export interface TestCloud {
  settings: OpenStackSettings;
  secret: string;
  /** For what the test itself looks at, and has not through the door. */
  cloud: Cloud;
  /** Null for a real one. */
  standIn: StandIn | null;
  /** The answer to the next such request is lost. */
  loseAnswer(method: string, path: RegExp): void;
  /** Requests through the door, as "POST /executions". */
  asked: string[];
  close(): Promise<void>;
}

/** Names for describe.each; `real` only where there is one. */
export function testClouds(): { name: string; open: () => Promise<TestCloud> }[] {
  const file = process.env['HEARTH_TEST_OPENSTACK_RC'];
  const standIn = { name: 'a stand-in for OpenStack', open: openStandIn };
  if (file === undefined || !existsSync(file)) {
    console.warn('\n*** SKIPPED: workflow services of a real OpenStack, because HEARTH_TEST_OPENSTACK_RC names no file with its "export OS_AUTH_URL=..." lines; a stand-in takes their place\n');
    return [standIn];
  }
  return [standIn, { name: 'a real OpenStack', open: () => openReal(readFileSync(file, 'utf8')) }];
}

async function openStandIn(): Promise<TestCloud> {
  const standIn = await startStandIn();
  const settings = openStackSettings.parse({ authUrl: standIn.url, signIn: 'password', user: USER.name, userDomain: USER.domain, project: USER.project, projectDomain: 'Default', region: 'RegionOne' });
  return behindDoor(settings, USER.password, standIn);
}

async function openReal(rc: string): Promise<TestCloud> {
  const value = (name: string): string => new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(rc)?.slice(1).find((text) => text !== undefined) ?? '';
  const settings = openStackSettings.parse({
    authUrl: value('OS_AUTH_URL'), signIn: 'password', user: value('OS_USERNAME'), userDomain: value('OS_USER_DOMAIN_NAME'), project: value('OS_PROJECT_NAME'), projectDomain: value('OS_PROJECT_DOMAIN_NAME'), region: value('OS_REGION_NAME'),
  });
  const cloud = await behindDoor(settings, value('OS_PASSWORD'), null);
  await bringPackage(cloud.cloud);
  return cloud;
}

async function behindDoor(settings: OpenStackSettings, secret: string, standIn: StandIn | null): Promise<TestCloud> {
  const cloud = openCloud(settings, secret);
  const targets: Readonly<Record<string, string>> = { workflow: await cloud.endpoint(MISTRAL), catalog: await cloud.endpoint(MURANO) };
  const asked: string[] = [];
  let lose: { method: string; path: RegExp } | null = null;
  const door = await webServer(async (request) => {
    const { pathname, search } = new URL(request.url);
    const [, service = '', rest = ''] = /^\/(workflow|catalog)\/v[12](.*)$/.exec(pathname) ?? [];
    asked.push(`${request.method} ${rest}`);
    const headers = new Headers(request.headers);
    for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name);
    const body = ['GET', 'HEAD'].includes(request.method) ? {} : { body: await request.arrayBuffer() };
    const answer = await fetch(`${targets[service] ?? ''}${rest}${search}`, { method: request.method, headers, ...body });
    const text = await answer.text();
    if (lose !== null && lose.method === request.method && lose.path.test(rest)) {
      lose = null;
      return new Response('<html><body>the answer was lost on its way</body></html>', { status: 502 });
    }
    return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' } });
  });
  return {
    settings: { ...settings, endpoints: { workflowv2: `${door.url}/workflow/v2`, 'application-catalog': `${door.url}/catalog/v1` } },
    secret, cloud, standIn, asked,
    loseAnswer: (method, pathPattern) => void (lose = { method, path: pathPattern }),
    async close() {
      await door.stop();
      await standIn?.stop();
    },
  };
}

/** The application of the tests, in the catalogue of a real Murano. */
async function bringPackage(cloud: Cloud): Promise<void> {
  const directory = path.join(import.meta.dirname, 'greeter');
  const read = (name: string): string => readFileSync(path.join(directory, name), 'utf8');
  const archive = zipOf({ 'manifest.yaml': read('manifest.yaml'), 'Classes/Greeter.yaml': read('Classes/Greeter.yaml') });
  const edge = 'hearth-package';
  const form = `--${edge}\r\ncontent-disposition: form-data; name="__metadata__"\r\ncontent-type: application/json\r\n\r\n{"categories": []}\r\n`
    + `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="greeter.zip"\r\ncontent-type: application/zip\r\n\r\n`;
  const url = `${await cloud.endpoint(MURANO)}/catalog/packages`;
  const token = (await cloud.signedIn())?.token ?? '';
  const answer = await fetch(url, { method: 'POST', headers: { 'x-auth-token': token, 'content-type': `multipart/form-data; boundary=${edge}` }, body: Buffer.concat([Buffer.from(form), archive, Buffer.from(`\r\n--${edge}--\r\n`)]) });
  if (!answer.ok && answer.status !== 409) throw new CloudFault('refused', `Murano does not take the package: ${answer.status} ${await answer.text()}`);
}
