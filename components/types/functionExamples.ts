export interface FunctionExample {
  /** What it is for, in a sentence. */
  about: string;
  expression: string;
  sample: string;
  /** False where it needs resources, which there are none of in the playground. */
  runs?: false;
}

/** An example of each function, small enough to be read at a glance. */
export const EXAMPLES: Readonly<Record<string, FunctionExample>> = {
  get_param: { about: 'The value of a parameter, or a part of it.', expression: 'get_param: [server, flavors, 0]', sample: 'server: {flavors: [small, large]}' },
  get_resource: { about: 'The id of another resource; the one that refers waits for it.', expression: 'get_resource: web', sample: '', runs: false },
  get_attr: { about: 'An attribute of another resource, or a part of it.', expression: 'get_attr: [web, networks, private, 0]', sample: '', runs: false },
  get_file: { about: 'The text of a file that comes with the template.', expression: 'get_file: install.sh', sample: '', runs: false },
  list_join: { about: 'One text from the items of lists.', expression: "list_join: [', ', {get_param: names}, [carol]]", sample: 'names: [alice, bob]' },
  str_replace: { about: 'A text in which names are replaced by values.', expression: 'str_replace:\n  template: http://HOST:PORT/\n  params:\n    HOST: {get_param: host}\n    PORT: 8080', sample: 'host: example.org' },
  str_replace_strict: { about: 'As str_replace; a name that does not occur is an error.', expression: 'str_replace_strict:\n  template: hello NAME\n  params: {NAME: {get_param: who}}', sample: 'who: world' },
  str_replace_vstrict: { about: 'As str_replace_strict; a value that is empty is an error, too.', expression: 'str_replace_vstrict:\n  template: hello NAME\n  params: {NAME: {get_param: who}}', sample: 'who: world' },
  str_split: { about: 'The parts of a text between separators, or one of them.', expression: "str_split: ['.', {get_param: address}, 0]", sample: 'address: web.example.org' },
  repeat: { about: 'A list, made of a pattern once for each item.', expression: 'repeat:\n  for_each:\n    PORT: {get_param: ports}\n  template:\n    protocol: tcp\n    port: PORT', sample: "ports: ['80', '443']" },
  digest: { about: 'A hash of a text.', expression: "digest: ['sha256', {get_param: text}]", sample: 'text: correct horse' },
  map_merge: { about: 'Several maps as one; later ones win.', expression: 'map_merge:\n  - {get_param: base}\n  - size: large', sample: 'base: {size: small, zone: a}' },
  map_replace: { about: 'A map whose keys and values are replaced.', expression: 'map_replace:\n  - {get_param: map}\n  - keys: {old: new}', sample: 'map: {old: 1, other: 2}' },
  yaql: { about: 'An expression of the query language YAQL over data.', expression: 'yaql:\n  expression: $.data.servers.where($.up).select($.name)\n  data:\n    servers: {get_param: servers}', sample: 'servers:\n  - {name: a, up: true}\n  - {name: b, up: false}' },
  if: { about: 'One of two values, by a condition.', expression: "if: [{equals: [{get_param: stage}, prod]}, three, one]", sample: 'stage: prod' },
  equals: { about: 'Whether two values are equal.', expression: 'if: [{equals: [{get_param: stage}, prod]}, yes it is, no]', sample: 'stage: dev' },
  not: { about: 'The opposite of a condition.', expression: 'if: [{not: {equals: [{get_param: stage}, prod]}}, a test, live]', sample: 'stage: dev' },
  and: { about: 'Whether all conditions hold.', expression: 'if: [{and: [{equals: [{get_param: a}, 1]}, {equals: [{get_param: b}, 2]}]}, both, not both]', sample: 'a: 1\nb: 2' },
  or: { about: 'Whether one of the conditions holds.', expression: 'if: [{or: [{equals: [{get_param: a}, 1]}, {equals: [{get_param: a}, 2]}]}, one or two, another]', sample: 'a: 2' },
  filter: { about: 'A list without some values.', expression: 'filter:\n  - [b]\n  - {get_param: letters}', sample: 'letters: [a, b, c]' },
  list_concat: { about: 'Several lists as one.', expression: 'list_concat: [{get_param: first}, [c]]', sample: 'first: [a, b]' },
  list_concat_unique: { about: 'Several lists as one, each item once.', expression: 'list_concat_unique: [{get_param: first}, [a, c]]', sample: 'first: [a, b]' },
  contains: { about: 'Whether a value is in a list.', expression: 'contains: [a, {get_param: letters}]', sample: 'letters: [a, b]' },
  make_url: { about: 'An address from its parts, written as it has to be.', expression: 'make_url:\n  scheme: https\n  host: {get_param: host}\n  port: 8443\n  path: /api/v1\n  query: {page: 2}', sample: "host: 'fd00::1'" },
  resource_facade: { about: 'In a nested template: metadata and policies of the resource it stands for.', expression: 'resource_facade: metadata', sample: '', runs: false },
  Ref: { about: 'The value of a parameter, or the id of another resource.', expression: 'Ref: who', sample: 'who: world' },
  'Fn::GetAtt': { about: 'An attribute of another resource.', expression: 'Fn::GetAtt: [web, first_address]', sample: '', runs: false },
  'Fn::Join': { about: 'One text from the items of a list.', expression: "Fn::Join: [', ', {Ref: names}]", sample: 'names: [alice, bob]' },
  'Fn::Split': { about: 'The parts of a text between separators.', expression: "Fn::Split: ['.', {Ref: address}]", sample: 'address: web.example.org' },
  'Fn::Select': { about: 'An item of a list, or a value of a map; an empty text where it is not there.', expression: 'Fn::Select: [1, {Ref: zones}]', sample: 'zones: [a, b]' },
  'Fn::Replace': { about: 'A text in which names are replaced by values.', expression: 'Fn::Replace:\n  - {HOST: {Ref: host}}\n  - http://HOST/', sample: 'host: example.org' },
  'Fn::FindInMap': { about: 'What a mapping has under two keys. Here maps among the parameters are the mappings.', expression: 'Fn::FindInMap: [Sizes, {Ref: kind}, flavor]', sample: 'kind: small\nSizes: {small: {flavor: m1.tiny}, large: {flavor: m1.large}}' },
  'Fn::Base64': { about: 'The text as it is: Heat encodes nothing.', expression: 'Fn::Base64: {Ref: script}', sample: "script: '#!/bin/sh'" },
  'Fn::GetAZs': { about: 'The availability zones.', expression: "Fn::GetAZs: ''", sample: '' },
  'Fn::MemberListToMap': { about: 'A list of ".member.1.Name=…" as a map.', expression: "Fn::MemberListToMap:\n  - Name\n  - Value\n  - ['.member.0.Name=colour', '.member.0.Value=red']", sample: '' },
  'Fn::If': { about: 'One of two values, by a condition.', expression: 'Fn::If: [{Fn::Equals: [{Ref: stage}, prod]}, three, one]', sample: 'stage: prod' },
  'Fn::Equals': { about: 'Whether two values are equal.', expression: 'Fn::If: [{Fn::Equals: [{Ref: stage}, prod]}, yes it is, no]', sample: 'stage: dev' },
  'Fn::Not': { about: 'The opposite of a condition.', expression: 'Fn::If: [{Fn::Not: [{Fn::Equals: [{Ref: stage}, prod]}]}, a test, live]', sample: 'stage: dev' },
  'Fn::And': { about: 'Whether all conditions hold.', expression: 'Fn::If: [{Fn::And: [{Fn::Equals: [{Ref: a}, 1]}, {Fn::Equals: [{Ref: b}, 2]}]}, both, not both]', sample: 'a: 1\nb: 2' },
  'Fn::Or': { about: 'Whether one of the conditions holds.', expression: 'Fn::If: [{Fn::Or: [{Fn::Equals: [{Ref: a}, 1]}, {Fn::Equals: [{Ref: a}, 2]}]}, one or two, another]', sample: 'a: 2' },
  'Fn::ResourceFacade': { about: 'In a nested template: metadata and policies of the resource it stands for.', expression: 'Fn::ResourceFacade: Metadata', sample: '', runs: false },
};
