/** How the properties of a nested stack become the parameters of its template. */
import { isMap } from '../json';
import type { Json, JsonMap, Template } from '../types';
import { own, pythonText, setKey } from '../values';

/**
 * Resolved properties as parameter values. Lists become text with commas: of maps, one entry a member (`.member.0.key=value`); what is null
 * in a list is empty text. A property that is null was not given: the parameter has its default.
 */
export function childParameters(template: Template, properties: JsonMap): JsonMap {
  const values: JsonMap = {};
  for (const { name, type } of Object.values(template.parameters)) {
    const value = own(properties, name);
    if (value === undefined || value === null) continue;
    setKey(values, name, type === 'comma_delimited_list' && Array.isArray(value) ? listText(value) : value);
  }
  return values;
}

function listText(list: readonly Json[]): string {
  if (!isMap(list[0])) return list.map((item) => (item === null ? '' : pythonText(item))).join(',');
  return list.flatMap((item, index) => (isMap(item) ? Object.entries(item).map(([key, value]) => `.member.${index}.${key}=${pythonText(value)}`) : [])).join(',');
}
