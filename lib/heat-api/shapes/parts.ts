/**
 * What answers are made of. The schemas of this folder describe answers: the OpenAPI document and the reference show them, and the tests hold every answer
 * that they get against them, so that they cannot say anything else.
 */
import { z } from 'zod';

/** `2026-11-23T07:15:28Z` */
export const time = z.string().refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)).meta({ format: 'date-time' });
export const noTime = time.nullable();

/** Any JSON; what it is belongs to whoever wrote the template. */
export const anything = (description: string) => z.unknown().meta({ description });
export const anyMap = (description: string) => z.record(z.string(), z.unknown()).meta({ description });
export const textMap = (description: string) => z.record(z.string(), z.string()).meta({ description });
export const text = (description: string) => z.string().meta({ description });
export const texts = (description: string) => z.array(z.string()).meta({ description });
export const oneOf = <const Words extends readonly string[]>(words: Words, description: string) => z.enum(words).meta({ description });

/** A map of exactly these keys that has a name in the document. */
export const shape = <Shape extends z.ZodRawShape>(id: string, fields: Shape) => z.strictObject(fields).meta({ id });
/** A map of exactly these keys. */
export const map = <Shape extends z.ZodRawShape>(fields: Shape) => z.strictObject(fields);

export const Link = shape('Link', { href: text('Address.'), rel: text('What is there, seen from here: self, stack, resource, nested, root_stack, next.') });
export const links = z.array(Link);

/** What Heat's web framework says beside a status. */
export const Notice = shape('Notice', { code: text('202 Accepted, or 302 Found.'), title: z.string(), message: z.string() });

export const Environment = shape('Environment', {
  parameters: anyMap('Values of parameters, by name; hidden ones masked.'),
  parameter_defaults: anyMap('Values for parameters of this name, in nested stacks too.'),
  resource_registry: anyMap('What types stand for, and under resources what holds for single resources.'),
  event_sinks: z.array(z.unknown()).meta({ description: 'Where events are sent.' }),
  encrypted_param_names: z.array(z.unknown()).meta({ description: 'As it was given.' }),
});
