/** Lists of stacks, and new ones. */
import { z } from 'zod';
import { createStack } from '@/lib/stacks/create-stack';
import { stackName } from '@/lib/stacks/input';
import { countStackRecords, isSortKey, listStackRecords, STACK_FILTERS, type StackQuery } from '@/lib/store/stack-listing';
import type { JsonMap } from '@/lib/hot/types';
import { adoptionOf } from '../adoption';
import { createBody, type CreateBody, limitsOf, onFailureOf, type Options, type Source, sourceOf } from '../definition-body';
import { badRequest, HeatFault, notAuthorised } from '../fault';
import { count, direction, flag, list, nothingEmpty, tagList, text } from '../query';
import { granted } from '../refusal';
import { link, stackUrl } from '../render/links';
import { stackDetail, stackItem } from '../render/stack';
import { deployedStack } from '@/lib/stacks/deployed';
import { type Call, NO_QUERY, Reply, route } from '../route';
import { links, map } from '../shapes/parts';
import { Stack, StackItem } from '../shapes/stack';

const filters = Object.fromEntries(STACK_FILTERS.map((name) => [name, list(`Stacks whose ${name} is one of the values.`)]));

const listQuery = nothingEmpty(z.looseObject({
  ...filters,
  limit: count('limit', 'Most stacks on a page.'),
  marker: text('Id of the last stack of the page before.'),
  sort_keys: list('stack_name, stack_status, creation_time, updated_time; the first one first.'),
  sort_dir: direction('Newest first when no keys are given, else ascending.'),
  tags: tagList('With all of these tags.'),
  tags_any: tagList('With any of these tags.'),
  not_tags: tagList('Without at least one of these tags.'),
  not_tags_any: tagList('With none of these tags.'),
  show_deleted: flag('show_deleted', false, 'Deleted ones too.'),
  show_nested: flag('show_nested', false, 'Stacks within stacks too.'),
  show_hidden: flag('show_hidden', false, 'Those hidden by a tag too.'),
  with_count: flag('with_count', false, 'Count all, whatever the page.'),
  global_tenant: flag('global_tenant', false, 'Of every project; for administrators.'),
}));

type ListQuery = z.output<typeof listQuery>;

function queryFor({ ports, caller, query }: Call<ListQuery>): StackQuery {
  if (query.global_tenant && !caller.administrator) throw notAuthorised('stacks:global_index');
  const sortKeys = query.sort_keys.flatMap((key) => key.split(',')).filter(isSortKey);
  return {
    projectId: query.global_tenant ? undefined : caller.projectId,
    filters: Object.fromEntries(STACK_FILTERS.flatMap((name) => {
      const value: unknown = query[name];
      return Array.isArray(value) && value.length > 0 ? [[name, value.map(String)]] : [];
    })),
    tags: query.tags, tagsAny: query.tags_any, notTags: query.not_tags, notTagsAny: query.not_tags_any,
    ...(query.show_hidden ? {} : { hiddenTags: ports.hiddenStackTags }),
    showDeleted: query.show_deleted, showNested: query.show_nested, sortKeys,
    descending: query.sort_dir === undefined ? sortKeys.length === 0 : query.sort_dir === 'desc',
    ...(query.marker === undefined ? {} : { marker: query.marker }),
    ...(query.limit === undefined ? {} : { limit: query.limit }),
  };
}

/** A full page has a next one, which may turn out empty. */
function nextPage(url: URL, items: readonly { id: string }[], limit: number | undefined): JsonMap {
  const last = items.at(-1);
  if (limit === undefined || last === undefined || items.length < limit) return {};
  const next = new URL(url);
  next.searchParams.set('marker', last.id);
  return { links: [link('next', next.toString())] };
}

const listOf = (item: typeof StackItem | typeof Stack) => map({ stacks: z.array(item), links: links.optional().meta({ description: 'The next page, where this one is full.' }), count: z.int().optional().meta({ description: 'With with_count: how many there are in all.' }) });

const listStacks = route({
  method: 'GET', path: '/stacks', tag: 'Stacks', summary: 'List stacks', policy: 'stacks:index', role: 'reader', status: 200,
  answer: 'stacks; links with rel next when the page is full; count when asked for', returns: listOf(StackItem), query: listQuery, body: z.unknown(),
  async handler(call) {
    const query = queryFor(call);
    const [stacks, total] = await Promise.all([listStackRecords(call.ports.pool, query), call.query.with_count ? countStackRecords(call.ports.pool, query) : null]);
    return { stacks: stacks.map((stack) => stackItem(call.base, stack)), ...nextPage(call.url, stacks, query.limit), ...(total === null ? {} : { count: total }) };
  },
});

const listDetails = route({
  method: 'GET', path: '/stacks/detail', tag: 'Stacks', summary: 'List stacks with everything about them', policy: 'stacks:detail', role: 'reader', status: 200,
  answer: 'stacks as in a single one, without outputs', returns: listOf(Stack), query: listQuery, body: z.unknown(),
  async handler(call) {
    const { ports, base, url } = call;
    const query = queryFor(call);
    const [stacks, total] = await Promise.all([listStackRecords(ports.pool, query), call.query.with_count ? countStackRecords(ports.pool, query) : null]);
    const details: JsonMap[] = [];
    for (const stack of stacks) {
      const deployed = stack.deletedAt === null && stack.ownerId === null ? await deployedStack(ports, stack) : null;
      details.push(stackDetail(base, stack, deployed?.bound ?? null, null));
    }
    return { stacks: details, ...nextPage(url, stacks, query.limit), ...(total === null ? {} : { count: total }) };
  },
});

const create = route({
  method: 'POST', path: '/stacks', tag: 'Stacks', summary: 'Create a stack, or adopt one', policy: 'stacks:create', role: 'member', status: 201,
  answer: 'stack with id and links; its address in Location', returns: map({ stack: map({ id: z.string(), links }) }), query: NO_QUERY, body: createBody,
  async handler({ ports, caller, base, body }) {
    const adoption = adoptionOf(body);
    const { name, source, options } = await newStack(ports, caller, adoption?.body ?? body);
    const { stackId } = granted(await createStack(ports, caller, { name, ...source, onFailure: 'keep', ...options }, adoption?.resources), { name, action: 'CREATE', state: 'CREATE_FAILED' });
    return created(base, { id: stackId, name });
  },
});

export function created(base: string, stack: { id: string; name: string }): Reply {
  const href = stackUrl(base, stack);
  return new Reply(201, { stack: { id: stack.id, links: [link('self', href)] } }, { location: href });
}

/** Reads what a new stack is asked to be, in the order in which Heat complains. */
export async function newStack(ports: Call['ports'], caller: Call['caller'], body: CreateBody): Promise<{ name: string; source: Source; options: Options }> {
  const limits = limitsOf(body);
  if (body['converge'] !== undefined) throw badRequest('converge flag only supported in stack update (or update preview) request.');
  const name = body.stack_name;
  if (name === undefined || name === null) throw badRequest('No stack name specified');
  const source = await sourceOf(ports, caller, body);
  if (typeof name !== 'string' || !stackName.safeParse(name).success) {
    throw new HeatFault('StackValidationFailed', `Invalid stack name ${String(name)} must contain only alphanumeric or "_-." characters, must start with alpha and must be 255 characters or less.`);
  }
  return { name, source, options: { ...limits, ...onFailureOf(body) } };
}

export const stackListRoutes = [listStacks, listDetails, create];
