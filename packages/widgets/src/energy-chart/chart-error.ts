/** Something that the chart cannot go on with; the message tells the reader what to do. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
}
