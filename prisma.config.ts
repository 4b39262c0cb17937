import { defineConfig } from 'prisma/config';

// For Prisma's command line (`prisma migrate deploy`, `prisma studio`) on a machine that has its engines. Hearth itself applies migrations at start.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
