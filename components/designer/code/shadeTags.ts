import { type Tag, tags } from '@lezer/highlight';
import type { Shade } from './shades';

/** Which parts of a text have which look; of two the later one is had. */
export const SHADE_TAGS: readonly (readonly [Shade, readonly Tag[]])[] = [
  ['name', [tags.definition(tags.propertyName), tags.propertyName]],
  ['comment', [tags.comment, tags.lineComment]],
  ['value', [tags.string, tags.content, tags.literal]],
  ['mark', [tags.punctuation, tags.separator, tags.squareBracket, tags.brace]],
  ['word', [tags.keyword, tags.labelName, tags.meta, tags.typeName]],
];
