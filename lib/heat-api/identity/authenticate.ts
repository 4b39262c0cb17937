/** Who somebody is, by one of the methods of Keystone: a password, a token, an application credential. */
import { stackUserOf } from '@/lib/auth/tokens';
import { passwordMatches, secretMatches } from '@/lib/auth/passwords';
import type { TokenIdentity } from '@/lib/auth/tokens';
import { sameText, stackUserSecrets } from '@/lib/software/stack-user';
import { badRequest, DOMAIN, unauthorized } from './answer';
import { type AuthBody, isMethod } from './auth-request';
import type { IdentityPorts } from './call';

/** Somebody who has proved to be who they say. */
export interface Proven {
  userId: string;
  methods: readonly string[];
  /** The only project the method is good for; undefined: any. */
  onlyProject?: string;
  applicationCredential?: { id: string; expiresAt: Date | null };
  /** The token that was given. */
  parent?: TokenIdentity;
}

const WRONG = 'The request you have made requires authentication.';

export async function prove(ports: IdentityPorts, { identity }: AuthBody): Promise<Proven> {
  const proofs: Proven[] = [];
  for (const method of new Set(identity.methods)) {
    if (!isMethod(method)) throw unauthorized(`Attempted to authenticate with an unsupported method: ${method}.`);
    if (method === 'password') proofs.push(await byPassword(ports, identity.password));
    if (method === 'token') proofs.push(await byToken(ports, identity.token));
    if (method === 'application_credential') proofs.push(await byCredential(ports, identity.application_credential));
  }
  const [first] = proofs;
  // Several methods must mean the same person.
  if (first === undefined || proofs.some(({ userId }) => userId !== first.userId)) throw unauthorized(WRONG);
  return Object.assign({}, ...proofs, { methods: [...new Set(proofs.flatMap(({ methods }) => methods))] });
}

async function byPassword(ports: IdentityPorts, given: AuthBody['identity']['password']): Promise<Proven> {
  if (given === undefined) throw badRequest('Expecting to find password in identity.');
  const { password, ...who } = given.user;
  if (who.id === undefined && who.name === undefined) throw badRequest('Expecting to find id or name of the user.');
  const name = `password ${who.id ?? who.name}`;
  if (!ports.attempts.allowed(name)) throw unauthorized('Too many failed attempts for this user. Wait a minute, then try again.');
  const stackUser = who.id === undefined ? null : await stackUserOf(ports, who.id);
  if (stackUser !== null && who.id !== undefined) {
    if (sameText(stackUserSecrets(ports.vault.sign, stackUser.resourceId).password, password)) return { userId: who.id, methods: ['password'], onlyProject: stackUser.projectId };
  } else {
    const user = await findUser(ports, who);
    if (await passwordMatches(ports.prisma, user?.id ?? null, password)) {
      ports.attempts.succeeded(name);
      if (user !== null) return { userId: user.id, methods: ['password'] };
    }
  }
  ports.attempts.failed(name);
  throw unauthorized(WRONG);
}

async function byToken(ports: IdentityPorts, given: AuthBody['identity']['token']): Promise<Proven> {
  if (given === undefined) throw badRequest('Expecting to find token in identity.');
  const parent = given.id === '' ? null : await ports.identify(given.id);
  if (parent === null) throw unauthorized(WRONG);
  const bound = parent.applicationCredential !== null || parent.stackUser !== null;
  return {
    userId: parent.userId, methods: [...new Set(['token', ...parent.methods])], parent,
    ...(bound && parent.project !== null ? { onlyProject: parent.project.id } : {}),
    ...(parent.applicationCredential === null ? {} : { applicationCredential: { id: parent.applicationCredential.id, expiresAt: null } }),
  };
}

async function byCredential(ports: IdentityPorts, given: AuthBody['identity']['application_credential']): Promise<Proven> {
  if (given === undefined) throw badRequest('Expecting to find application_credential in identity.');
  const { id, name, user, secret } = given;
  if (id === undefined && (name === undefined || user === undefined)) throw badRequest('Expecting to find the id of the application credential, or its name and its user.');
  const owner = user === undefined ? null : await findUser(ports, user);
  const attempt = `credential ${id ?? `${name} of ${owner?.id ?? ''}`}`;
  if (!ports.attempts.allowed(attempt)) throw unauthorized('Too many failed attempts for this application credential. Wait a minute, then try again.');
  const found = id !== undefined
    ? await ports.prisma.applicationCredential.findUnique({ where: { id } })
    : owner === null || name === undefined ? null : await ports.prisma.applicationCredential.findUnique({ where: { userId_name: { userId: owner.id, name } } });
  const right = await secretMatches(found?.secretHash, secret);
  if (!right || found === null || (found.expiresAt !== null && found.expiresAt <= new Date())) {
    if (!right) ports.attempts.failed(attempt);
    throw unauthorized(WRONG);
  }
  ports.attempts.succeeded(attempt);
  return { userId: found.userId, methods: ['application_credential'], onlyProject: found.projectId, applicationCredential: { id: found.id, expiresAt: found.expiresAt } };
}

type UserReference = NonNullable<NonNullable<AuthBody['identity']['application_credential']>['user']>;

/** All people are in the one domain there is. */
export async function findUser({ prisma }: Pick<IdentityPorts, 'prisma'>, { id, name, domain }: UserReference): Promise<{ id: string; name: string } | null> {
  if (id !== undefined) return prisma.user.findUnique({ where: { id } });
  if (name === undefined || !isOurDomain(domain)) return null;
  return prisma.user.findUnique({ where: { username: name.toLowerCase() } });
}

export function isOurDomain(domain: { id?: string | undefined; name?: string | undefined } | undefined): boolean {
  if (domain?.id !== undefined) return domain.id === DOMAIN.id;
  return domain?.name === undefined || domain.name === DOMAIN.name;
}
