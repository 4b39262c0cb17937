import { describe, expect, it } from 'vitest';
import { parseTemplate } from '@/lib/hot';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { sharedFields } from './shared';

const { template } = parseTemplate(`heat_template_version: 2021-04-16
resources:
  a: {type: OS::Nova::Server, properties: {flavor: small, image: debian}}
  b: {type: OS::Nova::Server, properties: {flavor: large, image: debian}}
  v: {type: OS::Cinder::Volume, properties: {name: data, size: 1}}
`);
const of = (...names: string[]) => sharedFields(names.flatMap((name) => template?.resources[name] ?? []), factsCatalogue);

describe('fields of several resources', () => {
  it('have the value that all have, and say where they differ', () => {
    const fields = of('a', 'b');
    expect(fields.find(({ name }) => name === 'image')).toMatchObject({ value: 'debian', mixed: false, set: 2 });
    expect(fields.find(({ name }) => name === 'flavor')).toMatchObject({ value: undefined, mixed: true, set: 2 });
  });

  it('are those that all types have', () => {
    const names = of('a', 'v').map(({ name }) => name);
    expect(names).toContain('name');
    expect(names).not.toContain('flavor');
  });
});
