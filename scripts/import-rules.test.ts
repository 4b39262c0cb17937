import { describe, expect, it } from 'vitest';
import { importViolations } from './import-rules';

/** The rules that these files break. */
function broken(files: Record<string, string>): string[] {
  return importViolations(Object.entries(files).map(([file, text]) => ({ file, text }))).map(({ file, imports, rule }) => `${file} > ${imports}: ${rule}`);
}

describe('the import rules', () => {
  it.each([
    ['a lower part', { 'lib/stacks/create.ts': "import { plan } from '@/lib/engine/plan';", 'lib/engine/plan.ts': 'export const plan = 1;' }],
    ['a neighbour', { 'lib/resources/a.ts': "import { b } from '../software/b';", 'lib/software/b.ts': 'export const b = 1;' }],
    ['the state names, from wire', { 'lib/wire/types.ts': "import type { Action } from '@/lib/engine/states';", 'lib/engine/states.ts': '' }],
    ['a package that is pure', { 'lib/hot/parse.ts': "import { parse } from 'yaml';" }],
    ['Node, from a test of a pure part', { 'lib/hot/parse.test.ts': "import { readFileSync } from 'node:fs';" }],
    ['a server action, from the browser', {
      'components/deploy.tsx': "'use client';\nimport { deploy } from '@/app/actions';",
      'app/actions.ts': "'use server';\nimport { create } from '@/lib/stacks/create';",
      'lib/stacks/create.ts': 'export const create = 1;',
    }],
    ['what is shown later, when it is wanted', { 'components/designer/DesignerPage.tsx': "import { b } from './b';\nexport const code = () => import('./code');", 'components/designer/b.ts': '', 'components/designer/code.ts': "import { EditorView } from '@codemirror/view';" }],
  ])('allow %s', (_, files) => expect(broken(files)).toEqual([]));

  it.each([
    ['an upper part', { 'lib/engine/run.ts': "import { pool } from '@/lib/store/database';", 'lib/store/database.ts': '' }, 'lib/store stands above lib/engine'],
    ['an upper part, for a type only', { 'lib/hot/a.ts': "import type { T } from '../wire/types';", 'lib/wire/types.ts': '' }, 'lib/wire stands above lib/hot'],
    ['an upper part, exported on', { 'lib/hot/a.ts': "export * from '@/lib/graph/b';", 'lib/graph/b.ts': '' }, 'lib/graph stands above lib/hot'],
    ['an upper part, when needed', { 'lib/hot/a.ts': "const b = await import('@/lib/graph/b');", 'lib/graph/b.ts': '' }, 'lib/graph stands above lib/hot'],
    ['Node, from a pure part', { 'lib/engine/a.ts': "import { readFile } from 'fs/promises';" }, 'lib/engine is pure'],
    ['React, from a pure part', { 'lib/graph/a.ts': "import type { Node } from '@xyflow/react';" }, 'lib/graph is pure'],
    ['an editor, on the way to the canvas', { 'components/designer/DesignerPage.tsx': "import { b } from './b';", 'components/designer/b.ts': "import { EditorView } from '@codemirror/view';" }, 'is on the screen before that is loaded'],
    ['all of the language, on the way to the canvas', { 'components/designer/DesignerPage.tsx': "import { b } from '@/lib/graph/b';", 'lib/graph/b.ts': "import { parseTemplate } from '@/lib/hot';", 'lib/hot/index.ts': '' }, 'is on the screen before that is loaded'],
    ['a provider, from the engine', { 'lib/engine/a.ts': "import { b } from '../providers/b';", 'lib/providers/b.ts': '' }, 'through its ports only'],
    ['the store, from a component', { 'components/a.tsx': "import { b } from '@/lib/store/b';", 'lib/store/b.ts': '' }, 'components run in the browser'],
    ['the database client, from elsewhere than the store', { 'lib/stacks/a.ts': "import { PrismaClient } from '@/generated/prisma/client';" }, 'lib/store is the only place'],
    ['a test', { 'lib/hot/a.ts': "import { b } from './b.test';", 'lib/hot/b.test.ts': '' }, 'nothing imports a test'],
    ['the test tools', { 'lib/stacks/a.ts': "import { b } from '@/lib/testing/b';", 'lib/testing/b.ts': '' }, 'the tools of the tests are for tests'],
    ['each other in a circle', { 'lib/hot/a.ts': "import { b } from './b';", 'lib/hot/b.ts': "import { a } from './a';" }, 'circle: lib/hot/a.ts -> lib/hot/b.ts -> lib/hot/a.ts'],
    ['the server, through a page of the browser', {
      'app/page.tsx': "'use client';\nimport { x } from './x';",
      'app/x.ts': "import { services } from '@/lib/runtime/services';",
      'lib/runtime/services.ts': '',
    }, 'reaches the browser through app/x.ts'],
  ])('forbid to import %s', (_, files, rule) => expect(broken(files).join('\n')).toContain(rule));

  it('do not pass over a file they cannot read', () => {
    expect(() => broken({ 'lib/hot/a.ts': 'import {' })).toThrow('cannot be read');
  });
});
