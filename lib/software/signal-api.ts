/**
 * Signals over pre-signed URLs, below the CFN-compatible API:
 *
 *     POST /cfn/v1/signal/<arn>          any JSON, or nothing
 *     PUT  /cfn/v1/waitcondition/<arn>   {"Status", "Reason", "UniqueId", "Data"}
 *
 * signed by the user of that resource (version 2 or 4), or with that user's token as X-Auth-Token. Answers at once; what the signal means is decided by
 * the worker of the stack.
 */
import { isMap } from '@/lib/hot/json';
import { accessKeyV2, verifyV2 } from './aws-signature-v2';
import { accessKeyV4, verifyV4 } from './aws-signature-v4';
import type { SignedRequest, Verdict } from './aws-request';
import { boundedBody } from './bounded-body';
import { cfnError, xmlElement, xmlText } from './cfn-answer';
import type { Signallable, SignalStore } from './ports';
import { parseArn } from './signal-address';
import { deliverSignal, SIGNAL_LIMIT, signalPayload } from './signal-delivery';
import { signedRequest } from './signed-request';
import { resourceOfStackUser, resourceOfToken, type Sign, stackUserSecrets } from './stack-user';

export interface SignalApiPorts {
  signals: SignalStore;
  sign: Sign;
  /** Where senders reach this server. */
  publicUrl: string;
  now(): Date;
}

const ROUTE = /^\/cfn\/v1\/(signal|waitcondition)\/(.+)$/;
const METHOD = { signal: 'POST', waitcondition: 'PUT' } as const;
const WAIT_CONDITION_KEYS = ['Data', 'Reason', 'Status', 'UniqueId'];

export function createSignalApi(ports: SignalApiPorts): (request: Request) => Promise<Response> {
  return async (request) => {
    const [, kind, tail = ''] = ROUTE.exec(new URL(request.url).pathname) ?? [];
    if (kind !== 'signal' && kind !== 'waitcondition') return cfnError(404, 'InvalidAction', 'Expected /cfn/v1/signal/<arn> or /cfn/v1/waitcondition/<arn>.');
    if (request.method !== METHOD[kind]) return cfnError(405, 'InvalidAction', `Expected ${METHOD[kind]}, found ${request.method}.`);
    const body = await boundedBody(request, SIGNAL_LIMIT);
    if (body === null) return cfnError(413, 'RequestLimitExceeded', `A signal has at most ${SIGNAL_LIMIT} bytes.`);
    const signed = signedRequest(request, body, ports.publicUrl);
    const user = authenticate(signed, ports);
    if (!user.ok) return cfnError(403, user.code, user.message);
    const target = await ports.signals.findResource(user.resourceId);
    if (target === null) return cfnError(404, 'InvalidParameterValue', 'The resource of this signal does not exist any more.');
    if (!isAddressOf(tail, target)) return cfnError(403, 'AccessDenied', 'These credentials belong to another resource than the one of this address.');
    const payload = signalPayload(body);
    if (payload === undefined) return cfnError(400, 'InvalidParameterValue', 'Expected a JSON document or an empty body as signal.');
    if (kind === 'waitcondition' && !(isMap(payload) && WAIT_CONDITION_KEYS.every((key) => key in payload))) {
      return cfnError(400, 'InvalidParameterValue', `resources.${target.name}: Metadata format invalid. Expected a JSON object with ${WAIT_CONDITION_KEYS.join(', ')}.`);
    }
    const run = new URL(request.url).searchParams.get('Run');
    const delivery = await deliverSignal(ports.signals, target, run, payload);
    if (!delivery.ok) return cfnError(delivery.status, 'InvalidParameterValue', delivery.message);
    return kind === 'signal' ? new Response('', { headers: { 'content-type': 'text/html; charset=UTF-8' } }) : recorded(request, target);
  };
}

function authenticate(request: SignedRequest, { sign, now }: SignalApiPorts): { ok: true; resourceId: string } | Exclude<Verdict, { ok: true }> {
  const token = request.headers.get('x-auth-token');
  if (token !== null) {
    const resourceId = resourceOfToken(sign, token);
    return resourceId === null ? { ok: false, code: 'InvalidClientTokenId', message: 'The token is not the one of this resource.' } : { ok: true, resourceId };
  }
  const [keyV2, keyV4] = [accessKeyV2(request), accessKeyV4(request)];
  const accessKey = keyV4 ?? keyV2;
  if (accessKey === undefined) return { ok: false, code: 'MissingAuthenticationToken', message: 'Use the signal URL exactly as the resource shows it: it carries its signature.' };
  const resourceId = resourceOfStackUser(accessKey);
  if (resourceId === null) return { ok: false, code: 'InvalidClientTokenId', message: 'The access key is not one of a resource of a stack.' };
  const { secretKey } = stackUserSecrets(sign, resourceId);
  // Signal URLs are valid as long as their resource; the same signal again changes nothing more than once.
  const verdict = keyV4 === undefined ? verifyV2(request, secretKey, { now: now(), needsTime: false }) : verifyV4(request, secretKey, now());
  return verdict.ok ? { ok: true, resourceId } : verdict;
}

function isAddressOf(tail: string, target: Signallable): boolean {
  let arn = tail;
  try {
    arn = decodeURIComponent(tail);
  } catch {
    return false;
  }
  const parsed = parseArn(arn);
  return parsed !== null && parsed.projectId === target.projectId && parsed.stackId === target.stackId && parsed.resourceName === target.name;
}

function recorded(request: Request, { name }: Signallable): Response {
  if (new URL(request.url).searchParams.get('ContentType') === 'JSON') return Response.json({ resource: name });
  return new Response(xmlElement('resource', [xmlText(name)]), { headers: { 'content-type': 'application/xml' } });
}
