import { expect, it } from 'vitest';
import { functionNames } from './function-names';
import { LANGUAGES } from './language';

for (const [versionKey, versions] of Object.entries(LANGUAGES)) {
  for (const [version, { functions }] of versions) {
    it(`of ${versionKey} ${version} are those of its language`, () => {
      const working = [...functions].flatMap(([name, of]) => (of.removed === true ? [] : [name]));
      expect([...functionNames({ versionKey, version })].toSorted()).toEqual(working.toSorted());
    });
  }
}
