import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addResource, setAt } from './commands';
import { blocksOf, conflictsOf, decided, mergeTexts } from './merge';
import { removeNode, renameNode } from './commands';

const BASE = `heat_template_version: 2021-04-16
# What this is.
description: Two servers

parameters:
  size: {type: string}

resources:
  # The first.
  web:
    type: OS::Nova::Server
    properties: {flavor: small}

  db:
    type: OS::Nova::Server
    properties: {flavor: large}
`;

const CORPUS = path.resolve('..', 'shared', 'corpus', 'heat-templates', 'hot');
const texts = [path.resolve('examples'), CORPUS].filter(existsSync).flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(path.join(folder, name), 'utf8')));

describe('Merging two texts', () => {
  it('takes every text apart into blocks that are the text', () => {
    for (const text of [...texts, BASE, '', 'a: [', '{"resources": {}}']) expect(blocksOf(text).map((block) => block.text).join('')).toBe(text);
  });

  it('gives back the one side when the other changed nothing, whatever it is', () => {
    for (const text of texts) {
      const changed = `# Mine.\n${text}`;
      expect(decided(mergeTexts(text, changed, text), () => 'theirs')).toBe(changed);
      expect(decided(mergeTexts(text, text, changed), () => 'mine')).toBe(changed);
    }
  });

  it('puts together what was done in different blocks', () => {
    const mine = addResource(setAt(BASE, ['resources', 'web', 'properties', 'flavor'], 'tiny'), 'OS::Heat::Value', 'mine');
    const theirs = removeNode(setAt(BASE, ['parameters', 'count'], { type: 'number' }), 'resource', 'db');
    const merged = mergeTexts(BASE, mine, theirs);
    expect(conflictsOf(merged)).toEqual([]);
    const text = decided(merged, () => 'mine');
    expect(text).toContain('flavor: tiny');
    expect(text).toContain('count:');
    expect(text).toContain('  mine:');
    expect(text).not.toContain('db:');
    expect(text).toContain('  # The first.\n  web:');
  });

  it('shows both sides of a block that both changed, and loses neither', () => {
    const mine = setAt(BASE, ['resources', 'web', 'properties', 'flavor'], 'tiny');
    const theirs = setAt(BASE, ['resources', 'web', 'properties', 'flavor'], 'huge');
    const merged = mergeTexts(BASE, mine, theirs);
    const [conflict] = conflictsOf(merged);
    expect(conflict?.id).toBe('resources.web');
    expect(conflict?.mine).toContain('tiny');
    expect(conflict?.theirs).toContain('huge');
    expect(decided(merged, () => 'mine')).toBe(mine);
    expect(decided(merged, () => 'theirs')).toBe(theirs);
  });

  it('is a conflict when one changed what the other took away', () => {
    const mine = setAt(BASE, ['resources', 'db', 'properties', 'flavor'], 'tiny');
    const theirs = removeNode(BASE, 'resource', 'db');
    expect(conflictsOf(mergeTexts(BASE, mine, theirs))).toMatchObject([{ id: 'resources.db', theirs: null }]);
  });

  it('takes a new name that one gave and what the other did elsewhere', () => {
    const merged = mergeTexts(BASE, renameNode(BASE, 'resource', 'db', 'store'), setAt(BASE, ['resources', 'web', 'properties', 'flavor'], 'huge'));
    expect(conflictsOf(merged)).toEqual([]);
    expect(decided(merged, () => 'mine')).toBe(setAt(renameNode(BASE, 'resource', 'db', 'store'), ['resources', 'web', 'properties', 'flavor'], 'huge'));
  });
});
