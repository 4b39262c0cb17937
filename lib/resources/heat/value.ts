/** OS::Heat::Value: a value under a name, coerced to `type`. */
import type { Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { asText } from '../values';

export const value: ResourceType = {
  schema: runnable('OS::Heat::Value', 'builtin'),
  effects: 'none',
  validate: (properties) => {
    const result = coerced(properties);
    return result.ok ? [] : [result.message];
  },
  create: (ctx, properties) => ({ ...outcome(properties), physicalResourceId: ctx.physicalName }),
  update: (_ctx, { after }) => outcome(after),
};

function outcome(properties: JsonMap): Outcome {
  const result = coerced(properties);
  return result.ok
    ? { kind: 'complete', attributes: { value: result.value } }
    : { kind: 'failed', errorType: 'StackValidationFailed', reason: result.message };
}

type Coerced = { ok: true; value: Json } | { ok: false; message: string };

function coerced({ value: given = null, type = null }: JsonMap): Coerced {
  if (given === null) return { ok: true, value: null };
  switch (type) {
    case 'string':
      return { ok: true, value: asText(given) };
    case 'number':
      return toNumber(given);
    case 'boolean':
      return toBoolean(given);
    case 'comma_delimited_list':
      return toList(given);
    case 'json':
      return toStructure(given);
    default:
      return { ok: true, value: given };
  }
}

function toNumber(given: Json): Coerced {
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return typeof number === 'number' && Number.isFinite(number) ? { ok: true, value: number } : wrong(given, 'a number');
}

function toBoolean(given: Json): Coerced {
  const word = asText(given).toLowerCase();
  if (['t', 'true', 'on', 'y', 'yes', '1'].includes(word)) return { ok: true, value: true };
  if (['f', 'false', 'off', 'n', 'no', '0'].includes(word)) return { ok: true, value: false };
  return wrong(given, 'a boolean');
}

function toList(given: Json): Coerced {
  if (Array.isArray(given)) return { ok: true, value: given };
  return typeof given === 'string' ? { ok: true, value: given === '' ? [] : given.split(',') } : wrong(given, 'a list, or a text with commas');
}

function toStructure(given: Json): Coerced {
  if (typeof given === 'object') return { ok: true, value: given };
  try {
    const parsed: Json = JSON.parse(asText(given));
    if (typeof parsed === 'object') return { ok: true, value: parsed };
  } catch {
    // Said below: it is not the JSON that was expected.
  }
  return wrong(given, 'a map or a list, or JSON of one');
}

function wrong(given: Json, expected: string): Coerced {
  return { ok: false, message: `Property value: expected ${expected}, found ${JSON.stringify(given)}.` };
}
