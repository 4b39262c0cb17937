import { describe, expect, it } from 'vitest';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { quirksOf } from './quirks';

const quirks = (name: string): string[] => { const type = catalogue.get(name); return type === undefined ? [] : quirksOf(type); };

describe('what one should know of a type', () => {
  it('is which changes make another one', () => {
    expect(quirks('OS::Neutron::Port')).toContain('A change of network and mac_address makes another one, and deletes this one after that.');
    expect(quirks('OS::Nova::KeyPair').join(' ')).toMatch(/any change of a property makes another one/);
    expect(quirks('OS::Nova::Server').join(' ')).toMatch(/at most 53 characters/);
  });

  it('is said in whole sentences, for every type', () => {
    for (const name of catalogue.names()) for (const sentence of quirks(name)) expect(sentence).toMatch(/^\S.*\.$/);
  });
});
