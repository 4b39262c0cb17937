import type { Json } from '@/lib/hot/types';
import { asList, asMap, asText } from './json';

export interface ComponentPart {
  actions: string[];
  tool: string;
  text: string;
}

/** The entries of a stored config of the group `component`, which is `{configs: [{actions, config, tool}]}`. Pure. */
export function componentParts(config: Json): ComponentPart[] {
  return asList(asMap(config)['configs']).map((entry) => {
    const { actions = ['CREATE', 'UPDATE'], tool, config: text } = asMap(entry);
    return { actions: asList(actions).map(asText), tool: asText(tool), text: asText(text) };
  });
}
