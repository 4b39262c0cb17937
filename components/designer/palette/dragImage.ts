import { NODE_HEIGHT, NODE_WIDTH } from '@/lib/graph';
import { shortType } from '../typeNames';

/** What the pointer carries from a row of the palette: the card that it will be, with its middle under the pointer, where it will be put. */
export function carryCard(transfer: DataTransfer, row: HTMLElement, type: string): void {
  const card = document.createElement('div');
  card.className = 'fixed -left-[1000px] top-0 flex items-center gap-2.5 rounded-md border border-border-strong bg-surface px-3 text-ink';
  card.style.width = `${NODE_WIDTH}px`;
  card.style.height = `${NODE_HEIGHT}px`;
  const icon = row.querySelector('svg')?.cloneNode(true);
  const words = document.createElement('div');
  words.className = 'min-w-0 truncate text-sm font-medium';
  words.textContent = shortType(type);
  card.append(...(icon === undefined ? [] : [icon]), words);
  document.body.append(card);
  transfer.setDragImage(card, NODE_WIDTH / 2, NODE_HEIGHT / 2);
  // The browser has its picture when this event is over.
  setTimeout(() => card.remove());
}
