/** Something that an element cannot go on with; the message tells the reader what to do. */
export class ElementError extends Error {
  override readonly name = 'ElementError';
  /** The message in the language that the element speaks by now: it may still be loading when something fails. */
  readonly words: () => string;
  /** Whether what has failed may succeed later, as errors of the contract tell it. */
  readonly retryable: boolean;

  constructor(words: string | (() => string), options?: ErrorOptions & { readonly retryable?: boolean }) {
    const say = typeof words === 'string' ? () => words : words;
    super(say(), options);
    this.words = say;
    this.retryable = options?.retryable ?? false;
  }
}
