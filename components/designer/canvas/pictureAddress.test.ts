import { describe, expect, it } from 'vitest';
import { type Picture, readPicture, writePicture } from './pictureAddress';
import { FIRST_LINES } from './shownLines';

const written = (picture: Picture): string => {
  const address = new URLSearchParams('selected=resource%3Aweb');
  writePicture(address, picture);
  return address.toString();
};
const FIRST: Picture = { lines: FIRST_LINES, docks: true, find: null, focus: null };

describe('what is shown of a drawing, in the address', () => {
  it('is not written where nothing is other than at first, and leaves the rest of the address alone', () => {
    expect(written(FIRST)).toBe('selected=resource%3Aweb');
    const address = new URLSearchParams('lines=order-none&docks=off&find=web&focus=1%7E1%7Eresource%3Aweb');
    writePicture(address, FIRST);
    expect(address.toString()).toBe('');
  });
  it('is read as it is written', () => {
    const picture: Picture = { lines: { ...FIRST_LINES, order: 'none', faint: 'all' }, docks: false, find: 'm1 small', focus: { on: ['resource:web', 'parameter:size'], needs: 2, needed: 0 } };
    expect(readPicture(new URLSearchParams(written(picture)))).toEqual(picture);
  });
  it('is nothing where somebody has written it wrongly', () => {
    expect(readPicture(new URLSearchParams('lines=other-none.order-sideways&docks=on&find=&focus=1~x~resource:web'))).toEqual({ lines: FIRST_LINES });
    expect(readPicture(new URLSearchParams('focus=1~1~nonsense'))).toEqual({});
  });
});
