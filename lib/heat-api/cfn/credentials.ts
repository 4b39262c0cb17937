/** Who signed a request: a person with a pair of keys for a project, the user of a stack's resource, or somebody whose keys a real Keystone has. */
import type { KeystoneSignatures } from '@/lib/auth/keystone-signatures';
import type { SignedRequest, Verdict } from '@/lib/software/aws-request';
import { accessKeyV2, isTimelyV2, verifyV2 } from '@/lib/software/aws-signature-v2';
import { accessKeyV4, isTimelyV4, verifyV4 } from '@/lib/software/aws-signature-v4';
import { resourceOfStackUser, stackUserSecrets } from '@/lib/software/stack-user';
import { stackUserIdentity } from '@/lib/auth/tokens';
import { findKeyPair, noteKeyPairUse } from '@/lib/store/ec2-credentials';
import type { Database } from '@/lib/store/database';
import { findStackUser } from '@/lib/store/stack-users';
import type { ApiCaller } from '../ports';
import { CfnFault } from './fault';

export interface CredentialPorts {
  readonly pool: Database['pool'];
  readonly vault: { sign(purpose: string, text: string): string; open(sealed: string): unknown };
  /** Asked about keys that are not known here. */
  readonly keystone?: KeystoneSignatures;
}

interface Timing {
  now: Date;
  /** A request that could be sent again for ever is refused. */
  needsTime: boolean;
}

/** The caller; throws where the signature is not good. */
export async function signer(ports: CredentialPorts, request: SignedRequest, timing: Timing): Promise<ApiCaller> {
  const keyV4 = accessKeyV4(request);
  const access = keyV4 ?? accessKeyV2(request);
  if (access === undefined) throw new CfnFault(403, 'MissingAuthenticationToken', 'The request must be signed with EC2 credentials, version 2 or 4.');
  const known = (await person(ports, access)) ?? (await stackUser(ports, access));
  if (known === null && ports.keystone !== undefined) return foreigner(ports.keystone, request, access, timing);
  if (known === null) throw new CfnFault(403, 'InvalidClientTokenId', 'The access key is not known.');
  hold(keyV4 === undefined ? verifyV2(request, known.secret, timing) : verifyV4(request, known.secret, timing.now));
  if (known.caller === null) throw new CfnFault(403, 'AccessDenied', 'The owner of these credentials has no role in their project any more.');
  return known.caller;
}

function hold(verdict: Verdict): void {
  if (!verdict.ok) throw new CfnFault(verdict.code === 'MissingParameter' || verdict.code === 'IncompleteSignature' ? 400 : 403, verdict.code, verdict.message);
}

/** Keystone judges the signature; how old a request may be is ours to say. */
async function foreigner(keystone: KeystoneSignatures, request: SignedRequest, access: string, timing: Timing): Promise<ApiCaller> {
  hold(accessKeyV4(request) === undefined ? isTimelyV2(request, timing) : isTimelyV4(request, timing.now));
  const answer = await keystone.ask(request, access);
  if (!answer.ok && answer.why === 'away') throw new CfnFault(503, 'ServiceUnavailable', answer.message);
  if (!answer.ok) throw new CfnFault(403, codeOf(answer.message), answer.message);
  if (answer.caller === null) throw new CfnFault(403, 'AccessDenied', 'The owner of these credentials has no role here in the project they are for.');
  return answer.caller;
}

/** Heat reads Keystone's sentences, too. */
function codeOf(message: string): string {
  if (/access key (not found|is not known)/i.test(message)) return 'InvalidClientTokenId';
  return /signature/i.test(message) ? 'SignatureDoesNotMatch' : 'AccessDenied';
}

async function person({ pool, vault }: CredentialPorts, access: string): Promise<{ secret: string; caller: ApiCaller | null } | null> {
  const keys = await findKeyPair(pool, access);
  if (keys === null) return null;
  await noteKeyPairUse(pool, access, keys, new Date());
  const { userId, userName, administrator, projectId, projectName, role } = keys;
  return { secret: String(vault.open(keys.sealed)), caller: role === null ? null : { userId, userName, administrator, projectId, projectName, role, stackUser: null } };
}

async function stackUser({ pool, vault }: CredentialPorts, access: string): Promise<{ secret: string; caller: ApiCaller } | null> {
  const resourceId = resourceOfStackUser(access);
  const found = resourceId === null ? null : await findStackUser(pool, resourceId);
  if (found === null) return null;
  const at = new Date();
  const { userId, userName, stackUser: within } = stackUserIdentity(found, { auditId: access, methods: [], issuedAt: at, expiresAt: at });
  return {
    secret: stackUserSecrets(vault.sign, found.resourceId).secretKey,
    caller: { userId, userName, administrator: false, projectId: found.projectId, projectName: found.projectName, role: 'reader', stackUser: within },
  };
}
