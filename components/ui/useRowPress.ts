'use client';
import { type RefObject, useEffect } from 'react';

/**
 * A press anywhere on a row of the table is one of its main button, `data-open`, which is what keys and readers of the screen have. Not on what does something else,
 * and not while text is marked. By hand, for all rows at once: a row with a handler of its own would be told as one more button.
 *
 * @param there whether the table is on the page
 */
export function useRowPress(box: RefObject<HTMLElement | null>, there: boolean): void {
  useEffect(() => {
    const table = box.current;
    if (table === null || !there) return;
    const press = ({ target }: MouseEvent): void => {
      if (!(target instanceof Element) || target.closest('button, a, input') !== null || window.getSelection()?.isCollapsed === false) return;
      target.closest('[data-row]')?.querySelector<HTMLElement>('[data-open]')?.click();
    };
    table.addEventListener('click', press);
    return () => table.removeEventListener('click', press);
  }, [box, there]);
}
