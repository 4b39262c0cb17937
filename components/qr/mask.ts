/** A mask turns modules over by a rule, so that a code has no large areas of one colour and nothing that looks like an eye: the one with the fewest such faults is taken. */
import type { Grid } from './patterns';

const TURNS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

export function best(grid: Grid, format: (grid: Grid, mask: number) => void): { grid: Grid; number: number } {
  const tried = TURNS.map((turns, number) => {
    const copy: Grid = { fixed: grid.fixed, dark: grid.dark.map((row, y) => row.map((dark, x) => dark !== (grid.fixed[y]?.[x] !== true && turns(x, y)))) };
    format(copy, number);
    return { grid: copy, number, faults: faultsOf(copy.dark) };
  });
  return tried.reduce((least, each) => (each.faults < least.faults ? each : least));
}

/** The four rules of the standard: runs, squares, what looks like an eye, and how far light and dark are from equal. */
function faultsOf(dark: readonly (readonly boolean[])[]): number {
  const columns = dark.map((_, x) => dark.map((row) => row[x] === true));
  const lines = [...dark, ...columns].reduce((sum, line) => sum + faultsOfLine(line), 0);
  let squares = 0;
  for (const [y, row] of dark.entries()) {
    for (let x = 1; y > 0 && x < row.length; x += 1) if (row[x] === row[x - 1] && row[x] === dark[y - 1]?.[x] && row[x] === dark[y - 1]?.[x - 1]) squares += 3;
  }
  const share = dark.flat().filter(Boolean).length / dark.length ** 2;
  return lines + squares + Math.floor(Math.abs(share - 0.5) * 20) * 10;
}

const EYE = /(?=10111010000|00001011101)/g;

function faultsOfLine(line: readonly boolean[]): number {
  const text = line.map((dark) => (dark ? '1' : '0')).join('');
  const runs = [...text.matchAll(/0{5,}|1{5,}/g)].reduce((sum, [run]) => sum + run.length - 2, 0);
  return runs + [...text.matchAll(EYE)].length * 40;
}
