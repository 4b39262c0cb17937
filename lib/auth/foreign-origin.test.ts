import { describe, expect, it } from 'vitest';
import { isForeign } from './foreign-origin';

const host = '127.0.0.1:3000';
const publicUrl = 'https://hearth.example.org';

describe('a request that changes something', () => {
  it.each([
    ['from a page of this server', { host, origin: 'http://127.0.0.1:3000' }],
    ['from a page behind the proxy in front', { host, origin: publicUrl }],
    ['from an agent or a command-line client, which say nothing', { host }],
  ])('is taken %s', (_, headers) => expect(isForeign('POST', headers, publicUrl)).toBe(false));

  it.each([
    ['from another site', { host, origin: 'https://elsewhere.example' }],
    ['from another port of the same host', { host, origin: 'http://127.0.0.1:8080' }],
    ['from a sandboxed frame', { host, origin: 'null' }],
    ['that a browser marks, without an origin', { host, 'sec-fetch-site': 'cross-site' }],
  ])('is refused %s', (_, headers) => expect(isForeign('DELETE', headers, publicUrl)).toBe(true));

  it('does not mean reading', () => expect(isForeign('GET', { host, origin: 'https://elsewhere.example' }, publicUrl)).toBe(false));
});
