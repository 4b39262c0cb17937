/**
 * QR codes (ISO/IEC 18004) of text: UTF-8 in byte mode, in the smallest version that holds it, with level M of error correction. A tenth of what a library brings, which
 * knows levels, modes and formats that nobody needs here.
 */
import { correctionOf } from './correction';
import { alignedAt, drawFormat, drawFunctions, type Grid } from './patterns';
import { best } from './mask';

/** Codewords of error correction in each block, and blocks, by version from 1 on. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];

/** Dark modules by row; null where the text is longer than a code holds (2,331 bytes). */
export function encodeQr(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  for (let version = 1; version <= 40; version += 1) {
    const room = dataCodewords(version);
    if (bytes.length * 8 + 4 + (version < 10 ? 8 : 16) <= room * 8) return draw(version, interleaved(version, codewords(bytes, version, room)));
  }
  return null;
}

function rawModules(version: number): number {
  const aligned = alignedAt(version).length;
  const withAlignment = aligned === 0 ? 0 : (25 * aligned - 10) * aligned - 55;
  return (16 * version + 128) * version + 64 - withAlignment - (version >= 7 ? 36 : 0);
}

function dataCodewords(version: number): number {
  return Math.floor(rawModules(version) / 8) - (CORRECTION[version - 1] ?? 0) * (BLOCKS[version - 1] ?? 0);
}

/** Mode, length, bytes, an end, and what fills the rest. */
function codewords(bytes: Uint8Array, version: number, room: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, room * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const words = Array.from({ length: bits.length / 8 }, (_, word) => bits.slice(word * 8, word * 8 + 8).reduce((value, bit) => value * 2 + bit, 0));
  for (let fill = 0xec; words.length < room; fill ^= 0xec ^ 0x11) words.push(fill);
  return words;
}

/** The blocks of data and of correction, a codeword of each in turn: what covers a part of the code harms each block a little. */
function interleaved(version: number, data: readonly number[]): number[] {
  const [blocks, correction] = [BLOCKS[version - 1] ?? 0, CORRECTION[version - 1] ?? 0];
  const short = Math.floor(data.length / blocks);
  const longFrom = blocks - (data.length % blocks);
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, block) => data.slice(at, (at += short + (block < longFrom ? 0 : 1))));
  const corrections = parts.map((part) => correctionOf(part, correction));
  const turns = (rows: readonly (readonly number[])[], longest: number): number[] => Array.from({ length: longest }, (_, index) => rows.flatMap((row) => row[index] ?? [])).flat();
  return [...turns(parts, short + 1), ...turns(corrections, correction)];
}

/** The codewords go up and down in pairs of columns, from the right, around what every code has. */
function draw(version: number, words: readonly number[]): boolean[][] {
  const grid = drawFunctions(version);
  const size = grid.dark.length;
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    // The column of the timing pattern is no part of a pair.
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = upwards ? size - 1 - step : step;
        if (grid.fixed[y]?.[x] === true || bit >= words.length * 8) continue;
        setDark(grid, x, y, (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1);
        bit += 1;
      }
    }
  }
  const mask = best(grid, (copy, number) => drawFormat(copy, number));
  drawFormat(mask.grid, mask.number);
  return mask.grid.dark;
}

function setDark(grid: Grid, x: number, y: number, dark: boolean): void {
  const row = grid.dark[y];
  if (row !== undefined) row[x] = dark;
}
