/** Values of a CFN template as HOT writes them: each function of Amazon's by the one that does the same. */
import { isMap } from '@/lib/hot/json';
import type { DocumentPath, Json, JsonMap } from '@/lib/hot/types';
import { functionNames } from '@/lib/hot/function-names';
import type { Remarked } from './remarks';

export interface Surroundings {
  /** As they are declared. */
  parameters: JsonMap;
  resources: ReadonlySet<string>;
  mappings: JsonMap;
}

const HOT_VERSION = '2021-04-16';
/** Those that it had once are refused, and not taken for data either. */
const HOT_FUNCTIONS: ReadonlySet<string> = new Set(['2013-05-23', HOT_VERSION].flatMap((version) => [...functionNames({ versionKey: 'heat_template_version', version })]));
/** The only region that Heat tells its CFN templates of. */
const REGION = 'ap-southeast-1';
const FACADE: Readonly<Record<string, string>> = { Metadata: 'metadata', DeletionPolicy: 'deletion_policy', UpdatePolicy: 'update_policy' };
const UNKNOWN = new Set(['Fn::ImportValue', 'Fn::Transform', 'Fn::Cidr', 'Fn::Length', 'Fn::ToJsonString', 'Fn::ForEach', 'Fn::GetStackOutput']);

export class Expressions {
  /** Parameters that the values need beside those that were there. */
  readonly made: Record<string, Json> = {};
  private readonly maps = new Map<string, string>();
  private region: string | null = null;

  private readonly given: Surroundings;
  private readonly remark: Remarked;

  constructor(given: Surroundings, remark: Remarked) {
    this.given = given;
    this.remark = remark;
  }

  value(value: Json, path: DocumentPath): Json {
    if (Array.isArray(value)) return value.map((item, index) => this.value(item, [...path, index]));
    if (!isMap(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0) {
      const called = this.call(name, value[name] ?? null, [...path, name]);
      if (called !== undefined) return called;
      if (HOT_FUNCTIONS.has(name)) this.remark('lost', path, `"${name}" is plain data here, and a function in HOT. Write it in another way.`);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]): [string, Json] => [key, this.value(item, [...path, key])]));
  }

  /** Where a condition is expected: a name, or a function of conditions. */
  condition(value: Json, path: DocumentPath): Json {
    if (!isMap(value)) return value;
    const [name = '', ...others] = Object.keys(value);
    const args = value[name] ?? null;
    const here = [...path, name];
    if (others.length > 0) return value;
    const each = (items: Json): Json => (Array.isArray(items) ? items.map((item, index) => this.condition(item, [...here, index])) : items);
    switch (name) {
      case 'Condition': return args;
      case 'Fn::Equals': return { equals: this.value(args, here) };
      case 'Fn::Not': return { not: Array.isArray(args) && args.length === 1 ? this.condition(args[0] ?? null, [...here, 0]) : each(args) };
      case 'Fn::And': return { and: each(args) };
      case 'Fn::Or': return { or: each(args) };
      default: return this.value(value, path);
    }
  }

  private call(name: string, args: Json, path: DocumentPath): Json | undefined {
    switch (name) {
      case 'Ref': return this.reference(args, path);
      case 'Fn::GetAtt': return { get_attr: this.value(typeof args === 'string' ? dotted(args) : args, path) };
      case 'Fn::Join': return { list_join: this.value(args, path) };
      case 'Fn::Split': return { str_split: this.value(args, path) };
      case 'Fn::Select': return this.select(args, path);
      case 'Fn::Replace': return Array.isArray(args) && args.length === 2 ? { str_replace: { template: this.value(args[1] ?? null, [...path, 1]), params: this.value(args[0] ?? null, [...path, 0]) } } : { str_replace: this.value(args, path) };
      case 'Fn::Sub': return this.sub(args, path);
      case 'Fn::Base64': return this.base64(args, path);
      case 'Fn::GetAZs':
        this.remark('same', path, 'Heat answers Fn::GetAZs with the one zone "nova"; that list is written in its place.');
        return ['nova'];
      case 'Fn::FindInMap': return this.findInMap(args, path);
      case 'Fn::If': return this.choice(args, path);
      case 'Fn::ResourceFacade': return { resource_facade: typeof args === 'string' ? (FACADE[args] ?? args) : this.value(args, path) };
      case 'Fn::MemberListToMap': return this.members(args, path);
      default:
        if (UNKNOWN.has(name)) this.remark('lost', path, `HOT has nothing like ${name}. It stays as it is, and means nothing.`);
        return undefined;
    }
  }

  private reference(args: Json, path: DocumentPath): Json {
    if (typeof args !== 'string') {
      this.remark('look', path, 'The name that is referred to is made by a function; HOT takes a parameter for it.');
      return { get_param: this.value(args, path) };
    }
    if (Object.hasOwn(this.given.parameters, args)) return { get_param: args };
    if (this.given.resources.has(args)) return { get_resource: args };
    switch (args) {
      case 'AWS::StackName': return { get_param: 'OS::stack_name' };
      case 'AWS::StackId':
        this.remark('same', path, 'AWS::StackId is a long name, OS::stack_id is an id: the long name is put together.');
        return { list_join: ['', ['arn:openstack:heat::', { get_param: 'OS::project_id' }, ':stacks/', { get_param: 'OS::stack_name' }, '/', { get_param: 'OS::stack_id' }]] };
      case 'AWS::Region': return { get_param: this.regionName(path) };
      case 'AWS::AccountId':
        this.remark('look', path, 'The project stands for the account.');
        return { get_param: 'OS::project_id' };
      default:
        if (args.startsWith('AWS::')) this.remark('lost', path, `Nothing tells what ${args} is.`);
        return { get_param: args };
    }
  }

  private regionName(path: DocumentPath): string {
    if (this.region === null) {
      this.region = this.free('region');
      this.made[this.region] = { type: 'string', description: 'What AWS::Region was', default: REGION };
      this.remark('same', path, `AWS::Region is the parameter "${this.region}" now, with what Heat takes for it as its default.`);
    }
    return this.region;
  }

  private base64(args: Json, path: DocumentPath): Json {
    this.remark('same', path, 'Fn::Base64 is left out: Heat encodes nothing, and neither did this.');
    return this.value(args, path);
  }

  /** What is known now is written out; what depends on a parameter is looked up in one that holds the map. */
  private findInMap(args: Json, path: DocumentPath): Json {
    if (!Array.isArray(args) || args.length !== 3) return { 'Fn::FindInMap': args };
    const [map = null, first = null, second = null] = args;
    const found = [first, second].reduce<Json | undefined>((at, step) => (isMap(at) && typeof step === 'string' && Object.hasOwn(at, step) ? at[step] : undefined), typeof map === 'string' && Object.hasOwn(this.given.mappings, map) ? this.given.mappings[map] : undefined);
    if (found !== undefined && !isMap(found)) return this.value(found, path);
    if (typeof map !== 'string' || !isMap(this.given.mappings[map])) {
      this.remark('look', path, 'Which map is meant is not known before the stack is made. Choose with `if`.');
      return { get_param: this.value(args, path) };
    }
    let name = this.maps.get(map);
    if (name === undefined) {
      name = this.free(map);
      this.maps.set(map, name);
      this.made[name] = { type: 'json', description: `The mapping ${map}`, default: this.given.mappings[map] ?? {} };
      this.remark('same', path, `The mapping "${map}" is the parameter "${name}" now. A key that it has not gives an empty text instead of an error.`);
    }
    return { get_param: [name, this.value(first, [...path, 1]), this.value(second, [...path, 2])] };
  }

  /** HOT has no choice from a list: the function that gives the list chooses. */
  private select(args: Json, path: DocumentPath): Json {
    if (!Array.isArray(args) || args.length !== 2) return { 'Fn::Select': this.value(args, path) };
    const [at = null, from = null] = args;
    const step = typeof at === 'string' && /^-?\d+$/.test(at) ? Number(at) : at;
    const [name] = isMap(from) && Object.keys(from).length === 1 ? Object.keys(from) : [];
    const inner = isMap(from) && name !== undefined ? (from[name] ?? null) : null;
    const index = this.value(step, [...path, 0]);
    if (name === 'Ref' && typeof inner === 'string' && this.isCollection(inner)) return { get_param: [inner, index] };
    if (name === 'Fn::Split' && Array.isArray(inner) && inner.length === 2 && (step === 0 || !isConstant(inner))) {
      if (step !== 0) this.remark('look', path, 'A piece that is not there is an error in HOT, where it was an empty text.');
      return { str_split: [...inner.map((item, position) => this.value(item, [...path, 1, 'Fn::Split', position])), index] };
    }
    if (name === 'Fn::GetAtt') {
      this.remark('look', path, 'HOT looks into an attribute by a path. That works for lists and maps; an attribute that is JSON as text has to be taken apart elsewhere.');
      const attribute = typeof inner === 'string' ? dotted(inner) : inner;
      return { get_attr: [...(Array.isArray(attribute) ? attribute.map((item) => this.value(item, [...path, 1])) : [this.value(attribute, [...path, 1])]), index] };
    }
    if (Array.isArray(from) && typeof step === 'number') return this.value(from.at(step) ?? '', [...path, 1]);
    if (isMap(from) && !(name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) && typeof at === 'string') return this.value(Object.hasOwn(from, at) ? (from[at] ?? null) : '', [...path, 1]);
    this.remark('look', path, 'HOT chooses from what is computed by a query. Check that it gives what Fn::Select gave.');
    const data = { from: this.value(from, [...path, 1]), at: index };
    return { yaql: { expression: typeof step === 'string' ? "$.data.from.get($.data.at, '')" : "$.data.from.skip(int($.data.at)).first('')", data } };
  }

  private isCollection(parameter: string): boolean {
    const definition = this.given.parameters[parameter];
    return isMap(definition) && (definition.Type === 'CommaDelimitedList' || definition.Type === 'Json');
  }

  private choice(args: Json, path: DocumentPath): Json {
    if (!Array.isArray(args)) return { if: args };
    const [condition = null, yes = null, no = null] = args;
    const chosen = this.condition(condition, [...path, 0]);
    if (args.length === 3 && isNoValue(no)) return { if: [chosen, this.value(yes, [...path, 1])] };
    if (args.length === 3 && isNoValue(yes)) return { if: [{ not: chosen }, this.value(no, [...path, 2])] };
    return { if: [chosen, ...args.slice(1).map((branch, index) => this.value(branch, [...path, index + 1]))] };
  }

  /** Amazon's `${...}` in a text. Heat does not know it, so that the original is not put together. */
  private sub(args: Json, path: DocumentPath): Json {
    const [text, variables] = Array.isArray(args) ? args : [args, {}];
    if (typeof text !== 'string') {
      this.remark('lost', path, 'Fn::Sub takes a text that stands there.');
      return { 'Fn::Sub': args };
    }
    const params: Record<string, Json> = {};
    for (const [whole, name = ''] of text.matchAll(/\$\{([^}]+)\}/g)) {
      if (name.startsWith('!')) params[whole] = `\${${name.slice(1)}}`;
      else if (isMap(variables) && Object.hasOwn(variables, name)) params[whole] = this.value(variables[name] ?? null, [...path, 1, name]);
      else params[whole] = name.includes('.') ? { get_attr: dotted(name) } : this.reference(name, path);
    }
    this.remark('same', path, 'Heat does not know Fn::Sub; str_replace does what it does at Amazon.');
    return Object.keys(params).length === 0 ? text : { str_replace: { template: text, params } };
  }

  private members(args: Json, path: DocumentPath): Json {
    this.remark('lost', path, 'HOT has nothing like Fn::MemberListToMap. Write the map itself.');
    return { 'Fn::MemberListToMap': this.value(args, path) };
  }

  private free(wanted: string): string {
    let name = wanted;
    for (let number = 2; Object.hasOwn(this.given.parameters, name) || this.given.resources.has(name) || Object.hasOwn(this.made, name); number += 1) name = `${wanted}_${number}`;
    return name;
  }
}

function dotted(text: string): Json[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** Nothing in it is known only when the stack is made. */
function isConstant(value: Json): boolean {
  return !/"(Ref|Fn::GetAtt|Fn::If|Fn::ResourceFacade)":/.test(JSON.stringify(value));
}

function isNoValue(value: Json): boolean {
  return isMap(value) && value.Ref === 'AWS::NoValue' && Object.keys(value).length === 1;
}
