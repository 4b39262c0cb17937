/** A dialog that opens takes the focus itself: its first control is the way out, and would only show its tooltip. */
export function focusContent(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
