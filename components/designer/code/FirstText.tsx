import type { FocusEvent, Ref } from 'react';
import type { Line } from './firstLines';
import { SHADES } from './shades';

export interface Beginning {
  lines: readonly Line[];
  /** Lines of the whole text. */
  count: number;
}

/** As the gutters of the editor are: the states, the number in three and five pixels of air, the folds, the problems. */
const NUMBER = (digits: number): string => `max(20px, ${digits}ch + 8px)`;
const GUTTER = (digits: number): string => `calc(2px + ${NUMBER(digits)} + 1ch + 2px + 1.4em)`;

/** The beginning of a text, line for line where its editor will have it. */
export function FirstText({ beginning: { lines, count }, ...rest }: { beginning: Beginning; ref?: Ref<HTMLDivElement>; role?: 'group'; 'aria-label'?: string; tabIndex?: number; onFocus?: (event: FocusEvent<HTMLDivElement>) => void; onPointerEnter?: () => void; onPointerDown?: () => void }) {
  const digits = `${count}`.length;
  return (
    <div {...rest} dir="ltr" data-first-text className="min-h-0 flex-1 overflow-hidden bg-code py-1 font-mono text-[12.5px] leading-[1.55] text-ink outline-none [font-variant-ligatures:none]">
      {lines.map((line, index) => (
        <div key={index} className="relative" style={{ paddingInlineStart: GUTTER(digits) }}>
          <span aria-hidden className="pointer-events-none absolute start-[2px] pe-[3px] text-end text-faint select-none" style={{ width: NUMBER(digits) }}>{index + 1}</span>
          <div data-line className="min-h-[1.55em] ps-[6px] pe-[2px] [overflow-wrap:anywhere] [word-break:break-word] whitespace-break-spaces" style={index === 0 ? FIRST : undefined}>
            {line.map(([words, shade], at) => (shade === undefined ? words : <span key={at} style={SHADES[shade]}>{words}</span>))}
          </div>
        </div>
      ))}
    </div>
  );
}

/** The editor begins with the cursor there, whose line is marked. */
const FIRST = { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' };
