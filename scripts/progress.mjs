/** Progress for people: one short line a step, with the seconds it took. */

/** When the command was given, in milliseconds since 1970; handed on to the processes that go on with it. */
const started = Number((process.env.HEARTH_STARTED_AT ||= String(Date.now())));

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}

/** Prints a line beside the seconds since the start. @param {string} text */
export function say(text) {
  console.log(`${seconds(Date.now() - started)}  ${text}`);
}
