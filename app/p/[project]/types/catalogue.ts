import { services } from '@/lib/runtime/services';
import type { TypeCatalogue } from '@/lib/hot/types';

/** Every type that a template may name; those that run here say on which connections. */
export async function catalogue(): Promise<TypeCatalogue> {
  return (await services()).catalogue;
}
