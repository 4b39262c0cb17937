/**
 * Addresses to which signals for a resource are sent, and what arrives there. One signer for all of them: the secrets of the resource's own user
 * (stack-user.ts), which end with the resource.
 */
import { isMap } from '@/lib/hot/json';
import type { Json } from '@/lib/hot/types';
import { presignedUrl } from './aws-signature-v2';
import { type Sign, type StackUserSecrets, stackUserSecrets } from './stack-user';
import { LAST_EPOCH, tempUrl } from './temp-url';

export type { Sign } from './stack-user';

/** The context of a handler is one. */
export interface SignalTarget {
  readonly resource: { readonly id: string; readonly name: string };
  readonly stack: { readonly id: string; readonly name: string; readonly projectId: string };
}

export interface SignalAddresses {
  /** Pre-signed, for POST: whoever has this URL may signal the resource. With `run`, only as long as that run is the current one. */
  url(target: SignalTarget, run?: string): string;
  /** Pre-signed, for PUT: the same for handles of wait conditions in Amazon's format. */
  waitConditionUrl(target: SignalTarget): string;
  /** Pre-signed, for PUT: a URL of an object; what is put there is a signal. */
  objectUrl(target: SignalTarget, run?: string): string;
  /** Pre-signed, for GET and HEAD: the metadata of the resource as an object. */
  metadataUrl(target: SignalTarget): string;
  /** The queue whose messages are signals, and which has the metadata of the resource. */
  queue(target: SignalTarget, run?: string): string;
  /** Where Heat's API takes signals, with the header X-Auth-Token; the token is one of `user`. */
  endpoint(target: SignalTarget): string;
  /** What the resource's own user signs in with. */
  user(target: { readonly resource: { readonly id: string } }): StackUserSecrets;
  /** Where that user gets a token, and where the CFN-compatible API is. */
  readonly identityUrl: string;
  readonly cfnUrl: string;
}

/** Between resource and run in the name of a queue. */
export const RUN_MARK = '--';

/** `baseUrl` is where the senders reach the web server; no slash at its end. */
export function signalAddresses(sign: Sign, baseUrl: string): SignalAddresses {
  const cfnUrl = `${baseUrl}/cfn/v1/`;
  const presigned = (kind: 'signal' | 'waitcondition', method: string, target: SignalTarget, run?: string): string => {
    const url = new URL(`${cfnUrl}${kind}/${encodeURIComponent(arnOf(target)).replaceAll('%2F', '/')}`);
    if (run !== undefined) url.searchParams.set('Run', run);
    const { accessKey, secretKey } = stackUserSecrets(sign, target.resource.id);
    return presignedUrl(url, method, accessKey, secretKey);
  };
  const object = (method: string, { stack, resource }: SignalTarget, run?: string): string =>
    tempUrl(sign, `${baseUrl}/objects`, method, { projectId: stack.projectId, container: stack.id, name: run === undefined ? resource.id : `${resource.id}/${run}` }, LAST_EPOCH);
  return {
    url: (target, run) => presigned('signal', 'POST', target, run),
    waitConditionUrl: (target) => presigned('waitcondition', 'PUT', target),
    objectUrl: (target, run) => object('PUT', target, run),
    metadataUrl: (target) => object('GET', target),
    queue: ({ resource }, run) => (run === undefined ? resource.id : `${resource.id}${RUN_MARK}${run}`),
    endpoint: ({ stack, resource }) => `${baseUrl}/orchestration/v1/${stack.projectId}/stacks/${encodeURIComponent(stack.name)}/${stack.id}/resources/${encodeURIComponent(resource.name)}/signal`,
    user: ({ resource }) => stackUserSecrets(sign, resource.id),
    identityUrl: `${baseUrl}/identity/v3`,
    cfnUrl,
  };
}

/** `arn:openstack:heat::<project>:stacks/<name>/<id>/resources/<resource>` */
export function arnOf({ stack, resource }: SignalTarget): string {
  return `arn:openstack:heat::${stack.projectId}:stacks/${stack.name}/${stack.id}/resources/${resource.name}`;
}

/** Null for what is no ARN of a resource. */
export function parseArn(arn: string): { projectId: string; stackName: string; stackId: string; resourceName: string } | null {
  const [, projectId, stackName, stackId, resourceName] = /^arn:openstack:heat::([^:/]+):stacks\/([^/]+)\/([^/]+)\/resources\/(.+)$/.exec(arn) ?? [];
  return projectId === undefined || stackName === undefined || stackId === undefined || resourceName === undefined ? null : { projectId, stackName, stackId, resourceName };
}

const RUN = 'hearth:run';
const BODY = 'hearth:body';

/** A signal that belongs to one run of a resource. A late or repeated one is recognised, however long it waited. */
export function signalOfRun(run: string, body: Json): Json {
  return { [RUN]: run, [BODY]: body };
}

/** `run` is null for signals that name none: those of people and of clients of the API. */
export function openSignal(payload: Json): { run: string | null; body: Json } {
  if (isMap(payload) && typeof payload[RUN] === 'string') return { run: payload[RUN], body: payload[BODY] ?? null };
  return { run: null, body: payload };
}
