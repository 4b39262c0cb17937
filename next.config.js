// The browser talks to this server and nothing else: no fonts, scripts, images or reports of other hosts.
const development = process.env.NODE_ENV === 'development';

const contentSecurityPolicy = [
  "default-src 'self'",
  // Next puts its own small scripts into the page; React's development build uses eval to rebuild stack traces.
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${development ? ' ws:' : ''}`,
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** @type {import('next').NextConfig} */
const config = {
  distDir: process.env.HEARTH_DIST_DIR || '.next',
  poweredByHeader: false,
  // Clients of the APIs sign paths that end with a slash, and do not follow redirects of what they post.
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  // For `bench/ui/bytes.ts`, which says what the scripts of a page are made of.
  productionBrowserSourceMaps: process.env.HEARTH_SOURCE_MAPS === '1',
  reactStrictMode: true,
  // `npm test` checks the types, with the compiler itself; `npm start` need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['dockerode', 'ssh2', 'pg', 'pg-boss', 'pino', '@prisma/client', '@prisma/adapter-pg'],
  experimental: {
    serverActions: { bodySizeLimit: '4mb' },
    // A page that somebody may not see answers 403, and says who can change that.
    authInterrupts: true,
  },
  async headers() {
    return [
      {
        source: '/:path*',
        headers: [
          { key: 'Content-Security-Policy', value: contentSecurityPolicy },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'X-Frame-Options', value: 'DENY' },
          { key: 'Referrer-Policy', value: 'same-origin' },
          { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
          { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
        ],
      },
    ];
  },
};

export default config;
