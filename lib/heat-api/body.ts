/** Bodies of requests: JSON, of bounded size. */
import type { Json } from '@/lib/hot/types';
import { JsonError, parseJson } from '@/lib/hot/parameters/json';
import { badRequest, HeatFault } from './fault';

/** Heat's `max_json_body_size`. */
export const MAX_BODY_BYTES = 1_048_576;

/** How much is read of a body that is too large, to say how large it is: a sender that never ends is cut off. */
const MOST_READ = 4 * MAX_BODY_BYTES;

/** Undefined when there is none, or none that is called JSON. Throws HeatFault for one that is too large or no JSON. */
export async function readBody(request: Request): Promise<Json | undefined> {
  const declared = Number(request.headers.get('content-length') ?? '0');
  if (declared > MAX_BODY_BYTES) throw tooLarge(declared);
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (request.body !== null) {
    for await (const piece of request.body) {
      size += piece.length;
      if (size <= MAX_BODY_BYTES) pieces.push(piece);
      if (size > MOST_READ) break;
    }
  }
  if (size > MAX_BODY_BYTES) throw tooLarge(size);
  if (size === 0 || !/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return undefined;
  // PostgreSQL stores no NUL, not even escaped.
  const value = jsonOf(Buffer.concat(pieces).toString('utf8').replaceAll(/\\u0000/gi, String.raw`\ufffd`));
  if (isDeep(value)) throw badRequest(`The body nests deeper than ${DEEPEST} levels.`);
  return value;
}

function jsonOf(text: string): Json {
  try {
    return parseJson(text);
  } catch (fault) {
    throw fault instanceof JsonError ? badRequest(fault.message) : fault;
  }
}

/** Deeper than any template may be; whoever reads a body may walk it without counting. */
const DEEPEST = 400;

function isDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

function tooLarge(size: number): HeatFault {
  return new HeatFault('RequestLimitExceeded', `Request limit exceeded: JSON body size (${size} bytes) exceeds maximum allowed size (${MAX_BODY_BYTES} bytes).`);
}
