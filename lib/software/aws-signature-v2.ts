/**
 * Signatures of Amazon's version 2, as EC2 credentials make them: an HMAC over the verb, the host, the path and the sorted parameters. Pre-signed URLs
 * carry one; Heat's agents and heat-cfntools sign their requests so.
 * Source: https://docs.aws.amazon.com/AmazonSimpleDB/latest/DeveloperGuide/HMACAuth.html
 */
import { createHmac } from 'node:crypto';
import { canonicalQuery, decodedPath, EXPIRED, invalid, isFresh, MISMATCH, pathsOf, type SignedRequest, VALID, valueOf, type Verdict } from './aws-request';
import { sameText } from './stack-user';

const ALGORITHMS: Readonly<Record<string, string>> = { HmacSHA256: 'sha256', HmacSHA1: 'sha1' };

/** Base64. `path` and `parameters` are not encoded. */
export function signatureV2(secret: string, method: string, host: string, path: string, parameters: Iterable<readonly [string, string]>, algorithm = 'sha256'): string {
  return createHmac(algorithm, secret).update([method, host.toLowerCase(), path, canonicalQuery(parameters)].join('\n')).digest('base64');
}

/** The URL with everything that makes it valid for `method`, for good. */
export function presignedUrl(url: URL, method: string, accessKey: string, secret: string): string {
  const parameters: [string, string][] = [...url.searchParams, ['SignatureMethod', 'HmacSHA256'], ['SignatureVersion', '2'], ['AWSAccessKeyId', accessKey]];
  const signature = signatureV2(secret, method, url.host, decodedPath(url.pathname), parameters);
  return `${url.origin}${url.pathname}?${canonicalQuery([...parameters, ['Signature', signature]])}`;
}

export function accessKeyV2(request: Pick<SignedRequest, 'parameters'>): string | undefined {
  return valueOf(request.parameters, 'AWSAccessKeyId');
}

/** `needsTime`: a request without a time, which could be sent again for ever, is refused. */
export function verifyV2(request: SignedRequest, secret: string, { now, needsTime }: { now: Date; needsTime: boolean }): Verdict {
  const value = (name: string): string | undefined => valueOf(request.parameters, name);
  const signature = value('Signature');
  const algorithm = ALGORITHMS[value('SignatureMethod') ?? 'HmacSHA256'];
  if (signature === undefined || value('SignatureVersion') !== '2') return invalid('IncompleteSignature', 'Expected the parameters AWSAccessKeyId, SignatureVersion=2, SignatureMethod and Signature.');
  if (algorithm === undefined) return invalid('InvalidParameterValue', 'Expected SignatureMethod HmacSHA256 or HmacSHA1.');
  const parameters = request.parameters.filter(([name]) => name !== 'Signature');
  // Senders differ in whether the port and the encoding of the path are signed.
  const hosts = new Set(request.hosts.flatMap((host) => [host, host.replace(/:\d+$/, '')]));
  const paths = new Set(pathsOf(request.path).flatMap((path) => [path, decodedPath(path)]));
  const matches = [...hosts].some((host) => [...paths].some((path) => sameText(signatureV2(secret, request.method, host, path, parameters, algorithm), signature)));
  return matches ? isTimelyV2(request, { now, needsTime }) : MISMATCH;
}

/** Whether it may be sent at this time, whoever signed it. */
export function isTimelyV2({ parameters }: Pick<SignedRequest, 'parameters'>, { now, needsTime }: { now: Date; needsTime: boolean }): Verdict {
  const value = (name: string): string | undefined => valueOf(parameters, name);
  const expires = value('Expires');
  if (expires !== undefined) return Date.parse(expires) > now.getTime() ? VALID : EXPIRED;
  const timestamp = value('Timestamp');
  if (timestamp === undefined) return needsTime ? invalid('MissingParameter', 'A request that changes something must carry the parameter Timestamp.') : VALID;
  return isFresh(Date.parse(/[Zz]|[+-]\d\d:?\d\d$/.test(timestamp) ? timestamp : `${timestamp}Z`), now) ? VALID : EXPIRED;
}
