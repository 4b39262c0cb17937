/** Types that a draft brings itself. */
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { withOwnTypes } from './ownTypes';

const BOX = 'heat_template_version: 2021-04-16\nparameters:\n  size: {type: number}\n  label: {type: string, default: x}\noutputs:\n  address: {value: 1}\n';

describe('a template among the files', () => {
  const catalogue = withOwnTypes(factsCatalogue, { 'box.yaml': BOX }, { resource_registry: { 'My::Box': 'box.yaml', 'My::Net': 'OS::Neutron::Net' } });

  it('is a type: its parameters are properties, its outputs attributes', () => {
    expect(catalogue.get('box.yaml')).toMatchObject({ properties: { size: { required: true }, label: { required: false } } });
    expect(Object.keys(catalogue.get('box.yaml')?.attributes ?? {})).toEqual(['address']);
  });

  it('is also found by the name that the environment gives it, as is a type of the catalogue', () => {
    expect(Object.keys(catalogue.get('My::Box')?.properties ?? {})).toEqual(['size', 'label']);
    expect([catalogue.get('My::Box')?.file, catalogue.get('box.yaml')?.file]).toEqual(['box.yaml', undefined]);
    expect(catalogue.get('My::Net')?.name).toBe('OS::Neutron::Net');
    expect(catalogue.names().slice(0, 3)).toEqual(['box.yaml', 'My::Box', 'My::Net']);
  });

  it('that is broken or missing has no schema, and nothing else changes', () => {
    expect(withOwnTypes(factsCatalogue, { 'box.yaml': ': [' }, {}).get('box.yaml')).toBeUndefined();
    expect(withOwnTypes(factsCatalogue, { 'a.sh': '' }, {})).toBe(factsCatalogue);
  });
});
