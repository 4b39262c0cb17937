/** What the address says of the graph of a stack beside the place one looks at, so that a link shows the same picture. */
import { VIEW_PARAMETER } from '@/components/ui/viewAddress';
import { FIRST_VIEW, GRAPH_TOGGLES, type GraphView } from './graphView';

const [SHOWN, WITH, FIND] = ['graph', 'with', 'find'];
/** A moment of the past that is shown, in milliseconds since 1970. */
export const MOMENT_PARAMETER = 'at';
/** They stay in the address while other views are looked at. */
export const GRAPH_PARAMETERS: readonly string[] = [SHOWN, WITH, FIND, MOMENT_PARAMETER, VIEW_PARAMETER];

/** What a first look shows is not said; null: not in the address. */
export function writtenGraph(view: GraphView): Readonly<Record<string, string | null>> {
  const on = GRAPH_TOGGLES.filter((name) => view[name]);
  return {
    [SHOWN]: view.overlay === 'version' ? (view.version === null ? null : `r${view.version}`) : view.overlay === 'design' ? 'design' : null,
    [WITH]: on.length > 0 ? on.join() : null,
    [FIND]: view.filter.trim() === '' ? null : view.filter,
  };
}

/** Whatever somebody has written wrongly counts as not said. */
export function readGraph(params: Pick<URLSearchParams, 'get'>): GraphView {
  const [shown, on] = [params.get(SHOWN), (params.get(WITH) ?? '').split(',')];
  const version = /^r([1-9]\d{0,8})$/.exec(shown ?? '')?.[1];
  return {
    ...FIRST_VIEW,
    ...(version === undefined ? { overlay: shown === 'design' ? 'design' : 'live' } : { overlay: 'version', version: Number(version) }),
    filter: params.get(FIND) ?? '',
    ...Object.fromEntries(GRAPH_TOGGLES.map((name) => [name, on.includes(name)])),
  };
}

export function readMoment(params: Pick<URLSearchParams, 'get'>): number | null {
  const moment = Number(params.get(MOMENT_PARAMETER));
  return Number.isSafeInteger(moment) && moment > 0 ? moment : null;
}
