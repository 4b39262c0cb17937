import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { paletteRows } from './paletteRows';

const TYPES = ['OS::Heat::Value', 'OS::Nova::Server', 'OS::Neutron::Net'].flatMap((name) => factsCatalogue.get(name) ?? []);
const words = (options: { favourites?: string[]; recent?: string[]; searching?: boolean }) =>
  paletteRows(TYPES, { connected: null, favourites: [], recent: [], searching: false, ...options }).map((row) => ('heading' in row ? `# ${row.heading.split(' · ')[0]}` : `${row.type.name}${row.again === true ? ' again' : ''}`));

describe('the rows of the palette', () => {
  it('are favourites, then what was used last and is none of them, then every type by service', () => {
    expect(words({ favourites: ['OS::Nova::Server'], recent: ['OS::Nova::Server', 'OS::Heat::Value'] }).slice(0, 4)).toEqual(['# Favourites', 'OS::Nova::Server again', '# Used last, or to begin with', 'OS::Heat::Value again']);
    expect(words({ favourites: ['OS::Nova::Server'] }).filter((row) => row === 'OS::Nova::Server')).toHaveLength(1);
  });

  it('leave out a heading without types, and a favourite that is no type here', () => {
    expect(words({ favourites: ['Gone::Type'] })[0]).not.toBe('# Favourites');
  });

  it('are what was found alone while somebody searches', () => {
    expect(words({ favourites: ['OS::Nova::Server'], recent: ['OS::Heat::Value'], searching: true }).some((row) => row.endsWith('again'))).toBe(false);
  });
});
