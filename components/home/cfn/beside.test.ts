import { describe, expect, it } from 'vitest';
import { cfnToHot } from '@/lib/graph/convert/cfn';
import { besideEachOther } from './beside';

const TEXT = `AWSTemplateFormatVersion: '2010-09-09'
Mappings:
  Sizes: {small: {flavor: m1.tiny}}
Parameters:
  Kind: {Type: String}
Resources:
  Web:
    Type: OS::Nova::Server
    Properties: {flavor: {Fn::FindInMap: [Sizes, {Ref: Kind}, flavor]}}
`;

describe('two dialects beside each other', () => {
  it('have each entry beside what became of it, and all of both texts', () => {
    const converted = cfnToHot(TEXT);
    if (!converted.ok) throw new Error(converted.message);
    const rows = besideEachOther(TEXT, converted.text);
    const web = rows.find(({ id }) => id === 'resources.Web');
    expect([web?.before, web?.after]).toEqual([expect.stringContaining('Type: OS::Nova::Server'), expect.stringContaining('get_param: [Sizes')]);
    expect(rows.find(({ id }) => id === 'parameters.Sizes')).toMatchObject({ before: null });
    expect(rows.find(({ id }) => id === 'mappings.Sizes')).toMatchObject({ after: null });
    expect(rows.map(({ before }) => before ?? '').join('')).toBe(TEXT);
    expect(rows.map(({ after }) => after ?? '').join('').split('\n').sort()).toEqual(converted.text.split('\n').sort());
  });
});
