/** Who signed a request: a person with a pair of keys for a project, or the user of a stack's resource. */
import type { SignedRequest, Verdict } from '@/lib/software/aws-request';
import { accessKeyV2, verifyV2 } from '@/lib/software/aws-signature-v2';
import { accessKeyV4, verifyV4 } from '@/lib/software/aws-signature-v4';
import { resourceOfStackUser, stackUserSecrets } from '@/lib/software/stack-user';
import { stackUserIdentity } from '@/lib/auth/tokens';
import { findKeyPair } from '@/lib/store/ec2-credentials';
import type { Database } from '@/lib/store/database';
import { findStackUser } from '@/lib/store/stack-users';
import type { ApiCaller } from '../ports';
import { CfnFault } from './fault';

export interface CredentialPorts {
  readonly pool: Database['pool'];
  readonly vault: { sign(purpose: string, text: string): string; open(sealed: string): unknown };
}

/** The caller; throws where the signature is not good. `needsTime`: a request that could be sent again for ever is refused. */
export async function signer(ports: CredentialPorts, request: SignedRequest, { now, needsTime }: { now: Date; needsTime: boolean }): Promise<ApiCaller> {
  const keyV4 = accessKeyV4(request);
  const access = keyV4 ?? accessKeyV2(request);
  if (access === undefined) throw new CfnFault(403, 'MissingAuthenticationToken', 'The request must be signed with EC2 credentials, version 2 or 4.');
  const known = (await person(ports, access)) ?? (await stackUser(ports, access));
  if (known === null) throw new CfnFault(403, 'InvalidClientTokenId', 'The access key is not known.');
  const verdict: Verdict = keyV4 === undefined ? verifyV2(request, known.secret, { now, needsTime }) : verifyV4(request, known.secret, now);
  if (!verdict.ok) throw new CfnFault(verdict.code === 'MissingParameter' || verdict.code === 'IncompleteSignature' ? 400 : 403, verdict.code, verdict.message);
  if (known.caller === null) throw new CfnFault(403, 'AccessDenied', 'The owner of these credentials has no role in their project any more.');
  return known.caller;
}

async function person({ pool, vault }: CredentialPorts, access: string): Promise<{ secret: string; caller: ApiCaller | null } | null> {
  const keys = await findKeyPair(pool, access);
  if (keys === null) return null;
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
