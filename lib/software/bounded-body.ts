/** How much more than its limit is read of a body, and for how long. */
const MOST_DISCARDED = 64 * 1_048_576;
const PATIENCE_MS = 20_000;

export interface MeasuredBody {
  /** Null when it is larger than the limit. */
  body: Uint8Array | null;
  /** In bytes, as far as it was read or declared. */
  size: number;
}

/**
 * The body of a request up to `limit` bytes. What is too large is read on and thrown away, because a sender whose connection breaks while it still sends
 * never sees the answer; up to a point: one that never ends is cut off.
 */
export async function measuredBody(request: Request, limit: number): Promise<MeasuredBody> {
  const declared = Number(request.headers.get('content-length') ?? '0');
  const pieces: Uint8Array[] = [];
  const until = Date.now() + PATIENCE_MS;
  let size = 0;
  if (request.body !== null) {
    for await (const piece of request.body) {
      size += piece.length;
      if (size <= limit) pieces.push(piece);
      else if (size > limit + MOST_DISCARDED || Date.now() > until) break;
    }
  }
  const large = Math.max(size, Number.isFinite(declared) ? declared : 0);
  return large > limit ? { body: null, size: large } : { body: Buffer.concat(pieces), size };
}

/** The whole body of a request, or null when it is larger than `limit` bytes. */
export async function boundedBody(request: Request, limit: number): Promise<Uint8Array | null> {
  return (await measuredBody(request, limit)).body;
}
