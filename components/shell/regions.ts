/** Parts of the page that F6 goes through, in the order in which they stand. */
const REGIONS = 'nav[aria-label], header, [role="toolbar"], [role="region"], section[aria-label], section[aria-labelledby], [role="table"], [role="tabpanel"], aside, form[aria-label]';

/** Puts the focus into the next part (or the one before): on what can be operated first in it, else on itself. */
export function focusNextRegion(step: 1 | -1): void {
  const scope = document.querySelector('[role="dialog"]') ?? document.body;
  const regions = [...scope.querySelectorAll<HTMLElement>(REGIONS)].filter((region) => region.getClientRects().length > 0 && region.offsetHeight > 0);
  if (regions.length === 0) return;
  const focused = document.activeElement;
  // The innermost part that has the focus.
  const at = regions.findLastIndex((region) => region.contains(focused));
  for (let tried = 1; tried <= regions.length; tried += 1) {
    const region = regions[(Math.max(at, step === 1 ? -1 : 0) + step * tried + regions.length * 2) % regions.length];
    if (!region || region.contains(focused)) continue;
    const target = region.matches('[tabindex="0"]') ? region : [...region.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]')].find((each) => each.getClientRects().length > 0);
    if (target) {
      target.focus();
      return;
    }
    region.tabIndex = -1;
    region.focus();
    if (document.activeElement === region) return;
  }
}
