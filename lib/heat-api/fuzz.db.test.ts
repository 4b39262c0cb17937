/**
 * Whatever is sent to whichever route: an answer, never a fault of ours. `HEARTH_FUZZ_REQUESTS` is how many requests are made (300); a seed of a run that
 * failed is printed with what it sent, and given back as `HEARTH_FUZZ_SEED`.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackUserSecrets } from '@/lib/software/stack-user';
import { type IdentityStage, identityStage } from './testing/identity-stage';
import { anyRequest, type Known, type Sent } from './testing/requests';

const REQUESTS = Number(process.env.HEARTH_FUZZ_REQUESTS ?? '300');
const SEED = process.env.HEARTH_FUZZ_SEED;

let stage: IdentityStage;
let known: Known;
beforeAll(async () => {
  stage = await identityStage();
  const deployment = await stage.stage.create('fuzzed', 'heat_template_version: 2021-04-16\nresources:\n  handle: {type: OS::Heat::WaitConditionHandle}\n  v: {type: OS::Heat::Value, properties: {value: 1}}\n');
  await stage.stage.finished(deployment);
  const resource = await stage.prisma.resource.findFirstOrThrow({ where: { stackId: deployment.stackId, name: 'handle' } });
  await stage.person('writing', 'member');
  await stage.person('reading', 'reader');
  const admin = await stage.token('admin');
  const user = stackUserSecrets(stage.vault.sign, resource.id);
  const { text } = await stage.send('POST', `/identity/v3/users/${stage.owner.id}/credentials/OS-EC2`, { token: admin, body: {} });
  known = {
    projectId: stage.project.id, userId: stage.owner.id, stackName: 'fuzzed', stackId: deployment.stackId, resourceName: 'handle', resourceId: resource.id, sign: stage.vault.sign,
    tokens: [admin, await stage.token('writing'), await stage.token('reading'), user.token], keys: [JSON.parse(text).credential, { access: user.accessKey, secret: user.secretKey }, { access: 'x', secret: 'y' }],
  };
});
afterAll(() => stage.end());

it(`answers ${REQUESTS} requests of any kind to any route, none with 500`, { timeout: 60_000 + REQUESTS * 200 }, async () => {
  const { host } = new URL(stage.web.url);
  const answers = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anyRequest(known, host), async (sent) => {
      // Some requests revoke the tokens of the others, which would then get no further than the door.
      await stage.prisma.apiToken.updateMany({ data: { revokedAt: null } });
      const status = await answerTo(sent);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      expect(stage.faults.splice(0)).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: REQUESTS, endOnFailure: true, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
  );
  console.info(`answers by status: ${JSON.stringify(Object.fromEntries([...answers].toSorted(([a], [b]) => a - b)))}`);
});

/** 503 is a limit that was reached, and said so. */
async function answerTo({ method, path, headers, body }: Sent): Promise<number> {
  const bodiless = method === 'GET' || method === 'HEAD' || body === undefined;
  const response = await stage.route(new Request(`${stage.web.url}${path}`, { method, headers, ...(bodiless ? {} : { body }) }));
  await response.arrayBuffer();
  return response.status === 503 ? 429 : response.status;
}
