import { describe, expect, it } from 'vitest';
import type { HttpClient } from '@/lib/providers/http';
import { namesIn, templateFromUrl } from './from-url';

const SITE: Record<string, string> = {
  'https://example.org/stacks/web.yaml': 'heat_template_version: 2021-04-16\nresources:\n  a: {type: parts/inner.yaml}\n  b: {type: OS::Heat::SoftwareConfig, properties: {config: {get_file: run.sh}}}\n',
  'https://example.org/stacks/parts/inner.yaml': 'heat_template_version: 2021-04-16\nresources:\n  c: {type: OS::Heat::SoftwareConfig, properties: {config: {get_file: inner.sh}}}\n',
  'https://example.org/stacks/run.sh': 'echo run\n',
  'https://example.org/stacks/parts/inner.sh': 'echo inner\n',
};
const http: HttpClient = { send: ({ url }) => Promise.resolve(SITE[url] === undefined ? { ok: true, status: 404, text: '' } : { ok: true, status: 200, text: SITE[url] ?? '' }) };

describe('a template at an address', () => {
  it('comes with the files it names, and those that nested templates name', async () => {
    const fetched = await templateFromUrl(http, 'https://example.org/stacks/web.yaml');
    expect(fetched).toMatchObject({ ok: true, value: { name: 'web.yaml', files: { 'run.sh': 'echo run\n', 'inner.sh': 'echo inner\n', 'parts/inner.yaml': expect.stringContaining('inner.sh') } } });
  });

  it('is refused where there is none, and for what is no address', async () => {
    expect(await templateFromUrl(http, 'https://example.org/nothing.yaml')).toMatchObject({ ok: false, problem: { message: expect.stringContaining('status 404') } });
    expect(await templateFromUrl(http, 'file:///etc/passwd')).toMatchObject({ ok: false, problem: { message: expect.stringContaining('no address') } });
  });

  it('asks for relative names only', () => {
    expect([...namesIn('a: {get_file: x.sh}\nb: {get_file: "https://elsewhere/x"}\nc: {get_file: /etc/passwd}\nd: {type: n.yaml}')]).toEqual(['x.sh', 'n.yaml']);
  });
});
