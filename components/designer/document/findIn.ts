import { EMPTY_ENVIRONMENT, parseEnvironment, type ParsedTemplate, validateTemplate } from '@/lib/hot';
import type { Found, Surroundings } from './analyse';
import { switchedOff } from './conditions';

/** Every problem of a text, those of reading it first, and what of it there will not be. It knows the whole language: pages have it in a worker. */
export function findIn(parsed: ParsedTemplate, surroundings: Surroundings): Found {
  const { files, environment, catalogue } = surroundings;
  const around = Object.keys(environment).length === 0 ? EMPTY_ENVIRONMENT : parseEnvironment(environment).environment;
  return { diagnostics: validateTemplate({ parsed, files, environment: around, catalogue }), off: parsed.template === null ? new Set() : switchedOff(parsed.template, surroundings) };
}
