/** Something that an element cannot go on with; the message tells the reader what to do. */
export class ElementError extends Error {
  override readonly name = 'ElementError';
}
