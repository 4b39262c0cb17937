import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Json } from '@/lib/hot/types';
import { signatureV2 } from './aws-signature-v2';
import type { Signallable } from './ports';
import { createSignalApi } from './signal-api';
import { signalAddresses } from './signal-address';
import { stackUserSecrets } from './stack-user';
import { tempUrl, tempUrlKey, verifyTempUrl } from './temp-url';

const sign = (purpose: string, text: string): string => createHmac('sha256', 'key').update(`${purpose}:${text}`).digest('base64url');
const BASE = 'http://hearth.example:3000';
const resource: Signallable = {
  id: '11111111-2222-4333-8444-555555555555', name: 'wait here', type: 'OS::Heat::WaitConditionHandle', action: 'CREATE', status: 'COMPLETE',
  stackId: '99999999-2222-4333-8444-555555555555', stackName: 'shop', rootId: '99999999-2222-4333-8444-555555555555', projectId: 'f'.repeat(32),
};
const target = { resource, stack: { id: resource.stackId, name: resource.stackName, projectId: resource.projectId } };
const addresses = signalAddresses(sign, BASE);

function api(now = new Date()) {
  const delivered: Json[] = [];
  const serve = createSignalApi({
    signals: { findResource: async (id) => (id === resource.id ? resource : null), deliver: async (_target, payload) => void delivered.push(payload) },
    sign, publicUrl: BASE, now: () => now,
  });
  const send = async (url: string, init: RequestInit = { method: 'POST', body: '{}' }) => {
    const answer = await serve(new Request(url, init));
    return { status: answer.status, text: await answer.text() };
  };
  return { delivered, send };
}

describe('a pre-signed signal URL', () => {
  it('has the form that Heat gives: ARN in the path, version 2, no time at which it ends', () => {
    const url = new URL(addresses.url(target));
    expect(url.pathname).toBe(`/cfn/v1/signal/arn%3Aopenstack%3Aheat%3A%3A${'f'.repeat(32)}%3Astacks/shop/${resource.stackId}/resources/wait%20here`);
    expect([...url.searchParams.keys()].toSorted()).toEqual(['AWSAccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion']);
  });

  it('delivers what is sent to it, in ten years too', async () => {
    const { send, delivered } = api(new Date(Date.now() + 10 * 365 * 86_400_000));
    expect(await send(addresses.url(target), { method: 'POST', body: '{"a":1}' })).toEqual({ status: 200, text: '' });
    expect(await send(addresses.url(target), { method: 'POST' })).toEqual({ status: 200, text: '' });
    expect(delivered).toEqual([{ a: 1 }, null]);
  });

  it('works through a proxy that names another host, and not for a host that nobody signed', async () => {
    const { send } = api();
    expect((await send(addresses.url(target).replace('hearth.example:3000', '10.0.0.1:8080'))).status).toBe(200);
    expect((await send(signalAddresses(sign, 'http://elsewhere').url(target).replace('elsewhere', 'hearth.example:3000'))).status).toBe(403);
  });

  it('carries the run it was made for', async () => {
    const { send, delivered } = api();
    await send(addresses.url(target, 'r1'), { method: 'POST', body: '1' });
    expect(delivered).toEqual([{ 'hearth:run': 'r1', 'hearth:body': 1 }]);
  });

  it.each([
    ['for another resource of the stack', (url: string) => url.replace('wait%20here', 'other')],
    ['with another access key', (url: string) => url.replace(/AWSAccessKeyId=\w/, 'AWSAccessKeyId=0')],
    ['with a parameter more', (url: string) => `${url}&Run=2`],
    ['with another signature', (url: string) => url.replace(/Signature=[^&]+/, 'Signature=AAAA')],
    ['without a signature', (url: string) => url.replace(/\?.*/, '')],
    ['with a signature method nobody knows', (url: string) => url.replace('HmacSHA256', 'HmacMD5')],
    ['with a broken ARN', (url: string) => url.replace('arn%3A', '%E0%A4')],
  ])('%s is refused', async (_what, forge) => {
    const { send, delivered } = api();
    const { status, text } = await send(forge(addresses.url(target)));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(404);
    expect(text).toMatch(/^<ErrorResponse><Error><Type>Sender<\/Type><Code>\w+<\/Code><Message>.+<\/Message><\/Error><\/ErrorResponse>$/);
    expect(delivered).toEqual([]);
  });

  it('of a wait condition takes PUT and the four members of the format only', async () => {
    const { send, delivered } = api();
    const url = addresses.waitConditionUrl(target);
    const body = JSON.stringify({ Status: 'SUCCESS', Reason: '', UniqueId: 'u', Data: '' });
    expect(await send(url, { method: 'PUT', body })).toEqual({ status: 200, text: '<resource>wait here</resource>' });
    expect((await send(url, { method: 'POST', body })).status).toBe(405);
    expect((await send(url, { method: 'PUT', body: '{"Status":"SUCCESS"}' })).text).toContain('Metadata format invalid');
    expect((await send(url, { method: 'PUT', body: '[' })).status).toBe(400);
    expect(delivered).toHaveLength(1);
  });

  it('may be replaced by the token of its user', async () => {
    const { send, delivered } = api();
    const headers = { 'x-auth-token': stackUserSecrets(sign, resource.id).token };
    expect((await send(addresses.url(target).replace(/\?.*/, ''), { method: 'POST', body: '{}', headers })).status).toBe(200);
    expect((await send(addresses.url(target).replace(/\?.*/, ''), { method: 'POST', body: '{}', headers: { 'x-auth-token': `${headers['x-auth-token']}x` } })).status).toBe(403);
    expect(delivered).toHaveLength(1);
  });

  it('takes no more than 2 MiB', async () => {
    expect((await api().send(addresses.url(target), { method: 'POST', body: 'x'.repeat(2 * 1024 * 1024 + 1) })).status).toBe(413);
  });
});

describe('a signature of version 2', () => {
  it('is the one that Amazon documents', () => {
    // The example of Amazon's documentation of version 2, with its published keys.
    const parameters = Object.entries({
      AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Action: 'DescribeJobFlows', SignatureMethod: 'HmacSHA256', SignatureVersion: '2', Timestamp: '2011-10-03T15:19:30', Version: '2009-03-31',
    });
    expect(signatureV2('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'GET', 'elasticmapreduce.amazonaws.com', '/', parameters)).toBe('i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=');
  });
});

describe('a temporary URL', () => {
  const address = { projectId: 'f'.repeat(32), container: 'box', name: 'a b/c' };
  const end = Math.floor(Date.now() / 1000) + 60;
  const url = new URL(tempUrl(sign, 'http://h/objects', 'GET', address, end));
  const valid = (method: string, path = url.pathname.slice('/objects'.length), now = Date.now(), signature = url.searchParams.get('temp_url_sig') ?? '') =>
    verifyTempUrl(tempUrlKey(sign, address.projectId), method, path, signature, String(end), now);

  it('is for its method, its path and its time', () => {
    expect(valid('GET')).toBe(true);
    expect(valid('HEAD')).toBe(true);
    expect(valid('PUT')).toBe(false);
    expect(valid('GET', '/v1/AUTH_x/box/other')).toBe(false);
    expect(valid('GET', undefined, (end + 1) * 1000)).toBe(false);
    expect(valid('GET', undefined, undefined, 'a'.repeat(64))).toBe(false);
    expect(valid('GET', undefined, undefined, 'short')).toBe(false);
  });
});
