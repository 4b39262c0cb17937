/** OS::Heat::RandomString: made once, then remembered. A reference to the resource is the string itself. */
import { randomInt } from 'node:crypto';
import type { ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { asList, asMap, numberOf, textOf } from '../values';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = LOWERCASE.toUpperCase();
const DIGITS = '0123456789';

const CLASSES: Readonly<Record<string, string>> = {
  lettersdigits: LOWERCASE + UPPERCASE + DIGITS,
  letters: LOWERCASE + UPPERCASE,
  lowercase: LOWERCASE,
  uppercase: UPPERCASE,
  digits: DIGITS,
  hexdigits: `${DIGITS}ABCDEF`,
  octdigits: '01234567',
};

interface Source {
  characters: string;
  min: number;
}

export const randomString: ResourceType = {
  schema: runnable('OS::Heat::RandomString', 'builtin'),
  effects: 'none',
  validate(properties) {
    const least = sourcesOf(properties).reduce((sum, source) => sum + source.min, 0);
    return numberOf(properties['length'], 32) < least
      ? ['Length property cannot be smaller than combined character class and character sequence minimums']
      : [];
  },
  create: (ctx, properties) => ({
    kind: 'complete',
    physicalResourceId: ctx.physicalName,
    attributes: { value: generate(numberOf(properties['length'], 32), sourcesOf(properties)) },
  }),
  referenceId: (resource) => resource.attributes['value'] ?? resource.name,
};

function sourcesOf(properties: JsonMap): Source[] {
  const old = textOf(properties['sequence']);
  if (old !== null) return [{ characters: CLASSES[old] ?? '', min: 1 }];
  const sources = [
    ...asList(properties['character_sequences']).map(asMap).map((item) => ({ characters: textOf(item['sequence']) ?? '', min: numberOf(item['min'], 1) })),
    ...asList(properties['character_classes'])
      .map(asMap)
      .map((item) => ({ characters: CLASSES[textOf(item['class']) ?? 'lettersdigits'] ?? '', min: numberOf(item['min'], 1) })),
  ].filter((source) => source.characters !== '');
  return sources.length > 0 ? sources : [{ characters: CLASSES['lettersdigits'] ?? '', min: 1 }];
}

/** The minimum of every source, the rest from all of them, and then the order is drawn, too. */
function generate(length: number, sources: readonly Source[]): string {
  const all = [...new Set(sources.flatMap((source) => [...source.characters]))];
  const drawn = sources.flatMap((source) => draw([...source.characters], source.min));
  return shuffle([...drawn, ...draw(all, length - drawn.length)]).join('');
}

function draw(characters: readonly string[], count: number): string[] {
  return Array.from({ length: Math.max(0, count) }, () => characters[randomInt(characters.length)] ?? '');
}

/** Fisher and Yates: every order is equally likely. */
function shuffle(items: readonly string[]): string[] {
  const result: string[] = [];
  items.forEach((item, index) => {
    const place = randomInt(index + 1);
    result[index] = result[place] ?? item;
    result[place] = item;
  });
  return result;
}
