/** `npm run sign-in-link`: prints a new one-time link for the owner of the running instance. */
import { readConfig } from '@/lib/runtime/config';
import { readInstance } from '@/lib/runtime/supervisor/instance';
import { openDatabase } from '@/lib/store/database';
import { prepareOwner } from './owner';
import { createSignInLink, SIGN_IN_LINK_HOURS } from './sign-in-link';

const config = readConfig();
const instance = readInstance(config.dataDirectory);
const url = config.databaseUrl ?? instance?.databaseUrl;
if (!url) {
  console.error(`No Hearth runs in ${config.dataDirectory}. Start it with npm start, or set HEARTH_DATA to the directory of the one that runs.`);
  process.exit(1);
}
const database = openDatabase(url, { connections: 1 });
try {
  const owner = await prepareOwner(database.prisma, {});
  console.log(`Sign in (once, within ${SIGN_IN_LINK_HOURS} hours):  ${await createSignInLink(database.prisma, owner.id, instance?.url ?? config.publicUrl)}`);
} finally {
  await database.close();
}
