/** Requests to the services of a cloud: bounded in time and size, repeated with growing pauses where repeating changes nothing. */
import { Agent, fetch } from 'undici';
import { readBounded } from '../http/bounded';
import { CloudFault, faultOfAnswer } from './faults';

export interface CloudRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** The same request twice does what one does. Default: everything but POST and PATCH. */
  repeatable?: boolean;
  signal?: AbortSignal;
}

export interface CloudAnswer {
  status: number;
  header(name: string): string | null;
  text: string;
}

export interface CloudHttpOptions {
  /** PEM; empty: who this machine trusts. */
  ca: string;
  /** Milliseconds until one answer must be there. */
  timeoutMs?: number;
  /** Attempts of a request that may be repeated. */
  attempts?: number;
  firstPauseMs?: number;
}

/** `where` is the service, as people call it: faults begin with it. */
export type Send = (where: string, request: CloudRequest) => Promise<CloudAnswer>;

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** Asked for JSON alone, Mistral refuses definitions with 406, although it answers in JSON. */
const ACCEPT = { accept: '*/*' } as const;

/** The service has not begun with what it was asked, so that even a POST may come again. */
const NOT_BEGUN = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

export function cloudHttp({ ca, timeoutMs = TIMEOUT_MS, attempts = ATTEMPTS, firstPauseMs = FIRST_PAUSE_MS }: CloudHttpOptions): Send {
  const agent = new Agent({ connect: { timeout: 10_000, ...(ca === '' ? {} : { ca }) } });
  return async (where, request) => {
    const repeatable = request.repeatable ?? !['POST', 'PATCH'].includes(request.method);
    for (let attempt = 1; ; attempt += 1) {
      const result = await once(where, request, agent, timeoutMs);
      const again = attempt < attempts && request.signal?.aborted !== true && (result.begun ? repeatable && result.passing : result.passing);
      if (!again) {
        if (result.ok) return result.answer;
        throw result.fault;
      }
      await pause(Math.min(result.waitMs ?? firstPauseMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS), request.signal);
    }
  };
}

/** `begun`: the service may have done what it was asked. `passing`: it may be otherwise soon. `waitMs`: as long as the service asks to wait. */
type Attempt = { begun: boolean; passing: boolean; waitMs: number | null } & ({ ok: true; answer: CloudAnswer } | { ok: false; fault: CloudFault });

async function once(where: string, { url, method, headers = {}, body, signal }: CloudRequest, dispatcher: Agent, timeoutMs: number): Promise<Attempt> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await fetch(url, {
      method, headers: { ...ACCEPT, ...headers }, redirect: 'manual', dispatcher,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]), ...(body === undefined ? {} : { body }),
    });
    const text = await readBounded(answer.body, LARGEST_ANSWER);
    const { status } = answer;
    if (status >= 200 && status <= 299) return { ok: true, begun: true, passing: false, waitMs: null, answer: { status, header: (name) => answer.headers.get(name), text } };
    const passing = status === 408 || status === 429 || (status >= 502 && status <= 504);
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    return {
      ok: false, passing, begun: !(status === 429 || status === 503), waitMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
      fault: status >= 300 && status <= 399 ? new CloudFault('refused', `${where} sends on to ${answer.headers.get('location') ?? 'another address'}: write that address instead of ${url}.`, status) : faultOfAnswer(where, status, text),
    };
  } catch (error) {
    return { ok: false, ...described(where, url, timeoutMs, error), waitMs: null };
  }
}

function described(where: string, url: string, timeoutMs: number, error: unknown): { fault: CloudFault; begun: boolean; passing: boolean } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  if (cause instanceof Error && cause.name === 'TimeoutError') return { begun: true, passing: true, fault: new CloudFault('away', `${where} did not answer at ${url} within ${timeoutMs / 1000} seconds`) };
  const message = cause instanceof Error ? cause.message || code : String(cause);
  if (/^(ERR_TLS|ERR_SSL|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)/.test(code)) {
    return { begun: false, passing: false, fault: new CloudFault('refused', `${where} at ${url} shows a certificate that is not trusted (${message}). If another authority signed it, give its certificate as CA`) };
  }
  return { begun: !NOT_BEGUN.has(code), passing: true, fault: new CloudFault('away', `${where} cannot be reached at ${url}: ${message}`) };
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
