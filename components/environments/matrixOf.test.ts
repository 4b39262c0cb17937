import { expect, it } from 'vitest';
import { matrixOf } from './matrixOf';

it('has every parameter of every environment, says what differs and what is missing', () => {
  const rows = matrixOf([{ text: 'parameters: {size: s, zone: a}' }, { text: 'parameters: {zone: a}\nparameter_defaults: {size: l}' }, { text: 'parameters: {zone: a}' }]);
  expect(rows.map(({ name, differs, cells }) => [name, differs, cells.map((cell) => (cell === null ? null : `${cell.section}: ${String(cell.value)}`))])).toEqual([
    ['size', true, ['parameters: s', 'parameter_defaults: l', null]],
    ['zone', false, ['parameters: a', 'parameters: a', 'parameters: a']],
  ]);
});
