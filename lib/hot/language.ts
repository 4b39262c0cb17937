/** Which functions each version of the language has. */
import { base64, findInMap, getAzs, memberListToMap, replace, select, split } from './functions/cfn';
import { contains, filter, listConcatAll, listConcatUnique, mapMerge, mapReplace, repeat } from './functions/collections';
import { and, equals, ifFunction, INVALID, notFunction, or } from './functions/conditional';
import type { FunctionTable, HotFunction } from './functions/expression';
import { cfnResourceFacade, getAtt, getAttr, getAttrNamed, getFile, getParam, getResource, ref, refParameter, resourceFacade } from './functions/references';
import { digest, listJoinMany, listJoinOne, makeUrl, strReplaceJson, strReplacePlain, strReplaceStrict, strReplaceVeryStrict, strSplit } from './functions/text';
import { yaql } from './functions/yaql';
import { type Version, VERSIONS, versionOf } from './versions';

/** A version with its functions. */
export interface Language extends Version {
  functions: FunctionTable;
  conditionFunctions: FunctionTable;
}

type Functions = Record<string, HotFunction | null>;

const REMOVED: HotFunction = { removed: true };
const removed = (...names: string[]): Functions => Object.fromEntries(names.map((name) => [name, REMOVED]));

const CFN_IN_HOT: Functions = {
  Ref: ref, 'Fn::GetAZs': getAzs, 'Fn::Join': listJoinOne, 'Fn::Select': select, 'Fn::Split': split, 'Fn::Replace': replace,
  'Fn::Base64': base64, 'Fn::MemberListToMap': memberListToMap, 'Fn::ResourceFacade': cfnResourceFacade,
};

/** By version, what each adds to, changes in or removes from the functions of the one before. Versions that are not here have the same. */
const STEPS: Readonly<Record<string, { functions: Functions; conditions?: Functions }>> = {
  '2013-05-23': {
    functions: {
      get_param: getParam, get_resource: getResource, get_attr: getAttrNamed, get_file: getFile, list_join: listJoinOne,
      str_replace: strReplacePlain, resource_facade: resourceFacade, ...CFN_IN_HOT,
    },
  },
  '2014-10-16': { functions: removed('Ref', 'Fn::GetAZs', 'Fn::Join', 'Fn::Split', 'Fn::Replace', 'Fn::Base64', 'Fn::MemberListToMap', 'Fn::ResourceFacade') },
  '2015-04-30': { functions: { repeat: repeat({ maps: false, permutations: false }), digest } },
  '2015-10-15': { functions: { str_split: strSplit, list_join: listJoinMany, str_replace: strReplaceJson, get_attr: getAttr, ...removed('Fn::Select') } },
  '2016-04-08': { functions: { map_merge: mapMerge } },
  '2016-10-14': {
    functions: { yaql, map_replace: mapReplace, if: ifFunction(false), repeat: repeat({ maps: true, permutations: false }) },
    conditions: { get_param: getParam, equals, not: notFunction(false), and, or },
  },
  '2017-02-24': { functions: { filter, str_replace_strict: strReplaceStrict } },
  '2017-09-01': {
    functions: {
      make_url: makeUrl, list_concat: listConcatAll, list_concat_unique: listConcatUnique, str_replace_vstrict: strReplaceVeryStrict, contains,
      repeat: repeat({ maps: true, permutations: true }),
    },
    conditions: { yaql, contains },
  },
  '2021-04-16': { functions: { if: ifFunction(true) } },
};

/** By version; the names of a release share the one that came with it. */
const LANGUAGE_OF = new Map<Version, Language>();
{
  const conditions: Functions = {};
  let functions: FunctionTable = new Map();
  for (const [name, version] of VERSIONS.heat_template_version ?? []) {
    if (LANGUAGE_OF.has(version)) continue;
    const step = STEPS[name];
    if (step !== undefined) functions = extended(functions, step.functions);
    Object.assign(conditions, step?.conditions);
    LANGUAGE_OF.set(version, { ...version, functions, conditionFunctions: version.conditions ? inConditions(functions, conditions) : new Map() });
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

function cfn(version: Version): Language {
  if (!version.conditions) return { ...version, functions: CFN_FUNCTIONS, conditionFunctions: new Map() };
  const functions = extended(CFN_FUNCTIONS, { 'Fn::If': ifFunction(false) });
  return { ...version, functions, conditionFunctions: inConditions(functions, { 'Fn::Equals': equals, 'Fn::Not': notFunction(true), 'Fn::And': and, 'Fn::Or': or, Ref: refParameter, 'Fn::FindInMap': findInMap }) };
}

for (const versions of Object.values(VERSIONS)) for (const version of versions.values()) if (version.dialect === 'cfn') LANGUAGE_OF.set(version, cfn(version));

const ofVersion = (version: Version): Language => {
  const language = LANGUAGE_OF.get(version);
  if (language === undefined) throw new RangeError('every version has a language');
  return language;
};

/** By the key and the version that a template states. */
export const LANGUAGES: Readonly<Record<string, ReadonlyMap<string, Language>>> = Object.fromEntries(
  Object.entries(VERSIONS).map(([key, versions]) => [key, new Map([...versions].map(([name, version]) => [name, ofVersion(version)]))]),
);

/** Throws RangeError for a version no template that was parsed can have. */
export function languageOf(template: { versionKey: string; version: string }): Language {
  return ofVersion(versionOf(template));
}
