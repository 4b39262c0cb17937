/**
 * Text of the start of a piece of a byte stream. A character that is cut off at the end is left for the next piece, so `bytes` may be less than given
 * (never when `last`). What is no UTF-8, and NUL which PostgreSQL cannot store, becomes U+FFFD.
 */
export function decodePiece(piece: Uint8Array, last: boolean): { text: string; bytes: number } {
  const bytes = last ? piece.length : piece.length - unfinished(piece);
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece.subarray(0, bytes));
  return { text: text.replaceAll('\0', '\uFFFD'), bytes };
}

/** How many bytes at the end begin a character and do not complete it: 0 to 3. */
function unfinished(piece: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, piece.length); back += 1) {
    const byte = piece[piece.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}
