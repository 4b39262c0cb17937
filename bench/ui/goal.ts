/** A goal of the specification of the pages (its number there), what was measured, and whether it is met. */
import { appendFileSync } from 'node:fs';

export interface Goal {
  number: number;
  name: string;
  figure: number;
  unit: string;
  /** The figure may be so large; `least` goals must be at least so large. */
  limit: number;
  least?: boolean;
  /** Said behind it: median, worst, how many. */
  more?: string;
}

export const isMet = ({ figure, limit, least }: Goal): boolean => (least ? figure >= limit : figure <= limit);

const short = (figure: number): string => (Number.isNaN(figure) ? 'nothing' : Math.abs(figure) < 10 && !Number.isInteger(figure) ? figure.toFixed(Math.abs(figure) < 1 ? 3 : 1) : figure.toFixed(0));

export function lineOf(goal: Goal): string {
  const { number, name, figure, unit, limit, least, more } = goal;
  return `${isMet(goal) ? 'met   ' : 'MISSED'} ${String(number).padStart(2)}  ${name.padEnd(62)} ${short(figure).padStart(7)} ${unit.padEnd(3)} goal ${least ? 'at least ' : ''}${limit}${more ? `   (${more})` : ''}`;
}

/** Prints it, and notes it in the file of HEARTH_GOALS for the table at the end of `npm run bench:ui`. */
export function report(goal: Goal): void {
  console.info(lineOf(goal));
  if (process.env.HEARTH_GOALS) appendFileSync(process.env.HEARTH_GOALS, `${JSON.stringify(goal)}\n`);
}

export const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** The 95 % of a row of measurements against a limit, with median and worst behind it. */
export function reportMany(goal: Omit<Goal, 'figure' | 'more'>, values: readonly number[]): void {
  report({ ...goal, figure: at(values, 0.95), more: `95 % of ${values.length}; median ${short(at(values, 0.5))}, worst ${short(at(values, 1))}` });
}
