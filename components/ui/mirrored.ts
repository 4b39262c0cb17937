/** Whether it is laid out from the right, as pages in Arabic or Hebrew are: a pointer that goes right goes back then. */
export function isMirrored(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
