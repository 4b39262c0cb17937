/** `/v3/ec2tokens`: a service of the cloud that got a request signed with EC2 credentials asks whose they are, and gets a token of theirs. */
import { z } from 'zod';
import { issueToken } from '@/lib/auth/tokens';
import { CLOCK_MS, type SignedRequest } from '@/lib/software/aws-request';
import { CfnFault } from '../cfn/fault';
import { signer } from '../cfn/credentials';
import { json, unauthorized } from './answer';
import { administratorOf, bodyAs, type IdentityCall } from './call';
import { tokenBody } from './tokens';

const text = z.string().max(8192);
const Credentials = z.object({
  access: text, signature: text, host: text, verb: text, path: text,
  params: z.record(z.string(), text).default({}), headers: z.record(z.string(), text).default({}), body_hash: text.nullish(),
});
const Ec2Body = z.union([z.object({ credentials: Credentials }), z.object({ ec2Credentials: Credentials }).transform(({ ec2Credentials }) => ({ credentials: ec2Credentials }))]);

/**
 * As in Keystone today, only somebody trusted may ask: whoever saw a signed request could otherwise turn it into a token, which is good for more than
 * that request. The token lives no longer than a signature.
 */
export async function exchangeSignature(call: IdentityCall): Promise<Response> {
  await administratorOf(call, 'identity:ec2_validate_signature');
  const { credentials } = bodyAs(call, Ec2Body);
  const now = new Date();
  const signed = await signer(call.ports, requestOf(credentials), { now, needsTime: true }).catch((fault: unknown) => {
    throw fault instanceof CfnFault ? unauthorized(`EC2 access key or signature: ${fault.message}`) : fault;
  });
  const { token } = await issueToken(call.ports, { userId: signed.userId, projectId: signed.projectId, methods: ['ec2credential'], until: new Date(now.getTime() + CLOCK_MS), now });
  const identity = await call.ports.identify(token);
  if (identity === null) throw unauthorized();
  return json(200, tokenBody(identity, call), { 'x-subject-token': token });
}

/** Services take the signature out of the parameters of version 2, and send the hash of the body in place of the body. */
function requestOf({ access, signature, host, verb, path, params, headers, body_hash: bodyHash }: z.output<typeof Credentials>): SignedRequest {
  const query = Object.entries(params);
  const isV4 = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization') || params['X-Amz-Algorithm'] !== undefined;
  const added = (name: string, value: string): [string, string][] => (isV4 || params[name] !== undefined ? [] : [[name, value]]);
  return {
    method: verb, hosts: [host], path, query, headers: headersOf(headers), body: new Uint8Array(), ...(bodyHash ? { bodyHash } : {}),
    parameters: [...query, ...added('AWSAccessKeyId', access), ...added('Signature', signature)],
  };
}

/** Without those that cannot be headers: what was signed with them does not match then. */
function headersOf(given: Readonly<Record<string, string>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7E\x80-\xFF]*$/.test(value)) headers.set(name, value);
  }
  return headers;
}
