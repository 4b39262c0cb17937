/** Roles in a project: each includes those below it. */
import type { Role } from '@/lib/wire/types';

export const ROLES = ['reader', 'member', 'admin'] as const satisfies readonly Role[];

/** The role of a stack's own users: it reads the metadata of a resource, and signals it. */
export const STACK_USER_ROLE = 'heat_stack_user';

const RANK: Record<Role, number> = { reader: 0, member: 1, admin: 2 };

export function includes(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

/** The lower of two. */
export function atMost(role: Role, most: Role): Role {
  return includes(role, most) ? most : role;
}

/** A role and those it includes, the highest first: what clients are told. */
export function rolesWithin(role: Role): Role[] {
  return ROLES.filter((one) => includes(role, one)).toReversed();
}
