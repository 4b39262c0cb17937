/** The body of `POST /v3/auth/tokens`. */
import { z } from 'zod';

const text = z.string().max(1024);
const domain = z.object({ id: text.optional(), name: text.optional() });
const user = z.object({ id: text.optional(), name: text.optional(), domain: domain.optional() });

const METHODS = ['password', 'token', 'application_credential'] as const;

export const AuthRequest = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(text).min(1),
      password: z.object({ user: user.extend({ password: z.string().max(4096) }) }).optional(),
      token: z.object({ id: z.string().max(4096) }).optional(),
      application_credential: z.object({ id: text.optional(), name: text.optional(), secret: z.string().max(4096), user: user.optional() }).optional(),
    }),
    scope: z.union([
      z.literal('unscoped'),
      z.object({
        project: z.object({ id: text.optional(), name: text.optional(), domain: domain.optional() }).optional(),
        domain: domain.optional(),
        system: z.unknown().optional(),
        unscoped: z.unknown().optional(),
      }),
    ]).optional(),
  }),
});

export type AuthBody = z.output<typeof AuthRequest>['auth'];
export type Scope = AuthBody['scope'];
export type Method = (typeof METHODS)[number];

export function isMethod(text: string): text is Method {
  return METHODS.some((method) => method === text);
}
