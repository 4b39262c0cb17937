/** Which functions, sections and keys each version of the language has. */
import { base64, findInMap, getAzs, memberListToMap, replace, select, split } from './functions/cfn';
import { contains, filter, listConcatAll, listConcatUnique, mapMerge, mapReplace, repeat } from './functions/collections';
import { and, equals, ifFunction, INVALID, notFunction, or } from './functions/conditional';
import type { FunctionTable, HotFunction } from './functions/expression';
import { cfnResourceFacade, getAtt, getAttr, getAttrNamed, getFile, getParam, getResource, ref, refParameter, resourceFacade } from './functions/references';
import { digest, listJoinMany, listJoinOne, makeUrl, strReplaceJson, strReplacePlain, strReplaceStrict, strReplaceVeryStrict, strSplit } from './functions/text';
import { yaql } from './functions/yaql';

export interface Version {
  dialect: 'hot' | 'cfn';
  functions: FunctionTable;
  conditionFunctions: FunctionTable;
  /** Conditions, external ids and lower-case deletion policies are known. */
  conditions: boolean;
  /** Parameters may have tags. */
  tags: boolean;
  modulo: boolean;
  /** get_attr hands its path to the resource. */
  deepAttributes: boolean;
}

type Functions = Record<string, HotFunction | null>;

const REMOVED: HotFunction = { removed: true };
const removed = (...names: string[]): Functions => Object.fromEntries(names.map((name) => [name, REMOVED]));

const CFN_IN_HOT: Functions = {
  Ref: ref, 'Fn::GetAZs': getAzs, 'Fn::Join': listJoinOne, 'Fn::Select': select, 'Fn::Split': split, 'Fn::Replace': replace,
  'Fn::Base64': base64, 'Fn::MemberListToMap': memberListToMap, 'Fn::ResourceFacade': cfnResourceFacade,
};

/** What each version adds to, changes in or removes from the one before. */
const STEPS: readonly { names: readonly string[]; functions: Functions; conditions?: Functions; has?: Partial<Version> }[] = [
  {
    names: ['2013-05-23'],
    functions: {
      get_param: getParam, get_resource: getResource, get_attr: getAttrNamed, get_file: getFile, list_join: listJoinOne,
      str_replace: strReplacePlain, resource_facade: resourceFacade, ...CFN_IN_HOT,
    },
  },
  {
    names: ['2014-10-16'],
    functions: removed('Ref', 'Fn::GetAZs', 'Fn::Join', 'Fn::Split', 'Fn::Replace', 'Fn::Base64', 'Fn::MemberListToMap', 'Fn::ResourceFacade'),
    has: { deepAttributes: true },
  },
  { names: ['2015-04-30'], functions: { repeat: repeat({ maps: false, permutations: false }), digest } },
  {
    names: ['2015-10-15'],
    functions: { str_split: strSplit, list_join: listJoinMany, str_replace: strReplaceJson, get_attr: getAttr, ...removed('Fn::Select') },
  },
  { names: ['2016-04-08'], functions: { map_merge: mapMerge } },
  {
    names: ['2016-10-14', 'newton'],
    functions: { yaql, map_replace: mapReplace, if: ifFunction(false), repeat: repeat({ maps: true, permutations: false }) },
    conditions: { get_param: getParam, equals, not: notFunction(false), and, or },
    has: { conditions: true },
  },
  { names: ['2017-02-24', 'ocata'], functions: { filter, str_replace_strict: strReplaceStrict }, has: { modulo: true } },
  {
    names: ['2017-09-01', 'pike'],
    functions: {
      make_url: makeUrl, list_concat: listConcatAll, list_concat_unique: listConcatUnique, str_replace_vstrict: strReplaceVeryStrict, contains,
      repeat: repeat({ maps: true, permutations: true }),
    },
    conditions: { yaql, contains },
  },
  { names: ['2018-03-02', 'queens'], functions: {}, has: { tags: true } },
  { names: ['2018-08-31', 'rocky'], functions: {} },
  { names: ['2021-04-16', 'wallaby'], functions: { if: ifFunction(true) } },
];

const HOT_VERSIONS = new Map<string, Version>();
{
  const conditions: Functions = {};
  let version: Version = { dialect: 'hot', functions: new Map(), conditionFunctions: new Map(), conditions: false, tags: false, modulo: false, deepAttributes: false };
  for (const step of STEPS) {
    version = {
      ...version,
      ...step.has,
      functions: extended(version.functions, step.functions),
    };
    Object.assign(conditions, step.conditions);
    if (version.conditions) version = { ...version, conditionFunctions: inConditions(version.functions, conditions) };
    for (const name of step.names) HOT_VERSIONS.set(name, version);
  }
}

function extended(table: FunctionTable, functions: Functions): FunctionTable {
  const result = new Map(table);
  for (const [name, of] of Object.entries(functions)) if (of !== null) result.set(name, of);
  return result;
}

/** Those of the version that are no functions of conditions are known there, and refused. */
function inConditions(functions: FunctionTable, conditions: Functions): FunctionTable {
  return extended(new Map([...functions.keys()].map((name) => [name, INVALID])), conditions);
}

const CFN_FUNCTIONS: FunctionTable = extended(new Map(), { ...CFN_IN_HOT, 'Fn::FindInMap': findInMap, 'Fn::GetAtt': getAtt });

const cfn = (conditions: boolean): Version => ({
  dialect: 'cfn',
  functions: conditions ? extended(CFN_FUNCTIONS, { 'Fn::If': ifFunction(false) }) : CFN_FUNCTIONS,
  conditionFunctions: conditions
    ? inConditions(extended(CFN_FUNCTIONS, { 'Fn::If': ifFunction(false) }), { 'Fn::Equals': equals, 'Fn::Not': notFunction(true), 'Fn::And': and, 'Fn::Or': or, Ref: refParameter, 'Fn::FindInMap': findInMap })
    : new Map(),
  conditions,
  tags: false,
  modulo: false,
  deepAttributes: false,
});

export const VERSIONS: Readonly<Record<string, ReadonlyMap<string, Version>>> = {
  heat_template_version: HOT_VERSIONS,
  HeatTemplateFormatVersion: new Map([['2012-12-12', cfn(false)]]),
  AWSTemplateFormatVersion: new Map([['2010-09-09', cfn(true)]]),
};

/** Throws RangeError for a version no template that was parsed can have. */
export function versionOf(template: { versionKey: string; version: string }): Version {
  const version = VERSIONS[template.versionKey]?.get(template.version);
  if (version === undefined) throw new RangeError(`no version ${template.versionKey}: ${template.version}`);
  return version;
}
