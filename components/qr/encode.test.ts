import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { correctionOf } from './correction';
import { encodeQr } from './encode';

const HELLO = `
#######.##.#..#######
#.....#..##.#.#.....#
#.###.#..####.#.###.#
#.###.#.#..#..#.###.#
#.###.#.#...#.#.###.#
#.....#.#.##..#.....#
#######.#.#.#.#######
........#####........
#...#.######.#####..#
...###..#.###..#.####
#.##..#.#.##..###..#.
###..#...#...##.#....
..#.###..#..###...##.
........###.###..#.##
#######.##..##...#.#.
#.....#....##..#...#.
#.###.#.#..#..###.#.#
#.###.#....##....#.##
#.###.#..###..####...
#.....#..#...##......
#######.#...#####.#.#`;

const picture = (text: string): string => (encodeQr(text) ?? []).map((row) => row.map((dark) => (dark ? '#' : '.')).join('')).join('\n');

// An independent reader (jsQR) has read codes of this encoder of every version from 2 to 40.
describe('a QR code', () => {
  it('is what readers expect, module by module', () => expect(picture('HELLO')).toBe(HELLO.trim()));

  it.each([['http://127.0.0.1:8080/', 25], ['ä€😀', 21], ['x'.repeat(300), 69]] as const)('of %s has %i modules a side', (text, size) => {
    expect(encodeQr(text)).toHaveLength(size);
  });

  it('is as large as its text wants, and not at all beyond what one holds', () => {
    expect([14, 15, 26, 27, 2331].map((length) => encodeQr('x'.repeat(length))?.length)).toEqual([21, 25, 25, 29, 177]);
    expect(encodeQr('x'.repeat(2332))).toBeNull();
  });

  it('of more than one block, with the patterns of large versions, stays as it was read', () => {
    expect(createHash('sha256').update(picture('x'.repeat(300)).replaceAll('#', '1').replaceAll('.', '0')).digest('hex').slice(0, 16)).toBe('a6c4c99a50e77d18');
  });
});

describe('the correction of errors', () => {
  it('is that of the example in the standard', () => {
    expect(correctionOf([16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17], 10)).toEqual([165, 36, 212, 193, 237, 54, 199, 135, 44, 85]);
  });
});
