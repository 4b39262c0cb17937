/**
 * Signals over pre-signed URLs: `POST` (or `PUT`) `/signal/<resource>[/<run>]?signature=...` with a JSON body or none, or with the signature as
 * X-Auth-Token. Answers at once; what the signal means is decided by the worker of the stack.
 */
import type { Json } from '@/lib/hot/types';
import type { SignalStore } from './ports';
import { signalOfRun, type SignalAddresses } from './signal-address';

const BODY_LIMIT = 2 * 1024 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Types that wait for signals while they are suspended or deleted, too. */
const SIGNALLED_ALWAYS = ['OS::Heat::SoftwareDeployment', 'OS::Heat::StructuredDeployment', 'Hearth::Workflow::Http'];

export interface SignalApiPorts {
  signals: SignalStore;
  addresses: Pick<SignalAddresses, 'verify'>;
}

export function createSignalApi(ports: SignalApiPorts): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const [, resourceId, run] = url.pathname.split('/').filter((word) => word !== '');
    const signature = url.searchParams.get('signature') ?? request.headers.get('x-auth-token') ?? '';
    if (request.method !== 'POST' && request.method !== 'PUT') return answer(405, 'Send a signal with POST or PUT.');
    if (resourceId === undefined || !UUID.test(resourceId) || !ports.addresses.verify(resourceId, run ?? null, signature)) {
      return answer(403, 'The signature does not belong to this address. Use the signal URL exactly as the resource shows it.');
    }
    const body = await readSignal(request);
    if (!body.ok) return answer(body.status, body.message);
    const target = await ports.signals.findResource(resourceId);
    if (target === null) return answer(404, 'The resource of this signal does not exist any more.');
    if ((target.action === 'SUSPEND' || target.action === 'DELETE') && !SIGNALLED_ALWAYS.includes(target.type)) {
      return answer(400, `Signal resource during ${target.action} is not supported.`);
    }
    await ports.signals.deliver(target, run === undefined ? body.value : signalOfRun(run, body.value));
    return new Response('', { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  };
}

type Body = { ok: true; value: Json } | { ok: false; status: number; message: string };

/** No body is an empty signal. Senders seldom set the content type right, so it is not asked for. */
async function readSignal(request: Request): Promise<Body> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (request.body !== null) {
    for await (const piece of request.body) {
      size += piece.length;
      if (size > BODY_LIMIT) return { ok: false, status: 413, message: `A signal has at most ${BODY_LIMIT} bytes.` };
      pieces.push(piece);
    }
  }
  const text = Buffer.concat(pieces).toString('utf8').trim();
  if (text === '') return { ok: true, value: null };
  try {
    // PostgreSQL stores no NUL, not even escaped.
    return { ok: true, value: JSON.parse(text.replaceAll(/\\u0000/gi, '\\ufffd')) };
  } catch {
    return { ok: false, status: 400, message: 'Expected a JSON document or an empty body as signal.' };
  }
}

function answer(status: number, message: string): Response {
  return new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
