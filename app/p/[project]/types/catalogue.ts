import { services } from '@/lib/runtime/services';
import { connectedKinds } from '@/lib/stacks/connections';
import type { Caller } from '@/lib/stacks/ports';
import type { TypeCatalogue } from '@/lib/hot/types';

/** Every type that a template may name; those that run here say on which connections. */
export async function catalogue(): Promise<TypeCatalogue> {
  return (await services()).catalogue;
}

/** Kinds of connections that the project has: types that run on others only cannot be deployed there. */
export async function connectedWith(caller: Caller): Promise<ReadonlySet<string>> {
  const kinds = await connectedKinds(await services(), caller);
  return new Set(kinds.ok ? kinds.value : []);
}
