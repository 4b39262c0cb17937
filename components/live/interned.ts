/** Values that are kept once, and numbered in the order in which they came. */
export class Interned<Value> {
  readonly values: Value[] = [];
  /** Of all keys. */
  letters = 0;
  private readonly numbers = new Map<string, number>();
  private readonly keyOf: (value: Value) => string;

  /** @param keyOf the same for values that are the same */
  constructor(keyOf: (value: Value) => string) {
    this.keyOf = keyOf;
  }

  /** @param kept what is kept of a value that is new */
  numberOf<Given extends Value>(value: Given, kept: (value: Given) => Value = (given) => given): number {
    const key = this.keyOf(value);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.letters += key.length;
    this.numbers.set(key, this.values.length);
    return this.values.push(kept(value)) - 1;
  }

  /** The number of a value that came before. */
  known(value: Value): number | undefined {
    return this.numbers.get(this.keyOf(value));
  }

  valueOf(number: number): Value {
    const value = this.values[number];
    if (value === undefined) throw new RangeError(`There is no value ${number} of ${this.values.length}.`);
    return value;
  }

  /** Takes over values of another table as they are asked for: answers what its numbers are here. */
  taking(other: Interned<Value>): (number: number) => number {
    const numbers = new Map<number, number>();
    return (number) => {
      let mine = numbers.get(number);
      if (mine === undefined) numbers.set(number, (mine = this.numberOf(other.valueOf(number))));
      return mine;
    };
  }
}
