/** How many characters of a script come from each of its sources, by the map that the bundler wrote beside it. */
export interface SourceMap {
  sources: (string | null)[];
  mappings: string;
  /** Maps of parts, each from a line and column on. */
  sections?: { offset: { line: number; column: number }; map: SourceMap }[];
}

interface Mark {
  line: number;
  column: number;
  source: string | null;
}

/** By source; null is what no source is named for. */
export function charactersOf(script: string, map: SourceMap): ReadonlyMap<string | null, number> {
  const counts = new Map<string | null, number>();
  const lines = script.split('\n');
  const add = (source: string | null, characters: number): void => { if (characters > 0) counts.set(source, (counts.get(source) ?? 0) + characters); };
  let [line, column, source]: [number, number, string | null] = [0, 0, null];
  for (const mark of [...marksOf(map), { line: lines.length, column: 0, source: null }]) {
    for (; line < mark.line; line += 1) {
      add(source, (lines[line]?.length ?? 0) + 1 - column);
      column = 0;
    }
    add(source, mark.column - column);
    [column, source] = [mark.column, mark.source];
  }
  return counts;
}

function marksOf({ sources, mappings, sections }: SourceMap): Mark[] {
  if (sections !== undefined) {
    return sections.flatMap(({ offset, map }) => marksOf(map).map((mark) => ({ ...mark, line: mark.line + offset.line, column: mark.line === 0 ? mark.column + offset.column : mark.column })));
  }
  let source = 0;
  return mappings.split(';').flatMap((segments, line) => {
    let column = 0;
    return segments === '' ? [] : segments.split(',').map((segment): Mark => {
      const [columns = 0, more] = numbersOf(segment);
      column += columns;
      if (more !== undefined) source += more;
      return { line, column, source: more === undefined ? null : (sources[source] ?? null) };
    });
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers in base 64, five bits a digit, least first; the sixth bit says that more follow, the lowest of the number its sign. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
