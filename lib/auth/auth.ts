/** Sign-in, sessions and their cookie, by better-auth. People are made by an admin or at the first start; nobody signs up. */
import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { nextCookies } from 'better-auth/next-js';
import { username, type UsernameOptions } from 'better-auth/plugins';
import { z } from 'zod';
import type { Config } from '@/lib/runtime/config';
import type { Logger } from '@/lib/runtime/logger';
import type { PrismaClient } from '@/lib/store/database';
import { USER_NAME } from './people';
import { consumeSignInLink } from './sign-in-link';
import { secretFor } from './vault';

export interface AuthPorts {
  readonly config: Pick<Config, 'dataDirectory' | 'publicUrl' | 'port'>;
  readonly prisma: PrismaClient;
  readonly logger: Logger;
}

export type Auth = ReturnType<typeof createAuth>;

/** As `people.ts` makes them. */
const USER_NAMES: UsernameOptions = {
  minUsernameLength: 1, maxUsernameLength: 64, usernameValidator: (name) => USER_NAME.test(name), validationOrder: { username: 'post-normalization' },
};

const DAY = 24 * 60 * 60;

export function createAuth({ config, prisma, logger }: AuthPorts) {
  return betterAuth({
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: secretFor('sessions', config.dataDirectory),
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message, ...details) => logger[level]({ details }, message) },
    // Attempts are counted by the address of the connection, which the web server writes into this header.
    rateLimit: { enabled: true, window: 10, max: 100 },
    advanced: {
      // Cookies do not tell ports apart: two instances on one machine must not share a name.
      cookiePrefix: `hearth-${config.port}`,
      useSecureCookies: config.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-hearth-peer'] },
    },
    // The web server has already refused foreign origins; this lets people use another name of this host (localhost for 127.0.0.1).
    trustedOrigins: async (request) => [config.publicUrl, ...(request ? [`http://${request.headers.get('host')}`, `https://${request.headers.get('host')}`] : [])],
    plugins: [username(USER_NAMES), signInByLink(prisma), nextCookies()],
  });
}

/** `auth.api.signInByLink({ body: { token } })`: uses a one-time link up and sets the session cookie. Called by our own route only. */
function signInByLink(prisma: PrismaClient) {
  return {
    id: 'sign-in-by-link',
    endpoints: {
      signInByLink: createAuthEndpoint.serverOnly({ method: 'POST', body: z.object({ token: z.string() }) }, async (ctx) => {
        const userId = await consumeSignInLink(prisma, ctx.body.token);
        const user = userId ? await ctx.context.internalAdapter.findUserById(userId) : null;
        if (!user) throw new APIError('UNAUTHORIZED', { message: 'This link was used before, or is too old.' });
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ userId: user.id });
      }),
    },
  } satisfies BetterAuthPlugin;
}
