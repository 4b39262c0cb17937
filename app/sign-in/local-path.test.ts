import { expect, it } from 'vitest';
import { localPath } from './local-path';

it.each([
  ['/p/default/stacks?sort=name', '/p/default/stacks?sort=name'],
  ['//elsewhere.example/p', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['https://elsewhere.example/', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('after signing in, %j leads to %s', (wanted, path) => expect(localPath(wanted)).toBe(path));
