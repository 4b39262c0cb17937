import type { TypeSchema } from '@/lib/hot/types';
import { byService, type searchTypes } from './typeSearch';

type Connected = Parameters<typeof searchTypes>[2];

/** `again`: the type stands further down as well. */
export type PaletteRow = { heading: string; missing: string | null } | { type: TypeSchema; again?: boolean };

/** What the palette lists: favourites and what was used last before all types by service; while somebody searches, what was found alone. */
export function paletteRows(found: readonly TypeSchema[], { connected, favourites, recent, searching }: { connected: Connected; favourites: readonly string[]; recent: readonly string[]; searching: boolean }): PaletteRow[] {
  const all = byService(found, connected).flatMap(({ service, missing, types }): PaletteRow[] => [{ heading: service, missing }, ...types.map((type) => ({ type }))]);
  if (searching) return all;
  const again = (heading: string, names: readonly string[]): PaletteRow[] => {
    const rows = names.flatMap((name): PaletteRow[] => { const type = found.find((each) => each.name === name); return type === undefined ? [] : [{ type, again: true }]; });
    return rows.length === 0 ? [] : [{ heading, missing: null }, ...rows];
  };
  return [...again('Favourites', favourites), ...again('Used last, or to begin with', recent.filter((name) => !favourites.includes(name))), ...all];
}
