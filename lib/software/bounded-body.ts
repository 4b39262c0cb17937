/** The whole body of a request, or null when it is larger than `limit` bytes: it is read no further than that. */
export async function boundedBody(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? '0') > limit) return null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (request.body !== null) {
    for await (const piece of request.body) {
      size += piece.length;
      if (size > limit) return null;
      pieces.push(piece);
    }
  }
  return Buffer.concat(pieces);
}
