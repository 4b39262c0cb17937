/** Schemas of JSON bodies. What a field must be is judged where it is used, in Heat's order and words; here is what the documentation says of it. */
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import { explanationOf } from './fault';

export const field = (description: string, schema: JsonMap) => z.custom<Json | undefined>().optional().meta({ description, ...schema });

/** A document, which must be there; keys that are not known are not looked at, as in Heat. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, { error: explanationOf(400) });
