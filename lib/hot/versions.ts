/** Which sections and keys each version of the language has. Its functions are in `language.ts`: whoever only reads a template needs none of them. */
export interface Version {
  dialect: 'hot' | 'cfn';
  /** Conditions, external ids and lower-case deletion policies are known. */
  conditions: boolean;
  /** Parameters may have tags. */
  tags: boolean;
  modulo: boolean;
  /** get_attr hands its path to the resource. */
  deepAttributes: boolean;
}

/** The versions of HOT, the oldest first, and what came with each. All of what came before stays. */
const STEPS: readonly { names: readonly string[]; has?: Partial<Version> }[] = [
  { names: ['2013-05-23'] },
  { names: ['2014-10-16'], has: { deepAttributes: true } },
  { names: ['2015-04-30'] },
  { names: ['2015-10-15'] },
  { names: ['2016-04-08'] },
  { names: ['2016-10-14', 'newton'], has: { conditions: true } },
  { names: ['2017-02-24', 'ocata'], has: { modulo: true } },
  { names: ['2017-09-01', 'pike'] },
  { names: ['2018-03-02', 'queens'], has: { tags: true } },
  { names: ['2018-08-31', 'rocky'] },
  { names: ['2021-04-16', 'wallaby'] },
];

const HOT_VERSIONS = new Map<string, Version>();
{
  let version: Version = { dialect: 'hot', conditions: false, tags: false, modulo: false, deepAttributes: false };
  for (const { names, has } of STEPS) {
    version = { ...version, ...has };
    for (const name of names) HOT_VERSIONS.set(name, version);
  }
}

const cfn = (conditions: boolean): Version => ({ dialect: 'cfn', conditions, tags: false, modulo: false, deepAttributes: false });

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
