import { facts } from './catalogue';
import type { TypeSchema } from '@/lib/hot/types';

/** The facts of a type of Heat's that runs here, on these connections. */
export function runnable(name: string, ...connections: TypeSchema['connections'][number][]): TypeSchema {
  return { ...facts(name), connections };
}
