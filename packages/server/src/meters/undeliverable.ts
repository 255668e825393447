import { bodyText } from './body-text.ts';
import type { MalformedReading } from './reading.ts';

/** What the broker gave up, for the list of rejected readings. */
export function undeliverable({ content }: { readonly content: Buffer }): MalformedReading {
  return {
    reason: 'undeliverable',
    message: 'it was delivered as often as allowed, and could not be stored',
    source: 'amqp',
    body: bodyText(content),
  };
}
