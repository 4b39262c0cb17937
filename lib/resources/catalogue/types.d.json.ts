/** The types TypeScript would infer from the file are too wide (`string` for a union); `catalogue.test.ts` proves these instead. */
import type { TypeSchema } from '@/lib/hot/types';

declare const types: Record<string, TypeSchema>;
export default types;
