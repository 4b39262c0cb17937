/** The whole of a body as text, if it is no larger than that many bytes. */
export async function readBounded(body: AsyncIterable<Uint8Array> | null, limit: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    size += piece.length;
    if (size > limit) throw new Error(`The answer is larger than ${limit} bytes.`);
  }
  return Buffer.concat(pieces).toString('utf8');
}
