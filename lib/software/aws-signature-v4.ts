/**
 * Signatures of Amazon's version 4: in the Authorization header, or in the query of a pre-signed URL. Any region and service are taken: they are the
 * sender's names for us.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';
import { canonicalQuery, encode, EXPIRED, invalid, isFresh, MISMATCH, pathsOf, type SignedRequest, VALID, valueOf, type Verdict } from './aws-request';
import { sameText } from './stack-user';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const LONGEST_S = 604_800;

interface Claims {
  accessKey: string;
  /** `<date>/<region>/<service>/aws4_request` */
  scope: string;
  signedHeaders: string[];
  signature: string;
  time: string;
  /** Of a pre-signed URL: seconds after `time`. */
  expires: number | null;
}

export function accessKeyV4(request: Pick<SignedRequest, 'headers' | 'query'>): string | undefined {
  return claimsOf(request)?.accessKey;
}

export function verifyV4(request: SignedRequest, secret: string, now: Date): Verdict {
  const claims = claimsOf(request);
  if (claims === null) return invalid('IncompleteSignature', `Expected a signature with ${ALGORITHM}: Credential, SignedHeaders, Signature and X-Amz-Date.`);
  const time = timeOf(claims.time);
  const [date = '', region = '', service = '', end] = claims.scope.split('/');
  if (Number.isNaN(time) || !claims.time.startsWith(date) || end !== 'aws4_request') return invalid('IncompleteSignature', 'The scope of the credential does not belong to X-Amz-Date.');
  if (!claims.signedHeaders.includes('host')) return invalid('IncompleteSignature', 'The header host must be signed.');
  const declared = request.headers.get('x-amz-content-sha256');
  const bodyHash = request.bodyHash ?? sha256(request.body);
  if (declared !== null && declared !== bodyHash) return invalid('InvalidParameterValue', 'The body is not the one that was signed.');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer | string>((last, word) => createHmac('sha256', last).update(word).digest(), `AWS4${secret}`);
  const matches = request.hosts.some((host) => pathsOf(request.path).some((path) => {
    const text = [ALGORITHM, claims.time, claims.scope, sha256(canonicalRequest({ ...request, path }, claims, host, bodyHash))].join('\n');
    return sameText(createHmac('sha256', key).update(text).digest('hex'), claims.signature);
  }));
  return matches ? isTimelyV4(request, now) : MISMATCH;
}

/** Whether it may be sent at this time, whoever signed it. */
export function isTimelyV4(request: Pick<SignedRequest, 'headers' | 'query'>, now: Date): Verdict {
  const claims = claimsOf(request);
  const time = timeOf(claims?.time ?? '');
  if (claims === null || Number.isNaN(time)) return EXPIRED;
  if (claims.expires === null) return isFresh(time, now) ? VALID : EXPIRED;
  return claims.expires <= LONGEST_S && now.getTime() <= time + claims.expires * 1000 ? VALID : EXPIRED;
}

export function signatureV4(request: Pick<SignedRequest, 'headers' | 'query'>): string | undefined {
  return claimsOf(request)?.signature;
}

function canonicalRequest(request: SignedRequest, { signedHeaders, expires }: Claims, host: string, bodyHash: string): string {
  const value = (name: string): string => (name === 'host' ? host : (request.headers.get(name) ?? '')).trim().replaceAll(/ +/g, ' ');
  return [
    request.method,
    request.path.split('/').map(encode).join('/') || '/',
    canonicalQuery(request.query.filter(([name]) => expires === null || name !== 'X-Amz-Signature')),
    ...signedHeaders.map((name) => `${name}:${value(name)}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n');
}

function claimsOf({ headers, query }: Pick<SignedRequest, 'headers' | 'query'>): Claims | null {
  const header = headers.get('authorization');
  if (header?.startsWith(`${ALGORITHM} `) === true) {
    const parts = new Map(header.slice(ALGORITHM.length).split(',').map((part) => part.trim().split('=', 2)).map(([name = '', text = '']) => [name, text] as const));
    return claims(parts.get('Credential'), parts.get('SignedHeaders'), parts.get('Signature'), headers.get('x-amz-date') ?? undefined, null);
  }
  const value = (name: string): string | undefined => valueOf(query, `X-Amz-${name}`);
  if (value('Algorithm') !== ALGORITHM) return null;
  return claims(value('Credential'), value('SignedHeaders'), value('Signature'), value('Date'), Number(value('Expires') ?? Number.NaN));
}

function claims(credential: string | undefined, signedHeaders: string | undefined, signature: string | undefined, time: string | undefined, expires: number | null): Claims | null {
  const slash = credential?.indexOf('/') ?? -1;
  if (credential === undefined || slash < 1 || signedHeaders === undefined || signature === undefined || time === undefined) return null;
  return { accessKey: credential.slice(0, slash), scope: credential.slice(slash + 1), signedHeaders: signedHeaders.toLowerCase().split(';'), signature, time, expires };
}

/** `20260102T030405Z` */
function timeOf(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
