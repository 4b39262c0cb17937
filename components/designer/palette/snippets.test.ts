import { describe, expect, it } from 'vitest';
import { paste } from '@/lib/graph';
import { parseTemplate, validateTemplate } from '@/lib/hot';
import { createSandbox } from '@/lib/providers/sandbox';
import type { ResourcePorts } from '@/lib/resources/ports';
import { createRegistry } from '@/lib/resources/registry';
import { SNIPPETS } from './snippets';

const sandbox = createSandbox({ enabled: false, directory: '/nowhere', url: 'http://127.0.0.1:1' });
/** Only schemas are asked for. */
const ports: ResourcePorts = new Proxy(Object.create(null), { get: (_target, name) => (name === 'sandbox' ? sandbox : Object.freeze({})) });
const { catalogue } = createRegistry(ports);

describe.each(SNIPPETS)('the snippet "$title"', ({ yaml }) => {
  it('has nothing wrong with it when it is put into a template, twice', () => {
    const once = paste('heat_template_version: 2021-04-16\n', yaml);
    const twice = paste(once.text, yaml);
    expect(new Set([...once.names, ...twice.names]).size).toBe(once.names.length * 2);
    const problems = validateTemplate({ parsed: parseTemplate(twice.text), catalogue });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
