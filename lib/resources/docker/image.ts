/** Hearth::Docker::Image: an image at a Docker Engine, pulled where it is not there. */
import type { ImageInspectInfo } from 'dockerode';
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { faultOf, unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { pullImage, withTag } from '@/lib/providers/docker/pulls';
import { asText, textOf } from '../values';
import { atEngine, type DockerPorts, dockerSchema, failed } from './engine-call';

/** How often a pull under way is looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;

export const PULL: NonNullable<ReturnType<typeof dockerSchema>['properties'][string]> = {
  type: 'String', default: 'missing', constraints: [{ kind: 'allowed_values', values: ['missing', 'always', 'never'] }],
  description: 'When the image is pulled from its registry: where it is missing, at every creation, or never.',
};

const schema = dockerSchema({
  name: 'Hearth::Docker::Image',
  description: 'An image at a Docker Engine. Containers that refer to it are made when it is there; it stays when the stack goes, unless remove says otherwise.',
  properties: {
    name: { type: 'String', required: true, description: 'Which one: repository and tag, for example debian:bookworm, or a digest.' },
    pull: PULL,
    remove: { type: 'Boolean', default: false, updateAllowed: true, description: 'Whether it goes with the resource, if no container uses it then.' },
  },
  attributes: {
    id: { type: 'String', description: 'Its id, a digest of its configuration.' },
    name: { type: 'String', description: 'Repository and tag.' },
    digest: { type: 'String', description: 'What it is called at its registry whatever its tag; empty for an image that was made here.' },
    size: { type: 'Number', description: 'Its size in bytes.' },
    architecture: { type: 'String', description: 'The processor it is for.' },
    created: { type: 'String', description: 'When it was made.' },
  },
  update: true,
});

export function dockerImage(ports: DockerPorts): ResourceType {
  const make = (ctx: ActionContext, properties: JsonMap): Promise<Outcome> =>
    atEngine(ctx, properties, ports, async (host) => {
      const name = textOf(properties['name']) ?? '';
      const image = await imageOrWait(ctx, host, name, textOf(properties['pull']) ?? 'missing');
      return 'kind' in image ? image : { kind: 'complete', physicalResourceId: name, attributes: described(image, name) };
    });
  return {
    schema,
    effects: 'external',
    create: make,
    poll: (ctx, _action, properties) => make(ctx, properties),
    // Only what happens at the end can change in place.
    update: () => ({ kind: 'complete' }),
    delete: (ctx) => atEngine(ctx, ctx.resource.properties, ports, async ({ engine }) => {
      const name = ctx.resource.physicalResourceId;
      if (name === null || ctx.resource.properties['remove'] !== true) return { kind: 'complete' };
      try {
        await unlessMissing(engine.getImage(name).remove());
        return { kind: 'complete' };
      } catch (error) {
        const fault = faultOf(error);
        if (fault?.kind === 'conflict') return { kind: 'complete', reason: `The image stays, because it is in use: ${fault.message}` };
        throw error;
      }
    }),
    check: (ctx) => atEngine(ctx, ctx.resource.properties, ports, async ({ engine }) => {
      const name = ctx.resource.physicalResourceId ?? '';
      const found = await unlessMissing(engine.getImage(name).inspect());
      if (found === null) return failed('NotFound', `The image ${name} is not there any more.`);
      const before = asText(ctx.resource.attributes['id']);
      const moved = before !== '' && before !== found.Id ? { reason: `Differs from what was made: ${name} is ${found.Id} now, it was ${before}` } : {};
      return { kind: 'complete', attributes: described(found, name), ...moved };
    }),
  };
}

/** The image, or what is to be said instead: that it is being pulled, or that it cannot be had. */
export async function imageOrWait(ctx: ActionContext, host: DockerHost, name: string, pull: string): Promise<ImageInspectInfo | Outcome> {
  const find = () => unlessMissing(host.engine.getImage(name).inspect());
  const present = await find();
  if (present !== null && pull !== 'always') return present;
  if (pull === 'never') return failed('NotFound', `The image ${name} is not at "${host.name}", and the property pull says never.`);
  const state = pullImage(host, name);
  if (!state.done) return { kind: 'waiting', for: { wakeAt: new Date(ctx.now.getTime() + LOOK_EVERY_MS), what: state.progress } };
  if (state.error !== null) return failed('NotFound', `The image ${withTag(name)} could not be pulled at "${host.name}": ${state.error}`);
  return (await find()) ?? failed('NotFound', `The image ${name} was pulled at "${host.name}", but is not there.`);
}

function described({ Id, RepoDigests, Size, Architecture, Created }: ImageInspectInfo, name: string): JsonMap {
  return { id: Id, name, digest: RepoDigests?.[0] ?? '', size: Size, architecture: Architecture, created: Created };
}
