/** What a first step leads to: one thing on the page, ringed until somebody does something. */

/** The part of an address that asks for it. */
export const STEP_HASH = '#step-';
const LOOK_EVERY_MS = 100;
const LOOK_FOR_MS = 5000;
const SHOWN_MS = 10_000;

/** Waits for the thing, which may come with the page's data, brings it into view and gives it the focus. */
export function showStep(step: string): void {
  const until = Date.now() + LOOK_FOR_MS;
  const look = () => {
    const target = [...document.querySelectorAll<HTMLElement>(`[data-step-target~="${CSS.escape(step)}"]`)].find((each) => each.offsetParent !== null);
    if (target) ring(target);
    else if (Date.now() < until) setTimeout(look, LOOK_EVERY_MS);
  };
  look();
}

function ring(target: HTMLElement): void {
  // The address has done its work: a reload does not point again.
  if (window.location.hash.startsWith(STEP_HASH)) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  target.dataset.stepShown = '';
  const controller = new AbortController();
  const end = () => {
    delete target.dataset.stepShown;
    controller.abort();
  };
  setTimeout(end, SHOWN_MS);
  for (const event of ['pointerdown', 'keydown']) window.addEventListener(event, end, { signal: controller.signal, capture: true });
}
