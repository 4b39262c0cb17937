/** Progress for people: one short line a step, with the seconds it took. */

const started = performance.now();

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}

/** Prints a line beside the seconds since the start. @param {string} text */
export function say(text) {
  console.log(`${seconds(performance.now() - started)}  ${text}`);
}
