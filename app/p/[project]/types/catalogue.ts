import type { TypeCatalogue } from '@/lib/hot/types';
import { factsCatalogue } from '@/lib/resources/catalogue';

/** The types that the reference shows. */
export async function catalogue(): Promise<TypeCatalogue> {
  return factsCatalogue;
}
