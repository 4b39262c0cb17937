import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '.';
import { isPrivateAddress } from './private-addresses';

let server: Server;
let url = '';
let requests = 0;
beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    requests += 1;
    if (incoming.url === '/redirect') outgoing.writeHead(302, { location: '/elsewhere' }).end();
    else if (incoming.url === '/slow') setTimeout(() => outgoing.end('late'), 2_000);
    else outgoing.end('hello');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}`;
});
afterAll(() => server.closeAllConnections());

const request = (to: string, timeoutMs = 1_000) => ({ url: to, method: 'POST', headers: {}, body: {}, timeoutMs, signal: new AbortController().signal });

describe('a request on behalf of a template', () => {
  const open = createHttpClient({ allowPrivate: true });
  const guarded = createHttpClient({ allowPrivate: false });

  it('reaches private addresses only when that is allowed, by number or by name', async () => {
    expect(await open.send(request(url))).toEqual({ ok: true, status: 200, text: 'hello' });
    const before = requests;
    for (const to of [url, url.replace('127.0.0.1', 'localhost'), url.replace('127.0.0.1', '[::ffff:127.0.0.1]')]) {
      expect(await guarded.send(request(to))).toMatchObject({ ok: false, retriable: false, reason: expect.stringContaining('private address') });
    }
    expect(requests).toBe(before);
  });

  it('follows no redirects', async () => {
    expect(await open.send(request(`${url}/redirect`))).toMatchObject({ ok: true, status: 302 });
  });

  it('ends in time, and may be repeated then', async () => {
    expect(await open.send(request(`${url}/slow`, 100))).toEqual({ ok: false, retriable: true, reason: `${url}/slow did not answer within 0.1 seconds.` });
  });

  it('refuses what is no HTTP URL', async () => {
    expect(await open.send(request('file:///etc/passwd'))).toMatchObject({ ok: false, retriable: false });
    expect(await open.send(request('nonsense'))).toMatchObject({ ok: false, retriable: false });
  });
});

describe('private addresses', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
    'include %s', (address) => expect(isPrivateAddress(address)).toBe(true),
  );
  it.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('do not include %s', (address) => expect(isPrivateAddress(address)).toBe(false));
});
