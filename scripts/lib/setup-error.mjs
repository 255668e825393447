/** Something the person at the keyboard has to know; shown as its message, without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}
