/**
 * Why an expression cannot be parsed or evaluated. `type` is the exception class Heat's clients see (`YaqlGrammarException`, `KeyError`,
 * `NoMatchingFunctionException`...), `message` its text there.
 */
export class YaqlError extends Error {
  override readonly name = 'YaqlError';
  readonly type: string;
  /** Where in the expression, in UTF-16 code units; only for errors of parsing. */
  readonly position?: number;

  constructor(type: string, message: string, position?: number) {
    super(message);
    this.type = type;
    this.position = position;
  }
}

export const noMatchingFunction = (name: string) =>
  new YaqlError('NoMatchingFunctionException', `No function "${name}" matches supplied arguments`);

export const tooDeep = () => new YaqlError('RecursionError', 'maximum recursion depth exceeded');
