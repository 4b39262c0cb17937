import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createRegistry } from './registry';
import type { ResourcePorts } from './ports';

const directory = path.join(import.meta.dirname, '../../examples');

const Index = z.array(z.strictObject({ file: z.string(), title: z.string().min(1), purpose: z.string().regex(/^[A-Z].*\.$/), needs: z.string().min(1).optional() }));
const Template = z.object({
  heat_template_version: z.unknown(),
  description: z.string().min(20),
  resources: z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()).optional() })),
  outputs: z.record(z.string(), z.object({ value: z.unknown() })),
});

const index = Index.parse(JSON.parse(readFileSync(path.join(directory, 'index.json'), 'utf8')));

/** Only schemas are asked for, so nothing of the world is touched. */
const untouched: ResourcePorts = new Proxy(Object.create(null), { get: () => Object.freeze({}) });

describe('the examples', () => {
  it('are all in the index, and the index names no others', () => {
    const files = readdirSync(directory).filter((file) => file.endsWith('.yaml'));
    expect(index.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });

  it('are at least a dozen that need nothing but the sandbox, and those come first', () => {
    const first = index.findIndex(({ needs }) => needs !== undefined);
    expect(first).toBeGreaterThanOrEqual(12);
    expect(index.slice(first).every(({ needs }) => needs !== undefined)).toBe(true);
  });

  it.each(index)('$file uses types that run here, and properties that they have', ({ file }) => {
    const template = Template.parse(parse(readFileSync(path.join(directory, file), 'utf8')));
    const registry = createRegistry(untouched);
    for (const [name, { type, properties = {} }] of Object.entries(template.resources)) {
      const schema = registry.get(type)?.schema;
      expect(schema, `${name}: ${type}`).toBeDefined();
      expect(Object.keys(schema?.properties ?? {}), name).toEqual(expect.arrayContaining(Object.keys(properties)));
    }
  });
});
