/** The first lines of a text as its editor will show them, for whoever has no editor yet: on the server, where the first picture of a draft is made. */
import { yamlLanguage } from '@codemirror/lang-yaml';
import { highlightTree, tagHighlighter } from '@lezer/highlight';
import { SHADE_TAGS } from './shadeTags';
import type { Shade } from './shades';

/** Words that look alike, one after the other: what they are, and their look where it is not that of the line. */
export type Run = readonly [text: string, shade?: Shade];
export type Line = readonly Run[];

/** More than most screens have room for. */
const MOST_LINES = 40;
/** Characters: lines may be long. */
const MOST = 8000;

const highlighter = tagHighlighter(SHADE_TAGS.flatMap(([shade, tags]) => tags.map((tag) => ({ tag, class: shade }))));
const isShade = (word: string): word is Shade => SHADE_TAGS.some(([shade]) => shade === word);

/** As many whole lines as have room. */
export function firstLines(text: string): Line[] {
  const whole = text.split('\n', MOST_LINES);
  let length = 0;
  const shown = whole.filter((line) => { length += line.length + 1; return length <= MOST; });
  const read = shown.join('\n');
  const lines: Run[][] = [[]];
  let at = 0;
  const put = (to: number, shade?: Shade): void => {
    read.slice(at, to).split('\n').forEach((part, index) => {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push(shade === undefined ? [part] : [part, shade]);
    });
    at = to;
  };
  highlightTree(yamlLanguage.parser.parse(read), highlighter, (from, to, classes) => {
    const shade = classes.split(' ').at(-1) ?? '';
    if (from > at) put(from);
    put(to, isShade(shade) ? shade : undefined);
  });
  put(read.length);
  return lines;
}
