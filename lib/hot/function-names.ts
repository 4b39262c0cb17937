/** Names of the functions of each version, for whoever writes them and need not know what they do: that is `language.ts`, which is forty times as large. A test holds both together. */
const CFN = ['Ref', 'Fn::GetAZs', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Replace', 'Fn::Base64', 'Fn::MemberListToMap', 'Fn::ResourceFacade'];

/** By version of HOT, the oldest first: what came with it, and what went. */
const STEPS: readonly { names: readonly string[]; come?: readonly string[]; go?: readonly string[] }[] = [
  { names: ['2013-05-23'], come: ['get_param', 'get_resource', 'get_attr', 'get_file', 'list_join', 'str_replace', 'resource_facade', ...CFN] },
  { names: ['2014-10-16'], go: CFN.filter((name) => name !== 'Fn::Select') },
  { names: ['2015-04-30'], come: ['repeat', 'digest'] },
  { names: ['2015-10-15'], come: ['str_split'], go: ['Fn::Select'] },
  { names: ['2016-04-08'], come: ['map_merge'] },
  { names: ['2016-10-14', 'newton'], come: ['yaql', 'map_replace', 'if'] },
  { names: ['2017-02-24', 'ocata'], come: ['filter', 'str_replace_strict'] },
  { names: ['2017-09-01', 'pike'], come: ['make_url', 'list_concat', 'list_concat_unique', 'str_replace_vstrict', 'contains'] },
  { names: ['2018-03-02', 'queens'] },
  { names: ['2018-08-31', 'rocky'] },
  { names: ['2021-04-16', 'wallaby'] },
];

/** Those of a template's version; of one that nobody knows, none. */
export function functionNames({ versionKey, version }: { versionKey: string; version: string }): ReadonlySet<string> {
  if (versionKey !== 'heat_template_version') return new Set([...CFN, 'Fn::FindInMap', 'Fn::GetAtt', ...(versionKey === 'AWSTemplateFormatVersion' ? ['Fn::If'] : [])]);
  const last = STEPS.findIndex(({ names }) => names.includes(version));
  const known = new Set<string>();
  for (const { come = [], go = [] } of STEPS.slice(0, last + 1)) {
    for (const name of come) known.add(name);
    for (const name of go) known.delete(name);
  }
  return known;
}
