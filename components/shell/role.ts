'use client';
import { createContext, useContext } from 'react';
import type { Role } from '@/lib/wire/types';

const ORDER: readonly Role[] = ['reader', 'member', 'admin'];

/** Why a role may not do what needs another one, in the words of the server; null where it may. */
export function roleRefusal(role: Role, needed: Role = 'member'): string | null {
  return ORDER.indexOf(role) >= ORDER.indexOf(needed) ? null : `Your role in this project is ${role}; this needs ${needed}.`;
}

/** What the person may do in the project that is open. */
export const RoleContext = createContext<Role>('reader');

/** Why the person may not do what needs a role; undefined where they may: the title of a button that is off. */
export function useRefusal(needed: Role = 'member'): string | undefined {
  return roleRefusal(useContext(RoleContext), needed) ?? undefined;
}
