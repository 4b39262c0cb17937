import type { TextRange } from '@/lib/hot/types';

/** What is chosen in a first text, or where it was pressed, as places of its text. */
export function chosenIn(box: HTMLElement): TextRange | null {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const [start, end] = [placeOf(box, startContainer, startOffset), placeOf(box, endContainer, endOffset)];
  return start === null || end === null ? null : { start, end };
}

function placeOf(box: HTMLElement, node: Node, offset: number): number | null {
  const within = (node instanceof Element ? node : node.parentElement)?.closest('[data-line]');
  if (!within || !box.contains(within)) return null;
  let before = 0;
  for (const line of box.querySelectorAll('[data-line]')) {
    if (line === within) break;
    before += (line.textContent ?? '').length + 1;
  }
  const range = document.createRange();
  range.setStart(within, 0);
  range.setEnd(node, offset);
  return before + range.toString().length;
}
