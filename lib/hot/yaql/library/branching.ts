/** Choices. Only what is chosen is evaluated. */
import { integer, lambda, lazyRule, type Library, overload, overloadWithRules, required, rest } from '../signature';
import { isTrue, Lazy } from '../values';

export const branching: Library = {
  switch: [
    overloadWithRules('function', [rest('args', lazyRule)], (_, rules) => {
      for (const { source, destination } of rules) if (isTrue(source.call())) return destination.call();
      return null;
    }),
  ],
  coalesce: [
    overload('function', [rest('args', lambda)], (_, values) => {
      for (const value of values) {
        const result = value.call();
        if (result !== null) return result;
      }
      return null;
    }),
  ],
  selectCase: [
    overload('function', [rest('args', lambda)], (_, cases) => {
      const index = cases.findIndex((test) => isTrue(test.call()));
      return BigInt(index < 0 ? cases.length : index);
    }),
  ],
  selectAllCases: [
    overload('function', [rest('args', lambda)], (_, cases) =>
      new Lazy(
        (function* () {
          for (const [index, test] of cases.entries()) if (isTrue(test.call())) yield BigInt(index);
        })(),
      ),
    ),
  ],
  examine: [
    overload('function', [rest('args', lambda)], (_, cases) =>
      new Lazy(
        (function* () {
          for (const test of cases) yield isTrue(test.call());
        })(),
      ),
    ),
  ],
  switchCase: [
    overload('method', [required('case', integer), rest('args', lambda)], (_, index, cases) => {
      const chosen = index >= 0n && index < BigInt(cases.length) ? cases[Number(index)] : cases.at(-1);
      return chosen === undefined ? null : chosen.call();
    }),
  ],
};
