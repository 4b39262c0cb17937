/** Bodies of requests: JSON, of bounded size. */
import type { Json } from '@/lib/hot/types';
import { JsonError, parseJson } from '@/lib/hot/parameters/json';
import { measuredBody } from '@/lib/software/bounded-body';
import { storableJson } from '@/lib/software/storable-json';
import { badRequest, HeatFault } from './fault';

/** Heat's `max_json_body_size`. */
export const MAX_BODY_BYTES = 1_048_576;

/** Nothing said, or plain text, may be JSON too: then it has to look like it, as in Heat. */
function isCalledJson(request: Request, text: string): boolean {
  const type = request.headers.get('content-type') ?? '';
  if (/^application\/json\b/i.test(type)) return true;
  return (type === '' || /^text\/plain\b/i.test(type)) && text.startsWith('{');
}

/** Undefined when there is none, or none that is called JSON. Throws HeatFault for one that is too large or no JSON. */
export async function readBody(request: Request): Promise<Json | undefined> {
  const { body, size } = await measuredBody(request, MAX_BODY_BYTES);
  if (body === null) throw tooLarge(size);
  const text = Buffer.from(body).toString('utf8');
  if (size === 0 || !isCalledJson(request, text)) return undefined;
  const value = storableJson(text);
  if (value === undefined) throw badRequest(faultIn(text));
  return value;
}

/** In the words of Python's reader. */
function faultIn(text: string): string {
  try {
    parseJson(text);
    return 'The body nests too deep.';
  } catch (fault) {
    if (fault instanceof JsonError) return fault.message;
    throw fault;
  }
}

function tooLarge(size: number): HeatFault {
  return new HeatFault('RequestLimitExceeded', `Request limit exceeded: JSON body size (${size} bytes) exceeds maximum allowed size (${MAX_BODY_BYTES} bytes).`);
}
