/** Ids of the database as the sixteen bytes they are, where their text takes three times as much. */

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Where the bytes stand in the text. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Writes an id; false for what is none. */
export function idBytes(id: string, into: Uint8Array, from: number): boolean {
  if (!ID.test(id)) return false;
  for (const [at, place] of PLACES.entries()) into[from + at] = (digit(id.charCodeAt(place)) << 4) | digit(id.charCodeAt(place + 1));
  return true;
}

export function idText(bytes: Uint8Array, from: number): string {
  let text = '';
  for (let at = 0; at < 16; at += 1) text += at === 4 || at === 6 || at === 8 || at === 10 ? `-${HEX[bytes[from + at] ?? 0]}` : HEX[bytes[from + at] ?? 0];
  return text;
}

const digit = (code: number): number => (code < 58 ? code - 48 : code - 87);
