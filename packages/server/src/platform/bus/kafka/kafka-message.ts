import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { BusEvent } from '../event-bus.ts';

/** Headers of every message. */
const HEADERS = { outbox: 'wattlet-outbox', position: 'wattlet-position', group: 'wattlet-group' } as const;

/** An event on its way from the outbox. */
export interface OutgoingEvent {
  /** Identity of the outbox that it is in. */
  readonly outbox: string;
  readonly position: bigint;
  readonly key: string;
  /** JSON. */
  readonly payload: string;
  /** The one group that it is for; null where it is for all. */
  readonly onlyGroup: string | null;
  /** More headers, by their names. */
  readonly headers: Readonly<Record<string, string>> | null;
}

/** An event as it came. */
export interface IncomingEvent {
  readonly event: BusEvent;
  /** Identity of the outbox that it is from. */
  readonly outbox: string;
  readonly onlyGroup: string | undefined;
}

export function toMessage({ outbox, position, key, payload, onlyGroup, headers }: OutgoingEvent): Message {
  return {
    key,
    value: payload,
    headers: {
      ...headers,
      [HEADERS.outbox]: outbox,
      [HEADERS.position]: String(position),
      ...(onlyGroup !== null && { [HEADERS.group]: onlyGroup }),
    },
  };
}

/** Undefined if no relay of ours wrote it. */
export function fromMessage({ key, value, headers = {} }: KafkaMessage): IncomingEvent | undefined {
  const position = textOf(headers, HEADERS.position);
  const outbox = textOf(headers, HEADERS.outbox);
  if (outbox === undefined || position === undefined || !/^\d{1,19}$/.test(position) || value === null)
    return undefined;
  const payload: unknown = parse(value.toString());
  if (payload === undefined) return undefined;
  return {
    event: { position: BigInt(position), key: key?.toString() ?? '', payload },
    outbox,
    onlyGroup: textOf(headers, HEADERS.group),
  };
}

function textOf(headers: IHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) || value === undefined ? undefined : value.toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
