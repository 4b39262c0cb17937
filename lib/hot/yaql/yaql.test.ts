import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../types';
import { evaluateYaql, parseYaql, YaqlError } from './index';

function run(expression: string, data: Json = {}): Json {
  return evaluateYaql(parseYaql(expression), data);
}

function failure(expression: string, data: Json = {}): { type: string; message: string } {
  try {
    run(expression, data);
  } catch (error) {
    if (error instanceof YaqlError) return { type: error.type, message: error.message };
    throw error;
  }
  throw new Error(`${expression} did not fail`);
}

const results: Record<string, [expression: string, result: Json, data?: Json][]> = {
  'dates and spans': [
    ['let(datetime(2015, 9, 29)) -> [$.year, $.month, $.day]', [2015, 9, 29]],
    ['let(datetime(1256953732)) -> [$.year, $.month, $.day]', [2009, 10, 31]],
    ["let(datetime('29.8?2015', '%d.%m?%Y')) -> [$.year, $.month, $.day]", [2015, 8, 29]],
    ["datetime('2015-08-29T10:00:00+02:00').offset.hours", 2],
    ["datetime('29 August 2015').weekday", 5],
    ['datetime(2006, 11, 21, 16, 30).timestamp', 1164126600],
    ['let(datetime(2006, 11, 21, 16, 30).time) -> [$.hours, $.minutes]', [16.5, 990]],
    ['datetime(2006, 11, 21, 16, 30, offset => timespan(hours => 3)).utc.hour', 13],
    ['datetime(2015, 9, 29).replace(year => 2014).year', 2014],
    ["datetime(2016, 7, 19, 8, 49).format('%A, %d. %B %Y %I:%M%p')", 'Tuesday, 19. July 2016 08:49AM'],
    ['timespan(days => 2, hours => 48).days', 4],
    ['(timespan(hours => 24) / 2).hours', 12],
    ['timespan(hours => 24) / timespan(hours => 12)', 2],
    ['(datetime(2011, 11, 12) - datetime(2011, 11, 11)).hours', 24],
    ['datetime(2011, 11, 11) > datetime(2010, 10, 10)', true],
    ['(-timespan(hours => 24)).hours', -24],
    ['isDatetime(now()) and isTimespan(utctz()) and not isTimespan(1)', true],
    ['datetime(2012, 2, 28, 23, 59, 59, 5) + timespan(days => 1)', '2012-02-29T23:59:59.000005+00:00'],
    ['random(3, 3)', 3],
    ['let(random()) -> $ >= 0 and $ < 1', true],
  ],
  'literals and names': [
    ["'a' + \"b\" + `c`", 'abc'],
    ["'\\x41\\u0042\\n\\\\'", 'AB\n\\'],
    ['`a\\`b\\n`', 'a`b\\n'],
    ['abc', 'abc'],
    ['[1, 2.5, true, false, null, x]', [1, 2.5, true, false, null, 'x']],
    ["{a => 1, 'b c' => [2]}", { a: 1, 'b c': [2] }],
    ['{1 => a, true => b, null => c}', { '1': 'b', null: 'c' }],
    ['$', { data: {} }],
    ['$1.data', 5, 5],
    ['$nowhere', null],
    ['[]', []],
    ['{}', {}],
  ],
  'reading data': [
    ['$.data.a.b', 1, { a: { b: 1 } }],
    ['$.data[a]', 1, { a: 1 }],
    ['$.data[a, 5]', 5, {}],
    ['$.data[1]', 'y', ['x', 'y']],
    ['$.data[-1]', 'y', ['x', 'y']],
    ['$.data.l[0].n', 7, { l: [{ n: 7 }] }],
    ['$.data.n', [1, 2], [{ n: 1 }, { n: 2 }]],
    ['$.data.get(a)', null, {}],
    ['$.data.get(a, 3)', 3, {}],
    ['$.data.get(a, 3)', null, { a: null }],
    ['$.data.a?.b?.c', null, { a: { b: null } }],
    ['$.data.a?.b', 1, { a: { b: 1 } }],
    ['$.data?.len()', null, null],
  ],
  precedence: [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 + 5', 3],
    ['-$.data.a', -4, { a: 4 }],
    ['not true or true', true],
    ['not 1 = 2', true],
    ['1 < 2 and 2 < 3', true],
    ['true or false and false', true],
    ['10 - 3 - 2', 5],
    ['let(a => 1) -> let(b => 2) -> $a + $b', 3],
    ['2 in [1, 2] and not 3 in [1, 2]', true],
    ["'abc' =~ 'b' and 'abc' !~ 'x'", true],
  ],
  arithmetic: [
    ['7 / 2', 3],
    ['-7 / 2', -4],
    ['7.0 / 2', 3.5],
    ['float(7) / 2', 3.5],
    ['7 mod 3', 1],
    ['-7 mod 3', 2],
    ['abs(-3)', 3],
    ["int('12') + int(3.9) + int(null)", 15],
    ["float('1.5')", 1.5],
    ['round(2.5)', 2],
    ['round(2.567, 2)', 2.57],
    ['pow(2, 10)', 1024],
    ['pow(3, 4, 5)', 1],
    ['max(1, 2) + min(1, 2)', 3],
    ['bitwiseAnd(6, 3) + bitwiseOr(4, 1) + shiftBitsLeft(1, 3)', 15],
    ['sign(-5)', -1],
    ["hex(256)", '0x100'],
  ],
  comparing: [
    ['1 = 1.0', true],
    ['1 = true', true],
    ["1 = '1'", false],
    ['[1, [2]] = [1, [2]]', true],
    ['{a => 1, b => 2} = {b => 2, a => 1}', true],
    ['null < 1', true],
    ['1 > null', true],
    ['null >= null', true],
    ["'b' > 'a' and 'a' <= 'a'", true],
    ['$.data != null', true, 1],
  ],
  truth: [
    ['0 or []', []],
    ["'' or x", 'x'],
    ['1 and 2', 2],
    ['bool({})', false],
    ['not []', true],
  ],
  'filtering and mapping': [
    ['$.data.where($ > 1).select($ * 2)', [4, 6], [1, 2, 3]],
    ['$.data.filter($.on).map($.n)', ['a'], [{ n: 'a', on: true }, { n: 'b', on: false }]],
    ['$.data.selectMany($)', [1, 2, 3], [[1, 2], [3]]],
    ['$.data.flatten()', [1, 2, 3, 4], [[1, [2]], [3], 4]],
    ['$.data.distinct()', [1, 2], [1, 2, 1]],
    ['$.data.distinct($.k)', [{ k: 1 }, { k: 2 }], [{ k: 1 }, { k: 2 }, { k: 1 }]],
    ['$.data.skip(1).take(2)', [2, 3], [1, 2, 3, 4]],
    ['$.data.limit(1)', [1], [1, 2]],
    ['$.data.takeWhile($ < 3)', [1, 2], [1, 2, 3, 1]],
    ['$.data.skipWhile($ < 3)', [3, 1], [1, 2, 3, 1]],
    ['$.data.append(3, 4)', [1, 3, 4], [1]],
    ['$.data.concat([2], [3])', [1, 2, 3], [1]],
    ['concat([1], [2])', [1, 2]],
    ['$.data.enumerate(1)', [[1, 'a'], [2, 'b']], ['a', 'b']],
    ['$.data.reverse()', [2, 1], [1, 2]],
    ['$.data.slice(2)', [[1, 2], [3]], [1, 2, 3]],
    ['$.data.splitAt(1)', [[1], [2, 3]], [1, 2, 3]],
    ['$.data.splitWhere($ = 0)', [[1], [2]], [1, 0, 2]],
    ['$.data.sliceWhere($ mod 3 = 0)', [[1, 2], [3], [4]], [1, 2, 3, 4]],
    ['$.data.zip([a, b])', [[1, 'a'], [2, 'b']], [1, 2, 3]],
    ['$.data.zipLongest([a], default => 0)', [[1, 'a'], [2, 0]], [1, 2]],
    ['$.data.join([2, 3], $1 < $2, [$1, $2])', [[1, 2], [1, 3], [2, 3]], [1, 2]],
    ['$.data.defaultIfEmpty([1])', [1], []],
    ['range(3)', [0, 1, 2]],
    ['range(3, 0, -1)', [3, 2, 1]],
    ['sequence().take(2)', [0, 1]],
    ['a.repeat(2)', ['a', 'a']],
    ['[1, 2].cycle().take(3)', [1, 2, 1]],
    ['generate(1, $ < 10, $ * 2)', [1, 2, 4, 8]],
    ["generateMany('1', {'1' => ['2', '3'], '2' => ['4']}.get($, []))", ['1', '2', '3', '4']],
    ['$.data + [3]', [1, 2, 3], [1, 2]],
    ['[0] * 3', [0, 0, 0]],
    ['$.data.insert(1, x)', [1, 'x', 2], [1, 2]],
    ['$.data.insertMany(1, [x, y])', [1, 'x', 'y', 2], [1, 2]],
    ['$.data.delete(0)', [2], [1, 2]],
    ['$.data.replace(0, x)', ['x', 2], [1, 2]],
    ['list(1, range(2), [3])', [1, 0, 1, [3]]],
  ],
  'summing up': [
    ['$.data.sum()', 6, [1, 2, 3]],
    ['$.data.sum()', [1, 2, 3], [[1], [2, 3]]],
    ["$.data.sum('c')", 'cab', ['a', 'b']],
    ['$.data.sum(0)', 0, []],
    ['$.data.max() - $.data.min()', 2, [3, 1, 2]],
    ['$.data.len() + $.data.count()', 4, [1, 2]],
    ['range(4).len()', 4],
    ['$.data.first()', 3, [3, 1]],
    ['$.data.last()', 1, [3, 1]],
    ['$.data.first(none)', 'none', []],
    ['$.data.last(null)', null, []],
    ['$.data.single()', 1, [1]],
    ['$.data.any()', false, []],
    ['$.data.any($ > 2)', true, [1, 3]],
    ['$.data.all($ > 2)', false, [1, 3]],
    ['$.data.all()', true, []],
    ['$.data.reduce($1 + $2, 10)', 13, [1, 2]],
    ['$.data.aggregate($1 * $2)', 6, [1, 2, 3]],
    ['$.data.accumulate($1 + $2)', [1, 3, 6], [1, 2, 3]],
    ['$.data.indexOf(b)', 1, ['a', 'b']],
    ['$.data.indexWhere($ = c)', -1, ['a', 'b']],
    ['$.data.lastIndexOf(a)', 2, ['a', 'b', 'a']],
    ['$.data.contains(a) and b in $.data', true, ['a', 'b']],
  ],
  'order and groups': [
    ['$.data.orderBy($)', [1, 2, 3], [3, 1, 2]],
    ['$.data.orderByDescending($)', [3, 2, 1], [3, 1, 2]],
    ['$.data.orderBy($.a).thenByDescending($.b).select($.b)', [2, 1, 3], [{ a: 1, b: 1 }, { a: 2, b: 3 }, { a: 1, b: 2 }]],
    ['$.data.groupBy($.k)', [['x', [{ k: 'x' }]], ['y', [{ k: 'y' }]]], [{ k: 'x' }, { k: 'y' }]],
    ['dict($.data.groupBy($.k, $.v))', { x: [1, 3], y: [2] }, [{ k: 'x', v: 1 }, { k: 'y', v: 2 }, { k: 'x', v: 3 }]],
    ['$.data.groupBy($[0], $[1], $.sum())', [['x', 4], ['y', 2]], [['x', 1], ['y', 2], ['x', 3]]],
    ['$.data.groupBy($[0], $[1], [$[0], $[1].sum()])', [['x', 4]], [['x', 1], ['x', 3]]],
  ],
  dictionaries: [
    ['$.data.items().where($[1] != null).toDict($[0], $[1])', { a: 1 }, { a: 1, b: null }],
    ['dict($.data.select([$.n, $.v]))', { a: 1 }, [{ n: 'a', v: 1 }]],
    ['dict(a => 1, b => 2)', { a: 1, b: 2 }],
    ['$.data.toDict($, $ + 1)', { '1': 2, '2': 3 }, [1, 2]],
    ['$.data.keys().toList()', ['a', 'b'], { a: 1, b: 2 }],
    ['$.data.values()', [1, 2], { a: 1, b: 2 }],
    ['$.data.keys().len()', 2, { a: 1, b: 2 }],
    ['$.data.keys().select($ + x)', ['ax'], { a: 1 }],
    ['$.data.len()', 2, { a: 1, b: 2 }],
    ['$.data + {b => 3}', { a: 1, b: 3 }, { a: 1, b: 2 }],
    ['$.data.set(c, 3)', { a: 1, c: 3 }, { a: 1 }],
    ['$.data.set({b => 2})', { a: 1, b: 2 }, { a: 1 }],
    ['$.data.set(b => 2)', { a: 1, b: 2 }, { a: 1 }],
    ['$.data.delete(a, x)', { b: 2 }, { a: 1, b: 2 }],
    ['$.data.deleteAll([a])', { b: 2 }, { a: 1, b: 2 }],
    ['$.data.containsKey(a) and $.data.containsValue(1)', true, { a: 1 }],
    ['$.data[0].mergeWith($.data[1])', { a: 1, b: 3, c: [1, 2, 3], d: { e: 1, f: 2 } }, [{ a: 1, b: 2, c: [1, 2], d: { e: 1 } }, { b: 3, c: [2, 3], d: { f: 2 } }]],
    ['$.data[0].mergeWith($.data[1], $1 + $2)', { c: [1, 1] }, [{ c: [1] }, { c: [1] }]],
    ['$.data[0].mergeWith($.data[1], maxLevels => 1)', { d: { f: 2 } }, [{ d: { e: 1 } }, { d: { f: 2 } }]],
    ['$.data[0].mergeWith($.data[1], itemMerger => $1)', { a: 1 }, [{ a: 1 }, { a: 2 }]],
    ['isDict($.data) and not isList($.data)', true, {}],
  ],
  strings: [
    ["$.data.split(',').join('-')", 'a-b', 'a,b'],
    ["'-'.join([1, null, true])", '1-null-true'],
    ["' a  b '.split()", ['a', 'b']],
    ["'a b c'.split(' ', 1)", ['a', 'b c']],
    ["'a b c'.split(maxSplits => 1)", ['a', 'b c']],
    ["'a b c'.rightSplit(' ', 1)", ['a b', 'c']],
    ["'abaab'.replace(ab, cd)", 'cdacd'],
    ["'aaa'.replace(a, b, 2)", 'bba'],
    ["'abc ab'.replace({abc => xx, ab => yy})", 'xx yy'],
    ["'aBc'.toUpper() + 'aBc'.toLower()", 'ABCabc'],
    ["'abcd'.substring(1, 2) + 'abcd'.substring(-1)", 'bcd'],
    ["'  x '.trim() + 'xxaxx'.trim(x) + 'ab'.trimLeft(a) + 'ab'.trimRight(b)", 'xaba'],
    ["' '.norm()", null],
    ["isEmpty(' ') and isEmpty(null) and not 'a'.isEmpty()", true],
    ["'cabcdab'.indexOf(ab) + 'cabcdab'.lastIndexOf(ab) + 'cabcdab'.indexOf(ab, 2)", 11],
    ["'ab'.toCharArray()", ['a', 'b']],
    ["'abcd'.startsWith(x, ab) and 'abcd'.endsWith(cd)", true],
    ["'ab' in 'cabd'", true],
    ["'ab' * 2", 'abab'],
    ["'😀'.len()", 1],
    ['str(1.0) + str(null) + str([1, x])', "1.0null(1, 'x')"],
    ["isString('') and not isString(1)", true],
    ["'{0}-{1}-{name}'.format(a, 2, name => c)", 'a-2-c'],
    ["'{:>5}|{:<4}|{:^5}|{:05.1f}|{:,}'.format(ab, c, d, 3.14159, 1234567)", '   ab|c   |  d  |003.1|1,234,567'],
    ["format('{} {{}} {!r}', 1, x)", "1 {} 'x'"],
    ["characters(octdigits => true)", ['0', '1', '2', '3', '4', '5', '6', '7']],
  ],
  'regular expressions': [
    ["$.data.matches('^a.c$')", true, 'abc'],
    ["regex('A.c', ignoreCase => true).matches(abc)", true],
    ["regex('a.c').search(xabc)", 'abc'],
    ["regex('a(.)c').search(xabc, $2.value)", 'b'],
    ["regex('a.c').search(xabc, $)", { value: 'abc', start: 1, end: 4 }],
    ["regex('(?P<n>b)').search(abc, $n.start)", 1],
    ["regex('z').search(abc)", null],
    ["regex('a.').searchAll('abcad')", ['ab', 'ad']],
    ["regex('[,;]').split('a,b;c')", ['a', 'b', 'c']],
    ["'a,b;c'.split(regex('[,;]'), maxSplit => 1)", ['a', 'b;c']],
    ["regex('a(.)').replace('abad', '<\\\\1>')", '<b><d>'],
    ["'abc'.replace(regex('b'), x)", 'axc'],
    ["regex('[ac]').replaceBy('abc', $.value.toUpper())", 'AbC'],
    ["escapeRegex('a.b')", 'a\\.b'],
  ],
  branching: [
    ['switch($.data > 1 => big, true => small)', 'big', 2],
    ['switch(false => 1)', null],
    ['coalesce($.data, [])', [], null],
    ['coalesce(null, $.data.get(x), 7)', 7, {}],
    ['selectCase(false, true)', 1],
    ['selectAllCases(true, false, true)', [0, 2]],
    ['examine(1, 0)', [true, false]],
    ['1.switchCase(a, b, c)', 'b'],
    ['[1, 2].assert($.len() = 2)', [1, 2]],
  ],
  scopes: [
    ['let(root => $) -> $.data.foo.items().where($[1] != null).toDict($[0], $[1])', { a: 1 }, { foo: { a: 1, b: null } }],
    ['let(x => $.data.k) -> $.data.l.where($ = $x)', [2], { k: 2, l: [1, 2] }],
    ['let(1, 2, a => 3) -> $1 + $2 + $a', 6],
    ['with(ab, cd) -> $1 + $2', 'abcd'],
    ['[1, 2].unpack(a, b) -> $a + $b', 3],
    ['def(sq, $ * $) -> [1, 2, 3].select(sq($))', [1, 4, 9]],
    ['def(fact, switch($ < 2 => 1, true => $ * fact($ - 1))) -> fact(5)', 120],
    ['call(let, [1, 2], {a => 3}) -> $1 + $a + $2', 6],
    ['let(range(4)) -> $.sum() + $.len()', 6],
    ['let(range(4).memorize()) -> $.sum() + $.len()', 10],
  ],
  sets: [
    ['set(1, 2, 2).len()', 2],
    ['set(1, 2).union(set(3)).toList()', [1, 2, 3]],
    ['($.data.toSet() - set(1)).toList()', [2], [1, 2]],
    ['set(1) < set(1, 2) and set(1, 2) >= set(1)', true],
  ],
};

describe.each(Object.entries(results))('%s', (_, cases) => {
  it.each(cases)('%s', (expression, result, data) => {
    expect(run(expression, data)).toEqual(result);
  });
});

describe('what deployment templates do with it', () => {
  it('picks configuration out of the data of roles', () => {
    const data: Json = { role_data: [{ service_name: 'a', config_settings: { x: 1 } }, null, { service_name: 'b', config_settings: { y: [1] } }] };
    expect(run("$.data.role_data.where($ != null).select($.get('config_settings')).where($ != null).reduce($1.mergeWith($2), {})", data)).toEqual({ x: 1, y: [1] });
    expect(run("$.data.role_data.where($ != null).select($.get('service_name')).where($ != null)", data)).toEqual(['a', 'b']);
    expect(run("coalesce($.data.role_data.where($ != null).select($.get('upgrade_tasks')).where($ != null), []).flatten().distinct()", data)).toEqual([]);
  });

  it('maps names of services to addresses', () => {
    const data = { service: { db: 'internal', web: 'external' }, ip: { internal: '10.0.0.1', external: '1.2.3.4' } };
    expect(run('let(root => $) -> dict($root.data.service.items().select([$[0], $root.data.ip[$[1]]]))', data)).toEqual({ db: '10.0.0.1', web: '1.2.3.4' });
  });

  it('drops what is empty and joins what is left', () => {
    expect(run("$.data.l.where($ != '').join(',')", { l: ['a', '', 'b'] })).toBe('a,b');
    expect(run("dict($.data.names.zip($.data.ips).where($[1].len() > 0))", { names: ['a', 'b'], ips: [['1'], []] })).toEqual({ a: ['1'] });
    expect(run("$.data.map.items().where(not isString($[1])).toDict($[0], $[1])", { map: { a: 'x', b: [1] } })).toEqual({ b: [1] });
    expect(run("concat(\"'\", $.data.a, \"'\")", { a: 'x' })).toBe("'x'");
    expect(run("'cinder_volume' in $.data.service_names", { service_names: ['cinder_volume'] })).toBe(true);
    expect(run("let(n => $.data.name) -> $.data.nets.select('{0}_{1}'.format($n, $.toLower()))", { name: 'web', nets: ['Tenant'] })).toEqual(['web_tenant']);
  });
});

const errors: [expression: string, type: string, message: string, data?: Json][] = [
  ['$.data.(', 'YaqlGrammarException', 'Parse error: unexpected end of statement'],
  ['1 2', 'YaqlGrammarException', "Parse error: unexpected '2' at position 2 of expression '1 2'"],
  ['(2', 'YaqlGrammarException', 'Parse error: unexpected end of statement'],
  ['f(1,)', 'YaqlGrammarException', "Parse error: unexpected ')' at position 4 of expression 'f(1,)'"],
  ['f(a => 1, 2)', 'YaqlGrammarException', "Parse error: unexpected ')' at position 11 of expression 'f(a => 1, 2)'"],
  ['1 ? 2', 'YaqlLexicalException', "Lexical error: illegal character '?' at position 2"],
  ['$.data.x', 'KeyError', "'x'"],
  ['$.data.x', 'NoFunctionRegisteredException', 'Unknown function "#property#x"', null],
  ['$.data[5]', 'IndexError', 'tuple index out of range', [1]],
  ['nope()', 'NoFunctionRegisteredException', 'Unknown function "nope"'],
  ['$.data.nope()', 'NoMethodRegisteredException', 'Unknown method "nope" for receiver (1,)', [1]],
  ['$.data > 1', 'NoMatchingFunctionException', 'No function "#operator_>" matches supplied arguments', true],
  ['$.data.orderBy($)', 'NoMatchingMethodException', 'No method "orderBy" for receiver  matches supplied arguments', ''],
  ['len(1, 2, 3)', 'NoMatchingFunctionException', 'No function "len" matches supplied arguments'],
  ['range(0, 500)', 'CollectionTooLargeException', 'Collection length exceeds 200 elements'],
  ['sequence()', 'CollectionTooLargeException', 'Collection length exceeds 200 elements'],
  ['$.data', 'MemoryQuotaExceededException', 'Expression consumed too much memory', 'x'.repeat(10_000)],
  ['[$.data, $.data]', 'MemoryQuotaExceededException', 'Expression consumed too much memory', 'x'.repeat(6_000)],
  ['$.data', 'CollectionTooLargeException', 'Collection length exceeds 200 elements', Array.from({ length: 201 }, () => 1)],
  ["'x' * 20000", 'MemoryQuotaExceededException', 'Expression consumed too much memory'],
  ['$.data.first()', 'StopIteration', '', []],
  ['$.data.sum()', 'TypeError', 'reduce() of empty iterable with no initial value', []],
  ['1 / 0', 'ZeroDivisionError', 'integer division or modulo by zero'],
  ["int('x')", 'ValueError', "invalid literal for int() with base 10: 'x'"],
  ["'a'.split('')", 'ValueError', 'empty separator'],
  ['$.data.keys()', 'TypeError', 'Object of type set is not JSON serializable', { a: 1 }],
  ['$.data.items()', 'TypeError', "unhashable type: 'list'", { a: 1 }],
  ["regex('(').matches(a)", 'error', 'missing ), unterminated subpattern at position 0'],
  ['let(2 => 1) -> 1', 'MappingTranslationException', 'Cannot convert mapping to keyword argument'],
  ['[1].assert(false, no)', 'AssertionError', 'no'],
];

describe('errors are Heat’s', () => {
  it.each(errors)('%s: %s', (expression, type, message, data) => {
    expect(failure(expression, data)).toEqual({ type, message });
  });

  it('say where an expression does not parse', () => {
    expect(() => parseYaql('$.data.where($ > ')).toThrow(expect.objectContaining({ position: 17 }));
  });
});

describe('every evaluation ends', () => {
  const hostile: [string, Json?][] = [
    ['def(f, f($)) -> f(1)'],
    ['def(f, [f($), f($)]) -> f(1)'],
    ['range(200).select(range(200).select(range(200).select($).sum()).sum()).sum()'],
    ['let(a => [1, 1]) -> range(60).aggregate([$1, $1], $a)'],
    ["range(200).aggregate($1 + $1, 'x')"],
    ['pow(10, 1000000)'],
    ['shiftBitsLeft(1, 10000000)'],
    ['range(200).aggregate($1 * $1, 3)'],
    ['[1].cycle().where(false)'],
    ['sequence().where($ < 0).first()'],
    ['range(200).aggregate($1.select($), [1])'],
    ['$.data.matches("(a+)+$")', `${'a'.repeat(5000)}!`],
    ["'{:9999}'.format(1)"],
    [`${'('.repeat(5000)}1${')'.repeat(5000)}`],
    [`1${' + 1'.repeat(5000)}`],
    [`$${'.a'.repeat(5000)}`],
    [`${'['.repeat(180)}1${']'.repeat(180)}`],
    [`${'not '.repeat(5000)}1`],
    ['generateMany(1, [$, $])'],
    ['generate(1, true, $ + 1, decycle => true).len()'],
    ['[1, 2] * 1000000000'],
    ["'abc'.replace('', 'x').replace('', 'y').replace('', 'z').replace('', 'xxxxxxxxxxxx')"],
    ['let(x => range(200).toList()) -> $x.join($x, true, $x.join($x, true, $1).len()).sum()'],
  ];

  it.each(hostile)('%s', (expression, data) => {
    const started = performance.now();
    expect(ends(expression, data)).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('with a result or a YaqlError, whatever the text', () => {
    const piece = fc.constantFrom(
      '$', '$.data', '.', '?.', 'a', 'b', '1', '2.5', "'x'", '(', ')', '[', ']', '{', '}', ',', '=>', '->', ' + ', ' - ', ' * ', ' and ', ' not ', ' in ', ' = ', ' < ',
      'len(', '.select(', '.where(', '.sum(', 'let(', 'def(', 'range(', 'dict(', '.join(', 'regex(', '.groupBy(', '.orderBy(', 'switch(', 'null', 'true', 'str(', '.format(', '.toDict(',
    );
    const data = fc.constantFrom<Json>(null, 1, 'x', [1, 2], { a: 1, b: [1] }, [{ a: 1 }]);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), data, (pieces, value) => {
        expect(ends(pieces.join(''), value)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

/** True for a result and for a YaqlError; any other error passes on. */
function ends(expression: string, data?: Json): boolean {
  try {
    run(expression, data);
  } catch (error) {
    if (!(error instanceof YaqlError)) throw error;
  }
  return true;
}
